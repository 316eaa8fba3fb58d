package io.patchbay.host;

import io.patchbay.channel.Content;
import io.patchbay.channel.Purpose;
import io.patchbay.content.ContentCodec;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.ContentArguments;
import io.patchbay.host.audience.MessageOptions;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends one message, or one to each person of an audience. */
@Command(
    name = "send",
    header = "Send a message to one number, or to everybody in a CSV file.",
    description = {
      "%nThe provider is the one that the workspace's configuration names. What is refused only for"
          + " now is tried again within the workspace's bounds. With --text and --template both,"
          + " the text is preferred and the template goes where free text may not be sent.",
      "%nThe audience's first line names its columns. The numbers may be written as people write"
          + " them; {column} in --text and --parameter stands for the person's own value.",
      "%nAn audience is sent through the queue beside the configuration"
          + " (patchbay-data/delivery.db): a broadcast that was interrupted or killed goes on where"
          + " it was when the same command is given again, and nobody gets it twice. What else"
          + " waits in the queue is sent too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay send --to '+1 415 555 0132' --text 'Your table is ready'",
      "  patchbay send --to 4155550132 --template order_ready --language en_US --parameter Ada",
      "  patchbay send --to 4155550132 --content '{\"location\": {\"latitude\": 52.5, ...}}'",
      "  patchbay send --audience guests.csv --text 'Hello {name}' --dry-run",
      "  patchbay send --audience guests.csv --template reminder \\",
      "      --parameter first_name={name} --parameter day={date} --purpose marketing \\",
      "      --not-before 2027-03-01T09:00 --expires-at 2027-03-01T18:00",
      "%nExit codes: 0 all accepted by a provider that sends, 1 some not accepted, some taken by a"
          + " stub",
      "(nothing-sent) or some lines not used, 2 wrong input or configuration (nothing was sent),"
          + " 130",
      "interrupted."
    })
final class SendCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @ArgGroup(multiplicity = "1")
  private Recipients recipients = new Recipients();

  @Option(names = "--text", paramLabel = "TEXT", description = "What to say.")
  private @Nullable String text;

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "A template that the provider has approved.")
  private @Nullable String template;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "en_US",
      description = "The template's language (default: ${DEFAULT-VALUE}).")
  private String language = "en_US";

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "[NAME=]VALUE",
      description = "A value for the template, by name or by position; once for each.")
  private List<String> parameters = List.of();

  @Option(
      names = "--content",
      paramLabel = "JSON",
      description = {
        "A content of any kind that an installed provider carries, as JSON:"
            + " '{\"KIND\": {...}}'; once for each, in order of preference. It goes before text and"
            + " template, and is the same for everybody."
      })
  private List<String> contents = List.of();

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description = "The workspace; may be left out when there is only one.")
  private @Nullable String workspace;

  @Option(
      names = "--provider",
      paramLabel = "INSTANCE",
      description = "Send through this instance and no other.")
  private @Nullable String provider;

  @Option(
      names = "--from",
      paramLabel = "SENDER",
      description = "One of the instance's own senders.")
  private @Nullable String from;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description = "transactional (the default) or marketing; it decides which opt-outs count.")
  private String purpose = "transactional";

  @Option(
      names = "--to-column",
      paramLabel = "COLUMN",
      description = "The audience's column with the numbers, if its name does not tell.")
  private @Nullable String toColumn;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The audience's encoding, if it is neither UTF-8 nor marked as UTF-16.")
  private @Nullable String encoding;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What tells this broadcast from others. Without it the file's path and the message do."
              + " Started again under the same name it goes on where it was.")
  private @Nullable String name;

  @Option(
      names = "--direct",
      description =
          "Send an audience from memory, without the queue: what is interrupted is not remembered.")
  private boolean direct;

  @Mixin private QueueOptions queue = new QueueOptions();

  @Option(names = "--dry-run", description = "Send nothing; show what would be sent to whom.")
  private boolean dryRun;

  @Option(names = "--json", description = "Write the result as JSON to stdout.")
  private boolean json;

  /** Exactly one of the two. */
  private static final class Recipients {
    @Option(
        names = "--to",
        paramLabel = "NUMBER",
        description =
            "The phone number, short code or user id to write to. An address with its kind in front"
                + " is taken as it is: phone:..., user:..., group:..., short:...")
    private @Nullable String to;

    @Option(
        names = {"-a", "--audience"},
        paramLabel = "FILE.csv",
        description = "The CSV file with the people to write to.")
    private @Nullable Path audience;
  }

  SendCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    surroundings.err().print(providers.complaints());
    SubmitOptions submission = queue.read(ZoneId.systemDefault());
    boolean queued = recipients.audience != null && !direct;
    if (!queued && !submission.equals(SubmitOptions.defaults())) {
      throw new UserError(
          "--not-before, --expires-at, --priority and --at-least-once belong to an --audience that"
              + " goes through the queue.");
    }
    SendJob job =
        new SendJob(
            surroundings,
            providers,
            configuration.path(surroundings),
            new MessageOptions(contents(), text, template, language, parameters),
            workspace,
            new SendJob.Way(provider, from, purpose(), submission),
            dryRun,
            json);
    if (recipients.audience != null) {
      return job.toAudience(
          new Audience.Source(recipients.audience, charset(encoding), toColumn), direct, name);
    }
    if (recipients.to == null) {
      throw new UserError("--to is empty.");
    }
    if (toColumn != null || encoding != null) {
      throw new UserError("--to-column and --encoding belong to --audience.");
    }
    if (name != null || direct) {
      throw new UserError("--name and --direct belong to --audience.");
    }
    return job.toOne(recipients.to);
  }

  private List<Content> contents() {
    if (contents.isEmpty()) {
      return List.of();
    }
    return ContentArguments.read(ContentCodec.of(providers.catalog().contents()), contents);
  }

  private Purpose purpose() {
    return switch (purpose.toLowerCase(Locale.ROOT)) {
      case "transactional" -> Purpose.TRANSACTIONAL;
      case "marketing" -> Purpose.MARKETING;
      default ->
          throw new UserError("--purpose is transactional or marketing, not '" + purpose + "'.");
    };
  }

  private static @Nullable Charset charset(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new UserError(
          "--encoding '" + name + "' is not known; for example UTF-16LE or windows-1252.");
    }
  }
}
