package io.patchbay.host.demo;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.Purpose;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.MessageOptions;
import io.patchbay.host.broadcast.Broadcast;
import io.patchbay.host.broadcast.Summary;
import io.patchbay.host.broadcast.Tally;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.host.console.Wording;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.SimulatorCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends to the sample audience, and compares afterwards. */
final class AudienceBroadcast {
  private static final int THROTTLED = 6;

  /** One person of the audience has each of the three statuses delivered twice. */
  static final int REPEATED = 3;

  private static final MessageOptions MESSAGE =
      MessageOptions.of(
          "Hello {Name}, thank you for order {Order} 📦",
          "order_thanks",
          "en_US",
          List.of("{Name}", "{Order}"));

  private final Stage stage;

  AudienceBroadcast(Stage stage) {
    this.stage = stage;
  }

  Tally.Totals send() {
    Audience.Source source = new Audience.Source(stage.folder().audience(), null, null);
    long total = Audience.count(source);
    stage
        .story()
        .step("An audience: " + Wording.count(total, "line") + " as a spreadsheet exports them");
    stage
        .story()
        .say(
            """
            Numbers as people write them, names in several scripts, emoji, a line break in a cell,
            a number that the spreadsheet has destroyed, somebody who is listed twice. Among them
            is somebody who has opted out, somebody to whom only a template may be sent, and
            somebody who is not on WhatsApp.\
            """);
    stage.story().step("Sending: " + MESSAGE.text());
    stage
        .story()
        .say(
            "or, where free text may not be sent, the template "
                + MESSAGE.template()
                + ".\nThe first "
                + THROTTLED
                + " sends are told to slow down, and are tried again a second later.");
    stage.simulator().treatNextAs(MagicRecipient.THROTTLED, THROTTLED);
    Tally.Totals totals;
    try (Audience audience = Audience.open(source, MESSAGE, "US");
        ProgressBar progress =
            new ProgressBar(
                stage.surroundings().err(), stage.surroundings().terminal(), System::nanoTime)) {
      totals =
          new Broadcast(
                  stage.patchbay(),
                  new Broadcast.Order(Stage.WORKSPACE, null, null, Purpose.MARKETING),
                  stage.observations())
              .run(audience, total, progress, stage.surroundings().interruption());
    }
    stage.story().show(Summary.text(totals));
    return totals;
  }

  void compare(Tally.Totals totals) {
    SimulatorCounts counts = stage.simulator().counts();
    long addresses =
        stage.simulator().accepted().stream().map(ReceivedMessage::address).distinct().count();
    Observations seen = stage.observations();
    Map<DeliveryStatus, Long> reached = seen.reached();
    Comparison comparison = stage.comparison();
    comparison.add("requests to WhatsApp", seen.attempts(Stage.WHATSAPP), counts.sends());
    comparison.add(
        "messages that WhatsApp took",
        seen.acceptedBy(Stage.WHATSAPP) + seen.unknown(),
        counts.accepted());
    comparison.add("people who got two", 0, counts.accepted() - addresses);
    comparison.add(
        "statuses by webhook, but for repetitions",
        seen.statuses(),
        counts.statusesDelivered() - REPEATED);
    comparison.add("told to slow down", totals.throttled(), THROTTLED);
    comparison.add("lines not used", totals.faultyLines(), 3);
    comparison.add("duplicates", totals.duplicateLines(), 1);
    comparison.add("refused, all of them opted out", refused(totals), "OPTED_OUT 1");
    comparison.add("not on WhatsApp, so by the other provider", seen.acceptedBy(Stage.TEXT), 1);
    comparison.add("another way than the first", totals.otherWays() + totals.nothingSent(), 2);
    comparison.add("unknown, settled by webhook", seen.unknownSettled(), 1);
    comparison.add("failed after all", reached.getOrDefault(DeliveryStatus.FAILED, 0L), 1);
    comparison.add("never opened", reached.getOrDefault(DeliveryStatus.DELIVERED, 0L), 1);
  }

  private static String refused(Tally.Totals totals) {
    return totals.rejected().stream()
        .map(failures -> failures.category() + " " + failures.count())
        .collect(Collectors.joining(", "));
  }
}
