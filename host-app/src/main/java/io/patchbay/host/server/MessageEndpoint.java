package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.patchbay.channel.Address;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Recipient;
import io.patchbay.host.console.Json;
import io.patchbay.registry.PhoneNumberReader;
import io.patchbay.registry.WorkspaceRouting;
import io.patchbay.registry.channel.Patchbay;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/messages} and {@code GET /v1/messages/{id}}. The id of a message is what makes a
 * repeated request harmless: the same id with the same content gets the same answer, and waits for
 * it if it is not known yet. Thread-safe.
 */
final class MessageEndpoint {
  private static final String JSON = "application/json";

  private final Patchbay patchbay;
  private final ApiKeys keys;
  private final SentMessages messages;
  private final BodyReader bodies;
  private final ServerLimits limits;
  private final Map<String, ContentType> contents;
  private final Executor answering;

  /**
   * An endpoint.
   *
   * @param contents the kinds of content that there are, by name
   * @param answering writes answers that had to wait
   */
  MessageEndpoint(
      Patchbay patchbay,
      ApiKeys keys,
      SentMessages messages,
      BodyReader bodies,
      ServerLimits limits,
      Map<String, ContentType> contents,
      Executor answering) {
    this.patchbay = patchbay;
    this.keys = keys;
    this.messages = messages;
    this.bodies = bodies;
    this.limits = limits;
    this.contents = contents;
    this.answering = answering;
  }

  /** Whom a message is for; null when the number is none, which the send will say. */
  private @Nullable Address recipient(MessageRequest request) {
    Recipient to = request.message().to();
    return to instanceof PhoneText typed
        ? PhoneNumberReader.read(
                typed,
                patchbay
                    .registry()
                    .routing(request.workspace())
                    .map(WorkspaceRouting::defaultRegion)
                    .orElse(null))
            .number()
        : (Address) to;
  }

  void post(Context context) throws Refusal {
    keys.require(context.header("Authorization"));
    String type = context.req().getContentType();
    if (type == null
        || !JSON.equals(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))) {
      throw Refusal.of(415, "The body has to be JSON: send Content-Type: " + JSON + ".");
    }
    MessageRequest request = read(context);
    SentMessages.Claim claim =
        messages.take(
            request,
            recipient(request),
            () -> patchbay.channel().sendAsync(request.workspace(), request.message()));
    if (!claim.same()) {
      throw Refusal.of(
          409,
          "There is another message with the id '"
              + claim.message().id()
              + "'; nothing was sent. Give each message an id of its own.");
    }
    context.header("Idempotency-Replayed", Boolean.toString(!claim.fresh()));
    SentMessage message = claim.message();
    CompletableFuture<@Nullable SentMessage> known =
        message
            .settled()
            .<@Nullable SentMessage>thenApply(settled -> settled)
            .completeOnTimeout(null, limits.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    context.future(
        () -> known.handleAsync((settled, defect) -> answer(context, message, settled), answering));
  }

  private MessageRequest read(Context context) throws Refusal {
    try (Body body = bodies.read(context, limits.messageBytes())) {
      return MessageReader.read(patchbay.registry(), contents, body.bytes());
    }
  }

  /** A defect of the program leaves open whether it was sent: that must not invite a repetition. */
  private static Context answer(
      Context context, SentMessage message, @Nullable SentMessage settled) {
    JsonObject json = message.json();
    if (settled == null && json.get("outcome").getAsString().equals("pending")) {
      return json(context.status(202).header("Location", "/v1/messages/" + message.id()), json);
    }
    return json(context.status(200), json);
  }

  void get(Context context) throws Refusal {
    keys.require(context.header("Authorization"));
    SentMessage message =
        messages
            .find(context.pathParam("id"))
            .orElseThrow(
                () ->
                    Refusal.of(
                        404,
                        "No message of this id is known: it was not taken here, or more than "
                            + limits.rememberedFor().toHours()
                            + " hours ago, or before a restart."));
    json(context.status(200), message.json());
  }

  private static Context json(Context context, JsonObject json) {
    return context.contentType(JSON).result(Json.line(json));
  }
}
