package io.patchbay.host.demo;

import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Masking;
import io.patchbay.host.console.Table;
import io.patchbay.simulator.CallbackCheck;
import io.patchbay.simulator.ReceivedMessage;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What comes back: the subscription, statuses and a reply, all over HTTP and signed. */
final class Webhooks {
  private static final String REPLY = "Thank you, it has arrived 🎉";

  private final Stage stage;

  Webhooks(Stage stage) {
    this.stage = stage;
  }

  void subscribe() {
    stage.story().step("A webhook: what becomes of messages is told to this program, signed");
    URI address = stage.server().webhook(Stage.INSTANCE);
    stage.simulator().callbackUrl(address);
    CallbackCheck check = stage.simulator().verifyCallback();
    stage
        .story()
        .say(
            address
                + "\nThat is the server of 'patchbay serve'. The simulator tries the subscription: "
                + check.explanation()
                + ".");
    stage.comparison().add("webhook handshake passed", true, check.verified());
  }

  void awaitStatuses() {
    stage.story().step("Statuses: how far the messages came, by their signed webhooks");
    long delivered = stage.simulator().awaitWebhooksDelivered(Stage.DEADLINE).statusesDelivered();
    Observations seen = stage.observations();
    seen.await(() -> seen.statuses() >= delivered - AudienceBroadcast.REPEATED, Stage.DEADLINE);
    Table table = new Table("");
    stage
        .observations()
        .reached()
        .forEach((status, count) -> table.row(status.name().toLowerCase(Locale.ROOT), count));
    stage.story().say(table.render());
    stage
        .story()
        .say(
            "Of the unknown ones, "
                + stage.observations().unknownSettled()
                + " of "
                + stage.observations().unknown()
                + " turned out to have been sent: the webhook carried our own reference.");
  }

  void awaitReply() {
    stage.story().step("A reply: the first who got a message writes back");
    ReceivedMessage first = stage.simulator().accepted().get(0);
    stage.simulator().replyFrom(first.address(), REPLY, first.wamid());
    Observations seen = stage.observations();
    seen.await(() -> !seen.messages().isEmpty(), Stage.DEADLINE);
    List<InboundMessage> messages = seen.messages();
    for (InboundMessage message : messages) {
      stage
          .story()
          .say(
              message.from().isEmpty()
                  ? "somebody: " + message.text()
                  : Masking.address(message.from().get(0).value()) + ": " + message.text());
    }
    stage.comparison().add("replies by webhook", messages.size(), 1);
    stage
        .comparison()
        .add(
            "the reply names what it answers",
            messages.stream().filter(one -> equal(one.inReplyTo(), first.wamid())).count(),
            1);
    stage
        .comparison()
        .add(
            "the reply, emoji and all",
            messages.stream().filter(one -> REPLY.equals(one.text())).count(),
            1);
  }

  private static boolean equal(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }
}
