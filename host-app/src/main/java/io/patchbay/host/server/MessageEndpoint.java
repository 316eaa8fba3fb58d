package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.patchbay.Patchbay;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.content.ContentCodec;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.MessageConflictException;
import io.patchbay.delivery.MessageRejectedException;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.host.console.Json;
import io.patchbay.host.delivery.MessageStory;
import io.patchbay.store.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/messages} and {@code GET /v1/messages/{id}}. A message that was taken is in the
 * queue on disk. Its id is what makes a repeated request harmless: the same id with the same
 * content is the same message. Thread-safe.
 */
final class MessageEndpoint {
  private static final String JSON = "application/json";

  private final Patchbay patchbay;
  private final @Nullable Delivery delivery;
  private final ApiKeys keys;
  private final BodyReader bodies;
  private final ServerLimits limits;
  private final ContentCodec contents;

  /**
   * An endpoint.
   *
   * @param delivery the queue; null where there is none
   * @param contents reads contents
   */
  MessageEndpoint(
      Patchbay patchbay,
      @Nullable Delivery delivery,
      ApiKeys keys,
      BodyReader bodies,
      ServerLimits limits,
      ContentCodec contents) {
    this.patchbay = patchbay;
    this.delivery = delivery;
    this.keys = keys;
    this.bodies = bodies;
    this.limits = limits;
    this.contents = contents;
  }

  void post(Context context) throws Refusal {
    keys.require(context.header("Authorization"));
    String type = context.req().getContentType();
    if (type == null
        || !JSON.equals(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))) {
      throw Refusal.of(415, "The body has to be JSON: send Content-Type: " + JSON + ".");
    }
    Delivery queue = queue();
    MessageRequest request = read(context);
    MessageId id = request.message().id();
    try {
      Submission taken = queue.submit(request.workspace(), request.message(), request.options());
      boolean repeated = taken.result() == Submission.Result.REPEATED;
      MessageRecord record = queue.find(request.workspace(), id).orElseThrow();
      context
          .header("Idempotency-Replayed", Boolean.toString(repeated))
          .header("Location", "/v1/messages/" + id + "?workspace=" + request.workspace());
      answer(context.status(202), record);
    } catch (MessageRejectedException e) {
      throw Refusal.of(e.error(), request.message());
    } catch (MessageConflictException e) {
      throw Refusal.of(
          409,
          "There is another message with the id '"
              + id
              + "'; nothing was sent. Give each message an id of its own.");
    } catch (IllegalArgumentException e) {
      throw Refusal.of(
          400, "Nothing was sent: " + Masking.numbersIn(String.valueOf(e.getMessage())) + ".");
    } catch (StorageException e) {
      throw away();
    }
  }

  private Delivery queue() throws Refusal {
    if (delivery == null) {
      throw Refusal.of(403, "This server has no queue, so it takes no messages.");
    }
    return delivery;
  }

  /** Whether the last write has happened is not certain then; to repeat it is harmless. */
  private static Refusal away() {
    return Refusal.later(
        "The queue cannot be used now. Repeat the request with the same id: it is sent once.",
        Duration.ofSeconds(5));
  }

  private MessageRequest read(Context context) throws Refusal {
    try (Body body = bodies.read(context, limits.messageBytes())) {
      return MessageReader.read(patchbay.registry(), contents, body.bytes());
    }
  }

  void get(Context context) throws Refusal {
    keys.require(context.header("Authorization"));
    Delivery queue = queue();
    String id = context.pathParam("id");
    String workspace = context.queryParam("workspace");
    List<MessageRecord> found;
    try {
      found = find(queue, workspace, new MessageId(id));
    } catch (StorageException e) {
      throw away();
    } catch (IllegalArgumentException e) {
      found = List.of();
    }
    if (found.isEmpty()) {
      throw Refusal.of(404, "No message of this id is known: it was not taken, or is too old.");
    }
    if (found.size() > 1) {
      throw Refusal.of(
          400,
          "There are messages of this id in several workspaces; add ?workspace=NAME: "
              + String.join(", ", found.stream().map(MessageRecord::workspace).toList())
              + ".");
    }
    answer(context.status(200), found.get(0));
  }

  private List<MessageRecord> find(Delivery queue, @Nullable String workspace, MessageId id) {
    List<String> searched =
        workspace == null ? patchbay.registry().workspaces() : List.of(workspace);
    return searched.stream()
        // A name that is none is in no database, and some refuse to look for it.
        .map(one -> queue.find(new MessageRef(one, id, 0).workspace(), id))
        .flatMap(Optional::stream)
        .toList();
  }

  private static void answer(Context context, MessageRecord record) {
    JsonObject json = MessageStory.json(record);
    context.contentType(JSON).result(Json.line(json));
  }
}
