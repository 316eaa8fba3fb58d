package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
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
  static @Nullable Contacts read(Iterable<JsonElement> elements) {
    List<Contact> cards = new ArrayList<>();
    for (JsonElement element : elements) {
      if (element.isJsonObject()) {
        cards.add(card(element.getAsJsonObject()));
      }
    }
    return cards.isEmpty() ? null : new Contacts(cards);
  }

  private static Contact card(JsonObject card) {
    List<Contact.Phone> phones =
        list(card, "phones", phone -> required(phone, "phone", ContactCards::phone));
    return new Contact(
        name(card, phones),
        phones,
        list(card, "emails", email -> required(email, "email", ContactCards::labelled)),
        list(card, "addresses", ContactCards::address),
        list(card, "urls", url -> required(url, "url", ContactCards::labelled)),
        organization(Json.object(card, "org")),
        birthday(Json.text(card, "birthday")));
  }

  private static Contact.Name name(JsonObject card, List<Contact.Phone> phones) {
    JsonObject name = Json.object(card, "name");
    String parts =
        Stream.of("prefix", "first_name", "middle_name", "last_name", "suffix")
            .map(part -> Json.text(name, part))
            .flatMap(Stream::ofNullable)
            .collect(Collectors.joining(" "));
    String formatted = Json.text(name, "formatted_name");
    if (formatted == null) {
      formatted = parts.isEmpty() ? Json.text(Json.object(card, "org"), "company") : parts;
    }
    if (formatted == null) {
      formatted = phones.isEmpty() ? "?" : phones.get(0).phone();
    }
    return new Contact.Name(
        formatted,
        Json.text(name, "first_name"),
        Json.text(name, "last_name"),
        Json.text(name, "middle_name"),
        Json.text(name, "suffix"),
        Json.text(name, "prefix"));
  }

  private static Contact.Phone phone(JsonObject part, String number) {
    return new Contact.Phone(number, Json.text(part, "type"), Json.text(part, "wa_id"));
  }

  private static Contact.Labelled labelled(JsonObject part, String value) {
    return new Contact.Labelled(value, Json.text(part, "type"));
  }

  private static Contact.PostalAddress address(JsonObject part) {
    return new Contact.PostalAddress(
        Json.text(part, "street"),
        Json.text(part, "city"),
        Json.text(part, "state"),
        Json.text(part, "zip"),
        Json.text(part, "country"),
        Json.text(part, "country_code"),
        Json.text(part, "type"));
  }

  private static Contact.@Nullable Organization organization(@Nullable JsonObject part) {
    return part == null
        ? null
        : new Contact.Organization(
            Json.text(part, "company"), Json.text(part, "department"), Json.text(part, "title"));
  }

  private static @Nullable LocalDate birthday(@Nullable String date) {
    try {
      return date == null || date.length() > LONGEST_DATE ? null : LocalDate.parse(date);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static <T> @Nullable T required(JsonObject part, String name, Labelling<T> of) {
    String value = Json.text(part, name);
    return value == null ? null : of.read(part, value);
  }

  private static <T> List<T> list(
      JsonObject card, String name, Function<JsonObject, @Nullable T> reader) {
    List<T> list = new ArrayList<>();
    for (JsonElement element : Json.elements(card, name)) {
      T read = element.isJsonObject() ? reader.apply(element.getAsJsonObject()) : null;
      if (read != null) {
        list.add(read);
      }
    }
    return list;
  }

  /** Makes one entry of a card from its value and the rest. */
  private interface Labelling<T> {
    T read(JsonObject part, String value);
  }
}
