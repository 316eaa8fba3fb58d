package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element of {@code statuses}. Only the message's id and the status are indispensable:
 * Meta leaves everything else out at times.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status">Status
 *     webhooks</a>
 */
final class StatusReader {
  private static final List<String> DETAILS =
      List.of(
          "recipient_user_id",
          "recipient_parent_user_id",
          "recipient_participant_id",
          "recipient_participant_user_id",
          "type");

  private final Clock clock;
  private final Classifier classifier;

  StatusReader(Clock clock, Classifier classifier) {
    this.clock = clock;
    this.classifier = classifier;
  }

  StatusUpdate read(JsonObject status, JsonObject value, Raw raw) throws PayloadReader.Unreadable {
    String id = Json.text(status, "id");
    String word = Json.text(status, "status");
    if (id == null || word == null) {
      throw new PayloadReader.Unreadable("a status without id or status");
    }
    return new StatusUpdate(
        key(id, word, status),
        Timestamps.read(status, clock),
        raw.text(),
        id,
        step(word),
        word,
        Json.verbatim(status, "biz_opaque_callback_data"),
        recipient(status),
        errors(status),
        details(status, value));
  }

  /** In a group each participant has a status of their own. */
  private static String key(String id, String word, JsonObject status) {
    String participant =
        Json.firstText(status, "recipient_participant_id", "recipient_participant_user_id");
    return participant == null ? id + ":" + word : id + ":" + word + ":" + Keys.hash(participant);
  }

  private static DeliveryStatus step(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "sent" -> DeliveryStatus.SENT;
      case "delivered" -> DeliveryStatus.DELIVERED;
      case "read" -> DeliveryStatus.READ;
      case "played" -> DeliveryStatus.PLAYED;
      case "failed" -> DeliveryStatus.FAILED;
      default -> DeliveryStatus.OTHER;
    };
  }

  private static @Nullable Address recipient(JsonObject status) {
    String recipient = Json.text(status, "recipient_id");
    if ("group".equals(Json.text(status, "recipient_type"))) {
      return recipient == null ? null : new GroupId(recipient);
    }
    Address phone = Addresses.phone(recipient);
    String userId = Json.text(status, "recipient_user_id");
    return phone != null || userId == null ? phone : new UserId(userId);
  }

  private List<SendError> errors(JsonObject status) {
    List<SendError> errors = new ArrayList<>();
    for (JsonElement element : Json.elements(status, "errors")) {
      GraphError error = GraphError.of(element);
      if (error != null) {
        errors.add(classifier.failure(error));
      }
    }
    return errors;
  }

  private static Map<String, String> details(JsonObject status, JsonObject value) {
    Details details = new Details();
    details.keep("phone_number_id", Json.text(Json.object(value, "metadata"), "phone_number_id"));
    for (String name : DETAILS) {
      details.keep(name, Json.text(status, name));
    }
    return details
        .all("conversation", Json.object(status, "conversation"))
        .all("pricing", Json.object(status, "pricing"))
        .all("payment", Json.object(status, "payment"))
        .map();
  }
}
