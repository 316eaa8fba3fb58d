package io.patchbay.host.demo;

import com.google.gson.JsonObject;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.MessageOptions;
import io.patchbay.host.broadcast.Broadcast;
import io.patchbay.host.broadcast.Summary;
import io.patchbay.host.broadcast.Tally;
import io.patchbay.host.configuration.DefaultSwitch;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.ConfigurationChecker;
import io.patchbay.registry.channel.Patchbay;
import io.patchbay.simulator.CallbackCheck;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.SimulatorCounts;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Shows the whole on one machine and then compares what was reported with what the simulator saw.
 * Used once.
 */
public final class Demo {
  private static final String WORKSPACE = "demo";
  private static final String WHATSAPP = "whatsapp";
  private static final String TEXT = "text";
  private static final int THROTTLED = 6;
  private static final List<String> AFTER_THE_SWAP =
      List.of("+1 415 555 0150", "+1 415 555 0151", "+1 415 555 0152");
  private static final MessageOptions MESSAGE =
      new MessageOptions(
          "Hello {Name}, thank you for order {Order} 📦",
          "order_thanks",
          "en_US",
          List.of("{Name}", "{Order}"));
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final Map<String, String> SECRETS =
      Map.of(
          "access-token", "demo-token",
          "app-secret", "demo-app-secret",
          "auth-token", "demo-auth-token");
  private static final String VERIFY_TOKEN = "demo-verify-token";

  private final Surroundings surroundings;
  private final Story story;
  private final Observations observations = new Observations();
  private final Comparison comparison = new Comparison();
  private final Semaphore publications = new Semaphore(0);

  /**
   * A demonstration.
   *
   * @param narrative where the story is told
   */
  public Demo(Surroundings surroundings, PrintWriter narrative) {
    this.surroundings = surroundings;
    this.story = new Story(narrative);
  }

  /**
   * What came of it.
   *
   * @param agrees whether everything that was to happen did, and all numbers agree
   * @param result the numbers, for machines
   */
  public record Outcome(boolean agrees, JsonObject result) {}

  /** Runs it: a few seconds, all on the loopback, and nothing is left behind. */
  public Outcome run() {
    story.say(
        """
        Patchbay sends messages through whichever provider a workspace's configuration names. This
        shows it at work against a simulated WhatsApp on this machine: no account, no network,
        and nobody gets a message.""");
    try (WhatsAppCloudSimulator simulator =
            WhatsAppCloudSimulator.builder()
                .accessToken("demo-token")
                .appSecret("demo-app-secret")
                .verifyToken(VERIFY_TOKEN)
                .start();
        DemoFolder folder = new DemoFolder(SECRETS)) {
      Map<String, String> environment =
          Map.of(
              "DEMO_BASE_URL", simulator.baseUrl().toString(), "DEMO_VERIFY_TOKEN", VERIFY_TOKEN);
      try (Patchbay patchbay =
              WorkspaceChoice.open(
                  folder.configuration(),
                  Patchbay.builder()
                      .environment(environment::get)
                      .watchInterval(Duration.ofMillis(200))
                      .sendListener(observations)
                      .eventListener(observations)
                      .onPublish(report -> publications.release()));
          WebhookListener webhooks = new WebhookListener(patchbay.channel())) {
        introduce(simulator, folder);
        subscribe(simulator, webhooks);
        Tally.Totals totals = broadcast(simulator, patchbay, folder);
        awaitStatuses(simulator);
        compare(simulator, totals);
        swap(simulator, patchbay, folder, environment);
        return end(totals);
      }
    }
  }

  private void introduce(WhatsAppCloudSimulator simulator, DemoFolder folder) {
    story.step("A provider: the simulated WhatsApp Cloud API listens on " + simulator.baseUrl());
    story.step("A workspace: its configuration names the providers and which one is the default");
    story.say(folder.configuration() + ":");
    story.show(folder.configurationText());
    story.show("Secrets come from files and environment variables, not from this file.");
  }

  private void subscribe(WhatsAppCloudSimulator simulator, WebhookListener webhooks) {
    story.step("A webhook: what becomes of messages is told to this program, signed");
    URI address = webhooks.address(new InstanceId(WORKSPACE, WHATSAPP));
    simulator.callbackUrl(address);
    CallbackCheck check = simulator.verifyCallback();
    story.say(address + "\nThe simulator tries the subscription: " + check.explanation() + ".");
    comparison.add("webhook handshake passed", true, check.verified());
  }

  private Tally.Totals broadcast(
      WhatsAppCloudSimulator simulator, Patchbay patchbay, DemoFolder folder) {
    Audience.Source source = new Audience.Source(folder.audience(), null, null);
    long total = Audience.count(source);
    story.step("An audience: " + Wording.count(total, "line") + " as a spreadsheet exports them");
    story.say(
        """
        Numbers as people write them, names in several scripts, emoji, a line break in a cell,
        a number that the spreadsheet has destroyed, somebody who is listed twice. Among them
        is somebody who has opted out, somebody to whom only a template may be sent, and
        somebody who is not on WhatsApp.""");
    story.step("Sending: " + MESSAGE.text());
    story.say(
        "or, where free text may not be sent, the template "
            + MESSAGE.template()
            + ".\nThe first "
            + THROTTLED
            + " sends are told to slow down, and are tried again a second later.");
    simulator.treatNextAs(MagicRecipient.THROTTLED, THROTTLED);
    Tally.Totals totals;
    try (Audience audience = Audience.open(source, MESSAGE, "US");
        ProgressBar progress =
            new ProgressBar(surroundings.err(), surroundings.terminal(), System::nanoTime)) {
      totals =
          new Broadcast(
                  patchbay,
                  new Broadcast.Order(WORKSPACE, null, null, Purpose.MARKETING),
                  observations)
              .run(audience, total, progress, surroundings.interruption());
    }
    story.show(Summary.text(totals));
    return totals;
  }

