package io.patchbay.provider.whatsapp;

import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.provider.whatsapp.inbound.UnsupportedMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element of {@code messages}: what somebody wrote, and what Meta tells about a person in
 * the form of a message. A kind or a content that is not known is still a message; its {@code
 * content} is null then.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages">Message
 *     webhooks</a>
 */
final class InboundReader {
  /** Under {@code system.type}, over the years. */
  private static final Set<String> MOVES =
      Set.of(
          "user_changed_number",
          "customer_changed_number",
          "user_changed_user_id",
          "customer_changed_user_id");

  private final Clock clock;
  private final InboundContents contents;

  InboundReader(Clock clock, Classifier classifier) {
    this.clock = clock;
    this.contents = new InboundContents(classifier);
  }

  ChannelEvent read(JsonObject message, JsonObject value, Raw raw) throws PayloadReader.Unreadable {
    String id = Json.text(message, "id");
    String kind = Json.text(message, "type");
    if (id == null || kind == null) {
      throw new PayloadReader.Unreadable("a message without id or type");
    }
    String phone = Json.text(message, "from");
    String userId = Json.text(message, "from_user_id");
    JsonObject contact = People.contact(value, phone, userId);
    List<Address> from = People.addresses(phone, userId, contact);
    Instant at = Timestamps.read(message, clock);
    JsonObject system = Json.object(message, "system");
    if (kind.equals("system") && MOVES.contains(String.valueOf(Json.text(system, "type")))) {
      return moved(id, at, raw, from, system);
    }
    String to = Json.text(Json.object(value, "metadata"), "phone_number_id");
    if (from.isEmpty() || to == null) {
      throw new PayloadReader.Unreadable("a message without sender or receiver");
    }
    InboundContent content = contents.read(kind, message);
    return new InboundMessage(
        key(id, content),
        at,
        raw.text(),
        id,
        from,
        to,
        kind,
        InboundContents.text(kind, message, content),
        Json.text(Json.object(message, "context"), "id"),
        content,
        details(kind, message, contact));
  }

  /** What could not be passed on at first may come under the same id later. */
  private static String key(String id, @Nullable InboundContent content) {
    return content instanceof UnsupportedMessage ? id + ":unsupported" : id;
  }

  private static AddressChange moved(
      String id, Instant at, Raw raw, List<Address> from, @Nullable JsonObject system)
      throws PayloadReader.Unreadable {
    JsonObject before = new JsonObject();
    before.addProperty("wa_id", Json.text(system, "customer"));
    List<Address> old = People.addresses(null, Json.text(system, "previous_user_id"), before);
    List<Address> after =
        People.addresses(
            Json.firstText(system, "wa_id", "new_wa_id"), Json.text(system, "user_id"), null);
    List<Address> known =
        java.util.stream.Stream.concat(from.stream(), old.stream())
            .distinct()
            .filter(address -> !after.contains(address))
            .toList();
    if (known.isEmpty() || after.isEmpty()) {
      throw new PayloadReader.Unreadable("a change of address without the old or the new one");
    }
    return new AddressChange(id, at, raw.text(), known, after);
  }

  private static Map<String, String> details(
      String kind, JsonObject message, @Nullable JsonObject contact) {
    Details details = new Details();
    details.keep("profile.name", Json.text(Json.object(contact, "profile"), "name"));
    details.keep("profile.username", Json.text(Json.object(contact, "profile"), "username"));
    details.keep("identity_key_hash", Json.text(contact, "identity_key_hash"));
    details.keep("parent_user_id", Json.text(contact, "parent_user_id"));
    details.keep("group_id", Json.text(message, "group_id"));
    JsonObject context = Json.object(message, "context");
    for (String name : List.of("forwarded", "frequently_forwarded", "from")) {
      details.keep("context." + name, Json.text(context, name));
    }
    details.all("context.referred_product", Json.object(context, "referred_product"));
    details.all("referral", Json.object(message, "referral"));
    JsonObject part = Json.object(message, kind);
    for (String name : List.of("voice", "animated", "url")) {
      details.keep(kind + "." + name, Json.text(part, name));
    }
    return details.map();
  }
}
