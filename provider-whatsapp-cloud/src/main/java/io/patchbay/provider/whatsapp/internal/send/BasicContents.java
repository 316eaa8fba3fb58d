package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.Text;
import io.patchbay.provider.whatsapp.content.GroupPin;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Texts, media, places, contact cards, reactions and pins. */
final class BasicContents {
  static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.of(
                  ContentType.TEXT,
                  Text.class,
                  "messages/text-messages",
                  BasicContents::text,
                  (text, rules) -> rules.length("Text", text.body(), 4096))
              .alsoInGroups(),
          ContentWriter.of(
                  ContentType.MEDIA,
                  Media.class,
                  "messages/image-messages",
                  (json, media, files) -> files.typed(json, media),
                  BasicContents::checkMedia)
              .withMedia(List::of)
              .alsoInGroups(),
          ContentWriter.of(
              ContentType.LOCATION,
              Location.class,
              "messages/location-messages",
              BasicContents::location,
              (location, rules) -> {}),
          ContentWriter.of(
              ContentType.CONTACTS,
              Contacts.class,
              "messages/contacts-messages",
              BasicContents::contacts,
              (contacts, rules) -> rules.count("contacts", contacts.contacts().size(), 1, 257)),
          ContentWriter.of(
              ContentType.REACTION,
              Reaction.class,
              "messages/reaction-messages",
              BasicContents::reaction,
              (reaction, rules) -> {}),
          ContentWriter.own(
                  "group-pin",
                  GroupPin.class,
                  "groups/groups-messaging",
                  BasicContents::pin,
                  BasicContents::checkPin)
              .onlyInGroups());

  private BasicContents() {}

  private static void text(JsonWriter json, Text text, MediaJson media) throws IOException {
    json.name("type").value("text");
    json.name("text").beginObject();
    json.name("body").value(text.body());
    json.name("preview_url").value(text.previewUrl());
    json.endObject();
  }

  private static void checkMedia(Media media, Violations rules) {
    boolean captioned =
        switch (media.kind()) {
          case IMAGE, VIDEO, DOCUMENT -> true;
          case AUDIO, VOICE, STICKER -> false;
        };
    rules.that(
        captioned || media.caption() == null, "Only images, videos and documents take a caption");
    rules.length("Caption", media.caption(), 1024);
    MediaJson.checkSource(media.source(), rules);
  }

  private static void location(JsonWriter json, Location location, MediaJson media)
      throws IOException {
    json.name("type").value("location").name("location");
    place(json, location);
  }

  /** Degrees go out as text, as Meta's schema has them. */
  static void place(JsonWriter json, Location location) throws IOException {
    json.beginObject();
    json.name("latitude").value(degrees(location.latitude()));
    json.name("longitude").value(degrees(location.longitude()));
    json.name("name").value(location.name());
    json.name("address").value(location.address());
    json.endObject();
  }

  private static String degrees(double degrees) {
    return BigDecimal.valueOf(degrees).toPlainString();
  }

  private static void reaction(JsonWriter json, Reaction reaction, MediaJson media)
      throws IOException {
    json.name("type").value("reaction").name("reaction").beginObject();
    json.name("message_id").value(reaction.messageId());
    json.name("emoji").value(reaction.emoji());
    json.endObject();
  }

  private static void pin(JsonWriter json, GroupPin pin, MediaJson media) throws IOException {
    json.name("type").value("pin").name("pin").beginObject();
    json.name("type").value(pin.days() == null ? "unpin" : "pin");
    json.name("message_id").value(pin.messageId());
    json.name("expiration_days").value(pin.days());
    json.endObject();
  }

  private static void checkPin(GroupPin pin, Violations rules) {
    if (pin.days() != null) {
      rules.count("days of a pin", pin.days(), 1, 30);
    }
  }

  private static void contacts(JsonWriter json, Contacts contacts, MediaJson media)
      throws IOException {
    json.name("type").value("contacts").name("contacts").beginArray();
    for (Contact contact : contacts.contacts()) {
      contact(json, contact);
    }
    json.endArray();
  }

  private static void contact(JsonWriter json, Contact contact) throws IOException {
    json.beginObject();
    list(json, "addresses", contact.addresses(), BasicContents::address);
    json.name("birthday").value(Objects.toString(contact.birthday(), null));
    list(json, "emails", contact.emails(), (out, email) -> labelled(out, "email", email));
    name(json, contact.name());
    Contact.Organization work = contact.organization();
    if (work != null) {
      json.name("org").beginObject();
      json.name("company").value(work.company());
      json.name("department").value(work.department());
      json.name("title").value(work.title());
      json.endObject();
    }
    list(json, "phones", contact.phones(), BasicContents::phone);
    list(json, "urls", contact.urls(), (out, url) -> labelled(out, "url", url));
    json.endObject();
  }

  /** Meta wants one part beside the whole name: without any, the whole stands for the first. */
  private static void name(JsonWriter json, Contact.Name name) throws IOException {
    boolean whole =
        Stream.of(name.first(), name.last(), name.middle(), name.suffix(), name.prefix())
            .allMatch(Objects::isNull);
    json.name("name").beginObject();
    json.name("formatted_name").value(name.formatted());
    json.name("first_name").value(whole ? name.formatted() : name.first());
    json.name("last_name").value(name.last());
    json.name("middle_name").value(name.middle());
    json.name("suffix").value(name.suffix());
    json.name("prefix").value(name.prefix());
    json.endObject();
  }

  private static void phone(JsonWriter json, Contact.Phone phone) throws IOException {
    json.name("phone").value(phone.phone());
    json.name("type").value(phone.type());
    json.name("wa_id").value(phone.userId());
  }

  private static void labelled(JsonWriter json, String word, Contact.Labelled value)
      throws IOException {
    json.name(word).value(value.value());
    json.name("type").value(value.type());
  }

  private static void address(JsonWriter json, Contact.PostalAddress address) throws IOException {
    json.name("street").value(address.street());
    json.name("city").value(address.city());
    json.name("state").value(address.state());
    json.name("zip").value(address.zip());
    json.name("country").value(address.country());
    json.name("country_code").value(address.countryCode());
    json.name("type").value(address.type());
  }

  private static <T> void list(JsonWriter json, String name, List<T> values, Fields<T> fields)
      throws IOException {
    if (!values.isEmpty()) {
      json.name(name).beginArray();
      for (T value : values) {
        json.beginObject();
        fields.write(json, value);
        json.endObject();
      }
      json.endArray();
    }
  }

  /** Writes the fields of an object. */
  private interface Fields<T> {
    void write(JsonWriter json, T value) throws IOException;
  }
}