  private void awaitStatuses(WhatsAppCloudSimulator simulator) {
    story.step("Statuses: how far the messages came, by their signed webhooks");
    simulator.awaitWebhooksDelivered(DEADLINE);
    Table table = new Table("");
    observations
        .reached()
        .forEach((status, count) -> table.row(status.name().toLowerCase(Locale.ROOT), count));
    story.say(table.render());
    story.say(
        "Of the unknown ones, "
            + observations.unknownSettled()
            + " of "
            + observations.unknown()
            + " turned out to have been sent: the webhook carried our own reference.");
  }

  private void compare(WhatsAppCloudSimulator simulator, Tally.Totals totals) {
    SimulatorCounts counts = simulator.counts();
    long addresses = simulator.accepted().stream().map(ReceivedMessage::address).distinct().count();
    Map<DeliveryStatus, Long> reached = observations.reached();
    comparison.add("requests to WhatsApp", observations.attempts(WHATSAPP), counts.sends());
    comparison.add(
        "messages that WhatsApp took",
        observations.acceptedBy(WHATSAPP) + observations.unknown(),
        counts.accepted());
    comparison.add("people who got two", 0, counts.accepted() - addresses);
    comparison.add("statuses by webhook", observations.statuses(), counts.statusesDelivered());
    comparison.add("told to slow down", totals.throttled(), THROTTLED);
    comparison.add("lines not used", totals.faultyLines(), 3);
    comparison.add("duplicates", totals.duplicateLines(), 1);
    comparison.add("refused, all of them opted out", refused(totals), "OPTED_OUT 1");
    comparison.add("not on WhatsApp, so by the other provider", observations.acceptedBy(TEXT), 1);
    comparison.add("another way than the first", totals.otherWays(), 2);
    comparison.add("unknown, settled by webhook", observations.unknownSettled(), 1);
    comparison.add("failed after all", reached.getOrDefault(DeliveryStatus.FAILED, 0L), 1);
    comparison.add("never opened", reached.getOrDefault(DeliveryStatus.DELIVERED, 0L), 1);
  }

  private static String refused(Tally.Totals totals) {
    return totals.rejected().stream()
        .map(failures -> failures.category() + " " + failures.count())
        .collect(Collectors.joining(", "));
  }

  private void swap(
      WhatsAppCloudSimulator simulator,
      Patchbay patchbay,
      DemoFolder folder,
      Map<String, String> environment) {
    story.step("Swapping: the default becomes '" + TEXT + "', in the file, while this runs");
    long before = simulator.counts().sends();
    publications.drainPermits();
    long started = System.nanoTime();
    new DefaultSwitch(new ConfigurationChecker(patchbay.registry().catalog(), environment::get))
        .apply(folder.configuration(), WORKSPACE, TEXT);
    boolean seen = awaitDefault(patchbay, started);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    story.say(
        seen
            ? "The running program has taken it over after " + millis + " ms."
            : "The running program has NOT taken it over within " + DEADLINE.toSeconds() + " s.");
    for (String number : AFTER_THE_SWAP) {
      SmsMessage message = SmsMessage.to(number).text("Hello again").build();
      SendResult result = patchbay.channel().send(WORKSPACE, message);
      observations.finished(0, message.id(), result);
    }
    story.say(
        "The next "
            + AFTER_THE_SWAP.size()
            + " messages went through '"
            + TEXT
            + "'.\nThat is the "
            + stubName(patchbay)
            + ": it answers as Twilio would, and no message left this machine.");
    comparison.add(
        "through the new default", observations.acceptedBy(TEXT), 1 + AFTER_THE_SWAP.size());
    comparison.add("WhatsApp requests after the swap", 0, simulator.counts().sends() - before);
  }

  private boolean awaitDefault(Patchbay patchbay, long started) {
    try {
      while (!defaultIs(patchbay, TEXT)) {
        long left = DEADLINE.toNanos() - (System.nanoTime() - started);
        if (left <= 0 || !publications.tryAcquire(left, TimeUnit.NANOSECONDS)) {
          return defaultIs(patchbay, TEXT);
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean defaultIs(Patchbay patchbay, String instance) {
    return patchbay
        .registry()
        .routing(WORKSPACE)
        .filter(routing -> routing.routes().get(0).instance().name().equals(instance))
        .isPresent();
  }

  private static String stubName(Patchbay patchbay) {
    return patchbay
        .registry()
        .routing(WORKSPACE)
        .map(routing -> routing.instances().get(TEXT))
        .map(route -> route.provider().name())
        .orElse("stub");
  }

  private Outcome end(Tally.Totals totals) {
    story.step("Check: what was reported, beside what the simulator saw and what was to happen");
    story.show(comparison.text("reported", "expected"));
    story.show(
        comparison.agrees()
            ? "All "
                + comparison.size()
                + " agree. Next: 'patchbay providers' lists what there is, and the README shows how\n"
                + "to set up a WhatsApp account and write a configuration."
            : "They DO NOT all agree: this is a defect, please report it.");
    JsonObject result = new JsonObject();
    result.addProperty("agrees", comparison.agrees());
    result.add("comparison", comparison.json());
    result.add("broadcast", Summary.json(totals));
    return new Outcome(comparison.agrees(), result);
  }
}
