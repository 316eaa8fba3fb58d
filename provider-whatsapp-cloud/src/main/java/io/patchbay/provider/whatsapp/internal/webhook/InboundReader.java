package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.provider.whatsapp.inbound.UnsupportedMessage;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import io.patchbay.provider.whatsapp.internal.graph.PersonAddresses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
  private final String ownNumber;

  InboundReader(Clock clock, Classifier classifier, String ownNumber) {
    this.clock = clock;
    this.ownNumber = ownNumber;
    this.contents = new InboundContents(classifier);
  }

  ChannelEvent read(Node message, ChangeContext around) throws PayloadReader.Unreadable {
    String id = Node.text(message, "id");
    String kind = Node.text(message, "type");
    if (id == null || kind == null) {
      throw new PayloadReader.Unreadable("a message without id or type");
    }
    String phone = Node.text(message, "from");
    String userId = Node.text(message, "from_user_id");
    Node contact = around.contact(phone, userId);
    List<Address> from = PersonAddresses.addresses(phone, userId, contact);
    Instant at = Timestamps.read(message, clock);
    Node system = Node.object(message, "system");
    if (kind.equals("system") && MOVES.contains(String.valueOf(Node.text(system, "type")))) {
      return moved(id, at, message, from, system);
    }
    if (from.isEmpty()) {
      throw new PayloadReader.Unreadable("a message without sender");
    }
    InboundContent content = contents.read(kind, message);
    return new InboundMessage(
        key(id, content),
        at,
        message.raw(),
        id,
        from,
        Objects.requireNonNullElse(around.phoneNumberId(), ownNumber),
        kind,
        InboundContents.text(kind, message, content),
        Node.text(Node.object(message, "context"), "id"),
        content,
        details(kind, message, contact));
  }

  /** What could not be passed on at first may come under the same id later. */
  private static String key(String id, @Nullable InboundContent content) {
    return content instanceof UnsupportedMessage ? id + ":unsupported" : id;
  }

  private static AddressChange moved(
      String id, Instant at, Node message, List<Address> from, @Nullable Node system)
      throws PayloadReader.Unreadable {
    List<Address> after =
        PersonAddresses.addresses(
            Node.firstText(system, "wa_id", "new_wa_id"), Node.text(system, "user_id"), null);
    List<Address> before =
        PersonAddresses.addresses(
            Node.text(system, "customer"), Node.text(system, "previous_user_id"), null);
    List<Address> known =
        Stream.of(from, before)
            .flatMap(List::stream)
            .distinct()
            .filter(address -> !after.contains(address))
            .toList();
    if (known.isEmpty() || after.isEmpty()) {
      throw new PayloadReader.Unreadable("a change of address without the old or the new one");
    }
    return new AddressChange(id, at, message.raw(), known, after);
  }

  private static Map<String, String> details(String kind, Node message, @Nullable Node contact) {
    WebhookDetails details = new WebhookDetails();
    details.keep("profile.name", Node.text(Node.object(contact, "profile"), "name"));
    details.keep("profile.username", Node.text(Node.object(contact, "profile"), "username"));
    details.keep("identity_key_hash", Node.text(contact, "identity_key_hash"));
    details.keep("parent_user_id", Node.text(contact, "parent_user_id"));
    details.keep("group_id", Node.text(message, "group_id"));
    Node context = Node.object(message, "context");
    for (String name : List.of("forwarded", "frequently_forwarded", "from")) {
      details.keep("context." + name, Node.text(context, name));
    }
    details.all("context.referred_product", Node.object(context, "referred_product"));
    details.all("referral", Node.object(message, "referral"));
    Node part = Node.object(message, kind);
    for (String name : List.of("voice", "animated", "url")) {
      details.keep(kind + "." + name, Node.text(part, name));
    }
    return details.map();
  }
}
