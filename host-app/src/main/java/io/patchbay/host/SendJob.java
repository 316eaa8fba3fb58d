package io.patchbay.host;

import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.content.ContentCodec;
import io.patchbay.core.AddressReader;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.MessageOptions;
import io.patchbay.host.broadcast.Broadcast;
import io.patchbay.host.broadcast.BroadcastAttempts;
import io.patchbay.host.broadcast.BroadcastIds;
import io.patchbay.host.broadcast.QueuedBroadcast;
import io.patchbay.host.broadcast.SingleResult;
import io.patchbay.host.broadcast.SteadyStore;
import io.patchbay.host.broadcast.Summary;
import io.patchbay.host.broadcast.Tally;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The work of {@code send}, once its options have been read. */
final class SendJob {
  /** How long nothing may move before what still waits is left to the queue. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A rejection for one of these is a mistake of the input, the set-up or a module. */
  private static final Set<Category> NOTHING_TO_RETRY =
      Set.of(Category.NOT_CONFIGURED, Category.PROVIDER_DEFECT);

  private final Surroundings surroundings;
  private final InstalledProviders providers;
  private final Path file;
  private final MessageOptions options;
  private final @Nullable String workspace;
  private final Way way;
  private final boolean dryRun;
  private final boolean json;
  private final AtomicBoolean published = new AtomicBoolean();

  /** Through whom, as whom and why to send; and when and how surely, where it is queued. */
  record Way(
      @Nullable String provider, @Nullable String from, Purpose purpose, SubmitOptions options) {}

  SendJob(
      Surroundings surroundings,
      InstalledProviders providers,
      Path file,
      MessageOptions options,
      @Nullable String workspace,
      Way way,
      boolean dryRun,
      boolean json) {
    this.surroundings = surroundings;
    this.providers = providers;
    this.file = file;
    this.options = options;
    this.workspace = workspace;
    this.way = way;
    this.dryRun = dryRun;
    this.json = json;
  }

  int toOne(String typed) {
    try (Patchbay patchbay = storage().open(host(Duration.ZERO, report -> {}))) {
      WorkspaceRouting routing = routing(patchbay.registry());
      Address to = address(typed, routing.defaultRegion());
      List<Content> contents = options.literally();
      if (dryRun) {
        return dryRun(patchbay, routing).one(to, contents);
      }
      SmsMessage message = message(to, contents);
      SendResult result =
          patchbay.channel().sendAsync(routing.workspace(), message).toCompletableFuture().join();
      surroundings
          .out()
          .print(
              json
                  ? Json.text(SingleResult.json(result)) + "\n"
                  : SingleResult.text(result, patchbay.registry().catalog()));
      return code(result);
    }
  }

  private SmsMessage message(Address to, List<Content> contents) {
    SmsMessage.Builder builder = SmsMessage.to(to).purpose(way.purpose());
    contents.forEach(builder::content);
    if (way.provider() != null) {
      builder.provider(way.provider());
    }
    if (way.from() != null) {
      builder.from(way.from());
    }
    return builder.build();
  }

  private DryRun dryRun(Patchbay patchbay, WorkspaceRouting routing) {
    return new DryRun(
        surroundings,
        routing,
        way.provider(),
        (to, contents) -> patchbay.workspace(routing.workspace()).foreseen(message(to, contents)),
        json);
  }

  private static int code(SendResult result) {
    if (result.outcome().accepted()) {
      return result.nothingSent() ? ExitCode.NOT_ALL : ExitCode.OK;
    }
    return result.outcome() instanceof SendOutcome.Rejected
            && result
                .outcome()
                .error()
                .filter(error -> NOTHING_TO_RETRY.contains(error.category()))
                .isPresent()
        ? ExitCode.BAD_INPUT
        : ExitCode.NOT_ALL;
  }

  private static Address address(String typed, @Nullable String region) {
    if (typed.isBlank()) {
      throw new UserError("--to is empty.");
    }
    AddressReader.Reading reading = AddressReader.read(new PhoneText(typed), region);
    Address address = reading.address();
    SendError error = reading.error();
    if (address == null) {
      throw new UserError(
          error == null ? "--to is no address." : error.message() + ".\n" + error.remedy());
    }
    return address;
  }

  /** Through the queue, or in memory alone. */
  int toAudience(Audience.Source source, boolean direct, @Nullable String broadcast) {
    long total = Audience.count(source);
    return dryRun || direct ? inMemory(source, total) : queued(source, total, broadcast);
  }

  private int queued(Audience.Source source, long total, @Nullable String broadcast) {
    BroadcastIds ids = BroadcastIds.of(broadcast == null ? what(source) : "name\n" + broadcast);
    BroadcastAttempts attempts = new BroadcastAttempts(ids);
    HostStorage storage = storage();
    try (Patchbay patchbay =
        storage.open(
            host(Duration.ofSeconds(1), this::tellChange)
                .queue()
                .verify(registry -> open(source, routing(registry)).close())
                .sendListener(attempts))) {
      DeliveryStore store = patchbay.queue().store();
      WorkspaceRouting routing = routing(patchbay.registry());
      Broadcast.Order order =
          new Broadcast.Order(routing.workspace(), way.provider(), way.from(), way.purpose());
      try (Audience audience = open(source, routing)) {
        tellStart(source, total, routing);
        tellLater(store);
        QueuedBroadcast work;
        try (Delivery delivery = patchbay.queue();
            ProgressBar progress = progress()) {
          SteadyStore steady =
              new SteadyStore(storage.isShared(), surroundings.err(), surroundings.interruption());
          work =
              new QueuedBroadcast(delivery, order, way.options(), ids, attempts, steady, PATIENCE);
          work.run(audience, total, progress, surroundings.interruption());
        }
        Tally.Totals totals = work.totals(store);
        if (work.earlier() > 0) {
          tellEarlier(work.earlier());
        }
        return told(routing.workspace(), totals, work.lastLine(), work.brokenOff());
      }
    } catch (StorageException e) {
      surroundings
          .err()
          .println(
              "patchbay: "
                  + e.getMessage()
                  + "\n"
                  + "What was handed over is kept and is not sent twice: start the same command"
                  + " again to go on.");
      return surroundings.interruption().requested() ? ExitCode.INTERRUPTED : ExitCode.NOT_ALL;
    }
  }

