package io.patchbay.host;

import io.patchbay.channel.Masking;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.UserError;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.SimulatorBuilder;
import io.patchbay.simulator.SimulatorEvent;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulator until it is interrupted. */
@Command(
    name = "simulate",
    header = "Run a local WhatsApp Cloud API to try things against.",
    description =
        "%nIt listens on this machine only, sends nothing to anybody, and answers as Meta's own"
            + " does. Some recipients provoke errors; they are listed at the start. Every request"
            + " and webhook is shown in a line. Ctrl-C ends it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay simulate",
      "  patchbay simulate --port 9000 --callback http://127.0.0.1:8080/webhooks/acme/whatsapp",
      "  patchbay simulate --allow 14155550132     as a test number, which writes to its list only"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** The longest that the numbering plan E.164 allows. */
  private static final Pattern NUMBER = Pattern.compile("\\+?[1-9]\\d{6,14}");

  private final Surroundings surroundings;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8787",
      description = "Where to listen; 0 takes any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--callback",
      paramLabel = "URL",
      description = "Where to post signed webhooks; without it there are none.")
  private @Nullable URI callback;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "80",
      description = "Messages a second before it answers 130429 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--allow",
      paramLabel = "NUMBER",
      description = "Be a test number that writes to these recipients only.")
  private Set<String> allowed = Set.of();

  SimulateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (WhatsAppCloudSimulator simulator = start()) {
      surroundings.out().print(introduction(simulator));
      surroundings.out().flush();
      surroundings.interruption().await();
    }
    return ExitCode.OK;
  }

  private WhatsAppCloudSimulator start() {
    try {
      SimulatorBuilder builder =
          WhatsAppCloudSimulator.builder().port(port).messagesPerSecond(rate).onEvent(this::show);
      if (callback != null) {
        builder.callbackUrl(callback);
      }
      if (!allowed.isEmpty()) {
        allowed.forEach(SimulateCommand::check);
        builder.testNumberAllowList(allowed);
      }
      return builder.start();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new UserError(e.getMessage() + ".");
    }
  }

  /** The simulator takes the digits, and would wait for ever for a recipient without any. */
  private static void check(String number) {
    if (!NUMBER.matcher(number.replaceAll("[\\p{Zs}()./-]", "")).matches()) {
      throw new UserError(
          "--allow takes a phone number with its country code, such as 14155550132; "
              + Masking.address(number)
              + " is none.");
    }
  }

  private void show(SimulatorEvent event) {
    surroundings.out().println(TIME.format(event.at()) + "  " + event.line());
  }

  private String introduction(WhatsAppCloudSimulator simulator) {
    Table table = new Table("  ");
    for (MagicRecipient recipient : MagicRecipient.values()) {
      table.row(
          "+" + recipient.number(), recipient.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return """
    The simulator listens on %s. An instance for it in a configuration:

      "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "%s",
                    "accessToken": "test-token", "phoneNumberId": "109876543210123",
                    "appSecret": "test-app-secret", "verifyToken": "test-verify-token" }

    Webhooks go %s. Recipients that provoke something:

    %s
    Every other number is accepted, delivered and read. Ctrl-C ends it.

    """
        .formatted(
            simulator.baseUrl(),
            simulator.baseUrl(),
            callback == null ? "nowhere (see --callback)" : "to " + callback,
            table.render());
  }
}
