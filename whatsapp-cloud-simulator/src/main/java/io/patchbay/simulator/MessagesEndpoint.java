package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Behaviour.Ending;
import io.patchbay.simulator.Reaction.Answer;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /{phone-number-id}/messages} and {@code marketing_messages}: checks in the platform's
 * order, then behaves as the recipient demands, writes down what it received and sets the statuses
 * going.
 *
 * @param statusesFirst whether the answer waits until the callback has all statuses
 */
record MessagesEndpoint(
    Directory directory,
    SendReader reader,
    SendGates gates,
    Overrides overrides,
    StatusReporter reporter,
    SendLedger ledger,
    RefusalAnswers refusals,
    Identifiers identifiers,
    Clock clock,
    boolean statusesFirst) {
  private static final String JSON = "application/json; charset=UTF-8";
  private static final String GATEWAY_PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

  Reaction message(GraphRequest request) {
    SimulatedNumber number = directory.number("post", request.objectId());
    MessageBody body = request.json();
    SendReader.checkProduct(body.string("messaging_product"));
    if (body.json().has("status")) {
      SendReader.checkReadReceipt(body);
      return Answers.success();
    }
    return handle(reader.read(request, number, body, clock.instant()));
  }

  Reaction marketing(GraphRequest request) {
    SimulatedNumber number = directory.number("post", request.objectId());
    MessageBody body = request.json();
    SendReader.checkProduct(body.string("messaging_product"));
    return handle(reader.readMarketing(request, number, body, clock.instant()));
  }

  private Reaction handle(Send send) {
    Behaviour behaviour = behaviour(send);
    GraphError error = refusal(send, behaviour);
    if (error != null) {
      ledger.refused(send, error.status(), error.code());
      return refusals.of(error);
    }
    return switch (behaviour.ending()) {
      case RESET_BEFORE_READING -> new Reaction.Reset();
      case BAD_GATEWAY -> {
        ledger.refused(send, 502, 0);
        yield Answer.of(502, "text/html; charset=utf-8", GATEWAY_PAGE);
      }
      default -> accept(send, behaviour);
    };
  }

  private Behaviour behaviour(Send send) {
    MagicRecipient forced = overrides.take();
    MagicRecipient magic =
        forced != null ? forced : MagicRecipient.of(send.target().address()).orElse(null);
    Behaviour behaviour = magic == null ? Behaviour.USUAL : magic.behaviour();
    return behaviour.curedByTemplate() && send.isTemplate() ? Behaviour.USUAL : behaviour;
  }

  private @Nullable GraphError refusal(Send send, Behaviour behaviour) {
    GraphError closed = gates.refusal(send);
    if (closed != null) {
      return closed;
    }
    if (behaviour.ending() == Ending.REFUSE_TWICE && overrides.isThirdTry()) {
      return null;
    }
    return behaviour.error();
  }

  private Reaction accept(Send send, Behaviour behaviour) {
    AcceptedMessage message =
        new AcceptedMessage(
            identifiers.message(),
            send.at(),
            directory.accountId(),
            send.number(),
            send.target().waId(),
            send.target().userId(),
            send.category(),
            send.callbackData());
    CompletableFuture<Void> reported = reporter.report(message, script(send, behaviour));
    Reaction reaction = reaction(send, message, behaviour.ending());
    if (reaction instanceof Answer answer) {
      ledger.accepted(send, message.wamid(), answer.status());
      return statusesFirst ? answer.after(reported) : answer;
    }
    ledger.accepted(send, message.wamid(), 0);
    return reaction;
  }

  private static @Nullable StatusScript script(Send send, Behaviour behaviour) {
    GraphError failure = send.lateFailure();
    return failure == null ? behaviour.script() : StatusScript.failing(failure);
  }

  private static Reaction reaction(Send send, AcceptedMessage message, Ending ending) {
    return switch (ending) {
      case NO_ANSWER -> new Reaction.Silence();
      case RESET_AFTER_READING -> new Reaction.Reset();
      case UNREADABLE_SUCCESS ->
          Answer.of(200, JSON, "{\"messaging_product\":\"whatsapp\",\"contacts\":[{");
      case EMPTY_SUCCESS -> Answer.of(200, JSON, "");
      default -> Answer.json(200, success(send, message));
    };
  }

  private static JsonObject success(Send send, AcceptedMessage message) {
    JsonArray contacts = new JsonArray(1);
    contacts.add(send.target().contact());
    JsonObject id = new JsonObject();
    id.addProperty("id", message.wamid());
    id.addProperty("message_status", "accepted");
    JsonArray messages = new JsonArray(1);
    messages.add(id);
    JsonObject answer = new JsonObject();
    answer.addProperty("messaging_product", "whatsapp");
    answer.add("contacts", contacts);
    answer.add("messages", messages);
    return answer;
  }
}