  private void tellLater(DeliveryStore store) {
    Instant from = way.options().notBefore();
    if (from != null && from.isAfter(store.now())) {
      surroundings
          .err()
          .println(
              "Nothing is sent before "
                  + from
                  + ": from then on by 'patchbay serve', or by this command when it is started"
                  + " again.");
    }
  }

  /** What tells a broadcast without a name from others: the same file with the same message. */
  private String what(Audience.Source source) {
    ContentCodec codec = ContentCodec.of(providers.catalog().contents());
    return String.join(
        "\n",
        source.file().toAbsolutePath().normalize().toString(),
        String.valueOf(options.text()),
        String.valueOf(options.template()),
        options.language(),
        String.join("\t", options.parameters()),
        String.join(
            "\t", options.contents().stream().map(one -> codec.identity(one).toString()).toList()),
        String.valueOf(way.provider()),
        String.valueOf(way.from()),
        way.purpose().name());
  }

  private void tellEarlier(long earlier) {
    surroundings
        .err()
        .println(
            Wording.count(earlier, "message")
                + " of this broadcast had been handed over before, by an earlier start with the"
                + " same file and message; none of them is sent a second time. To send it all"
                + " again, give it a name of its own with --name.");
  }

  private int inMemory(Audience.Source source, long total) {
    try (Patchbay patchbay = storage().open(host(Duration.ofSeconds(1), this::tellChange))) {
      WorkspaceRouting routing = routing(patchbay.registry());
      try (Audience audience = open(source, routing)) {
        if (dryRun) {
          try (ProgressBar progress = progress()) {
            return dryRun(patchbay, routing).all(audience, total, progress);
          }
        }
        tellStart(source, total, routing);
        return send(patchbay, routing.workspace(), audience, total);
      }
    }
  }

  private void tellStart(Audience.Source source, long total, WorkspaceRouting routing) {
    if (!json) {
      surroundings
          .err()
          .println(
              "Sending to "
                  + source.file()
                  + ", "
                  + Wording.count(total, "line")
                  + ", through "
                  + routing.routesFor(way.provider()).get(0).instance()
                  + " ...");
    }
  }

  private int send(Patchbay patchbay, String name, Audience audience, long total) {
    Broadcast broadcast =
        new Broadcast(
            patchbay,
            new Broadcast.Order(name, way.provider(), way.from(), way.purpose()),
            (line, message, result) -> {});
    Tally.Totals totals;
    try (ProgressBar progress = progress()) {
      totals = broadcast.run(audience, total, progress, surroundings.interruption());
    }
    return told(name, totals, broadcast.lastLine(), broadcast.brokenOff());
  }

  private int told(String name, Tally.Totals totals, long lastLine, Optional<String> brokenOff) {
    boolean interrupted = surroundings.interruption().requested();
    if (json) {
      JsonObject object = Summary.json(totals);
      object.addProperty("workspace", name);
      object.addProperty("interrupted", interrupted);
      object.addProperty("lastLine", lastLine);
      brokenOff.ifPresent(reason -> object.addProperty("brokenOff", reason));
      surroundings.out().println(Json.text(object));
    } else {
      surroundings.out().print(Summary.text(totals));
      if (interrupted) {
        surroundings
            .err()
            .println(
                "patchbay: interrupted after line "
                    + lastLine
                    + "; nothing was sent to the lines below it");
      }
    }
    brokenOff.ifPresent(reason -> tellEnd(reason, lastLine));
    boolean all = totals.complete() && brokenOff.isEmpty();
    return interrupted ? ExitCode.INTERRUPTED : all ? ExitCode.OK : ExitCode.NOT_ALL;
  }

  private void tellEnd(String reason, long lastLine) {
    surroundings
        .err()
        .println(
            "patchbay: the audience has changed while messages were sent; ended after line "
                + lastLine
                + ", nothing was sent to lines below it:\n"
                + reason);
  }

  private ProgressBar progress() {
    return new ProgressBar(surroundings.err(), surroundings.terminal(), System::nanoTime);
  }

  /** The first configuration is judged before anything is sent; this is about those after it. */
  private void tellChange(PublishReport report) {
    if (published.getAndSet(true)) {
      surroundings
          .err()
          .println(
              report.applied()
                  ? "The configuration has changed and is in use."
                  : "The configuration has changed and cannot be used; the one before stays.");
      surroundings.err().print(Problems.text(report.problems()));
    }
  }

  /** What only looks neither needs a database nor makes tables in it. */
  private HostStorage storage() {
    return dryRun ? HostStorage.files(file) : HostStorage.of(file, surroundings.environment());
  }

  private Patchbay.Builder host(Duration watchInterval, Consumer<PublishReport> listener) {
    return providers
        .host()
        .environment(surroundings.environment())
        .sendOnly()
        .watchInterval(watchInterval)
        .onPublish(listener);
  }

  private Audience open(Audience.Source source, WorkspaceRouting routing) {
    return Audience.open(source, options, routing.defaultRegion());
  }

  private WorkspaceRouting routing(ProviderRegistry registry) {
    return WorkspaceChoice.choose(file, registry, workspace, way.provider());
  }
}
