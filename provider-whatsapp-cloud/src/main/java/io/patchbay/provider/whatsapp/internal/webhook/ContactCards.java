package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contact cards that somebody sent. A card without a name is named by what else it has.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/contacts">Contacts
 *     messages</a>
 */
final class ContactCards {
  private static final int LONGEST_DATE = 10;

  private ContactCards() {}

  /** All cards; null when there is none. */
  static @Nullable Contacts read(Iterable<Node> elements) {
    List<Contact> cards = new ArrayList<>();
    for (Node element : elements) {
      if (element.isObject()) {
        cards.add(card(element));
      }
    }
    return cards.isEmpty() ? null : new Contacts(cards);
  }

  private static Contact card(Node card) {
    List<Contact.Phone> phones =
        list(card, "phones", phone -> required(phone, "phone", ContactCards::phone));
    return new Contact(
        name(card, phones),
        phones,
        list(card, "emails", email -> required(email, "email", ContactCards::labelled)),
        list(card, "addresses", ContactCards::address),
        list(card, "urls", url -> required(url, "url", ContactCards::labelled)),
        organization(Node.object(card, "org")),
        birthday(Node.text(card, "birthday")));
  }

  private static Contact.Name name(Node card, List<Contact.Phone> phones) {
    Node name = Node.object(card, "name");
    String parts =
        Stream.of("prefix", "first_name", "middle_name", "last_name", "suffix")
            .map(part -> Node.text(name, part))
            .flatMap(Stream::ofNullable)
            .collect(Collectors.joining(" "));
    String formatted = Node.text(name, "formatted_name");
    if (formatted == null) {
      formatted = parts.isEmpty() ? Node.text(Node.object(card, "org"), "company") : parts;
    }
    if (formatted == null) {
      formatted = phones.isEmpty() ? "?" : phones.get(0).phone();
    }
    return new Contact.Name(
        formatted,
        Node.text(name, "first_name"),
        Node.text(name, "last_name"),
        Node.text(name, "middle_name"),
        Node.text(name, "suffix"),
        Node.text(name, "prefix"));
  }

  private static Contact.Phone phone(Node part, String number) {
    return new Contact.Phone(number, Node.text(part, "type"), Node.text(part, "wa_id"));
  }

  private static Contact.Labelled labelled(Node part, String value) {
    return new Contact.Labelled(value, Node.text(part, "type"));
  }

  private static Contact.PostalAddress address(Node part) {
    return new Contact.PostalAddress(
        Node.text(part, "street"),
        Node.text(part, "city"),
        Node.text(part, "state"),
        Node.text(part, "zip"),
        Node.text(part, "country"),
        Node.text(part, "country_code"),
        Node.text(part, "type"));
  }

  private static Contact.@Nullable Organization organization(@Nullable Node part) {
    return part == null
        ? null
        : new Contact.Organization(
            Node.text(part, "company"), Node.text(part, "department"), Node.text(part, "title"));
  }

  private static @Nullable LocalDate birthday(@Nullable String date) {
    try {
      return date == null || date.length() > LONGEST_DATE ? null : LocalDate.parse(date);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static <T> @Nullable T required(Node part, String name, Labelling<T> of) {
    String value = Node.text(part, name);
    return value == null ? null : of.read(part, value);
  }

  private static <T> List<T> list(Node card, String name, Function<Node, @Nullable T> reader) {
    List<T> list = new ArrayList<>();
    for (Node element : Node.elements(card, name)) {
      T read = element.isObject() ? reader.apply(element) : null;
      if (read != null) {
        list.add(read);
      }
    }
    return list;
  }

  /** Makes one entry of a card from its value and the rest. */
  private interface Labelling<T> {
    T read(Node part, String value);
  }
}
