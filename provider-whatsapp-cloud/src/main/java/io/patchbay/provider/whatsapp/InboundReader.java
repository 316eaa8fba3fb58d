package io.patchbay.provider.whatsapp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element of {@code messages}: a text that somebody wrote. Other kinds are handed on
 * unread, under the key that they will have once they are read.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages">Message
 *     webhooks</a>
 */
final class InboundReader {
  private final Clock clock;

  InboundReader(Clock clock) {
    this.clock = clock;
  }

  ChannelEvent read(JsonObject message, JsonObject value) throws PayloadReader.Unreadable {
    String id = Json.text(message, "id");
    String kind = Json.text(message, "type");
    if (id == null || kind == null) {
      throw new PayloadReader.Unreadable("a message without id or type");
    }
    JsonObject text = Json.object(message, "text");
    if (!kind.equals("text") || text == null) {
      return new Unrecognized(
          id, Timestamps.read(message, clock), message.toString(), "a message of the kind " + kind);
    }
    List<Address> from = from(message, value);
    String to = Json.text(Json.object(value, "metadata"), "phone_number_id");
    if (from.isEmpty() || to == null) {
      throw new PayloadReader.Unreadable("a message without sender or receiver");
    }
    return new InboundMessage(
        id,
        Timestamps.read(message, clock),
        message.toString(),
        id,
        from,
        to,
        kind,
        Json.verbatim(text, "body"),
        Json.text(Json.object(message, "context"), "id"),
        written(text),
        Map.of());
  }

  private static @Nullable Text written(JsonObject text) {
    String body = Json.verbatim(text, "body");
    return body == null || body.isBlank() ? null : Text.of(body);
  }

  /** A phone number serves best for an answer; not everybody shows one. */
  private static List<Address> from(JsonObject message, JsonObject value) {
    JsonArray contacts = Json.array(value, "contacts");
    JsonObject contact =
        contacts != null && contacts.size() == 1 ? Json.first(value, "contacts") : null;
    Set<Address> from = new LinkedHashSet<>();
    add(from, Addresses.phone(Json.text(message, "from")));
    add(from, Addresses.phone(Json.text(contact, "wa_id")));
    add(from, userId(Json.text(message, "from_user_id")));
    add(from, userId(Json.text(contact, "user_id")));
    return List.copyOf(from);
  }

  private static @Nullable UserId userId(@Nullable String text) {
    return text == null ? null : new UserId(text);
  }

  private static void add(Set<Address> addresses, @Nullable Address address) {
    if (address != null) {
      addresses.add(address);
    }
  }
}
