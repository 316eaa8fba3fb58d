package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.Text;
import io.patchbay.provider.whatsapp.content.GroupPin;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/** Texts, media, places, contact cards, reactions, raw messages and identity checks. */
final class BasicSamples {
  static final MediaSource LINKED = MediaSource.link(URI.create("https://example.org/file"));
  static final MediaSource UPLOADED = MediaSource.uploaded("1013859600285441");

  private static final Contact EVERYTHING =
      new Contact(
          new Contact.Name("Dr John D. Smith Jr", "John", "Smith", "D.", "Jr", "Dr"),
          List.of(
              new Contact.Phone("+1 (940) 555-1234", "HOME", null),
              new Contact.Phone("+1 (650) 555-1234", "WORK", "16505551234")),
          List.of(new Contact.Labelled("john@example.org", "WORK")),
          List.of(
              new Contact.PostalAddress(
                  "1 Main Street", "Springfield", "CA", "94025", "United States", "us", "HOME")),
          List.of(new Contact.Labelled("https://example.org", "WORK")),
          new Contact.Organization("Example", "Design", "Manager"),
          LocalDate.of(2012, 8, 18));

  static final List<Sample> ALL =
      List.of(
          new Sample(
              "text",
              Text.of("Your table is ready."),
              """
              {"type": "text", "text": {"body": "Your table is ready.", "preview_url": false}}
              """),
          new Sample(
              "text with link preview",
              new Text("See https://example.org", true),
              """
              {"type": "text", "text": {"body": "See https://example.org", "preview_url": true}}
              """),
          new Sample(
              "image by link with caption",
              Media.of(Media.Kind.IMAGE, LINKED).withCaption("Our garden"),
              """
              {"type": "image",
               "image": {"link": "https://example.org/file", "caption": "Our garden"}}
              """),
          new Sample(
              "image by id",
              Media.of(Media.Kind.IMAGE, UPLOADED),
              """
              {"type": "image", "image": {"id": "1013859600285441"}}
              """),
          new Sample(
              "audio by link",
              Media.of(Media.Kind.AUDIO, LINKED),
              """
              {"type": "audio", "audio": {"link": "https://example.org/file"}}
              """),
          new Sample(
              "voice note by id",
              Media.of(Media.Kind.VOICE, UPLOADED),
              """
              {"type": "audio", "audio": {"id": "1013859600285441", "voice": true}}
              """),
          new Sample(
              "video by id with caption",
              Media.of(Media.Kind.VIDEO, UPLOADED).withCaption("How it works"),
              """
              {"type": "video",
               "video": {"id": "1013859600285441", "caption": "How it works"}}
              """),
          new Sample(
              "document by link with caption and file name",
              Media.of(Media.Kind.DOCUMENT, LINKED)
                  .withCaption("Your bill")
                  .withFileName("bill.pdf"),
              """
              {"type": "document",
               "document": {"link": "https://example.org/file", "caption": "Your bill",
                            "filename": "bill.pdf"}}
              """),
          new Sample(
              "sticker by id",
              Media.of(Media.Kind.STICKER, UPLOADED),
              """
              {"type": "sticker", "sticker": {"id": "1013859600285441"}}
              """),
          new Sample(
              "sticker by link",
              Media.of(Media.Kind.STICKER, LINKED),
              """
              {"type": "sticker", "sticker": {"link": "https://example.org/file"}}
              """),
          new Sample(
              "location with name and address",
              new Location(37.758056, -122.425332, "Office", "1 Main Street"),
              """
              {"type": "location",
               "location": {"latitude": "37.758056", "longitude": "-122.425332",
                            "name": "Office", "address": "1 Main Street"}}
              """),
          new Sample(
              "location next to the origin",
              new Location(0.00001, -0.0, null, null),
              """
              {"type": "location", "location": {"latitude": "0.000010", "longitude": "0.0"}}
              """),
          new Sample(
              "contact with every field",
              new Contacts(List.of(EVERYTHING)),
              """
              {"type": "contacts",
               "contacts": [{
                 "addresses": [{"street": "1 Main Street", "city": "Springfield", "state": "CA",
                                "zip": "94025", "country": "United States", "country_code": "us",
                                "type": "HOME"}],
                 "birthday": "2012-08-18",
                 "emails": [{"email": "john@example.org", "type": "WORK"}],
                 "name": {"formatted_name": "Dr John D. Smith Jr", "first_name": "John",
                          "last_name": "Smith", "middle_name": "D.", "suffix": "Jr",
                          "prefix": "Dr"},
                 "org": {"company": "Example", "department": "Design", "title": "Manager"},
                 "phones": [{"phone": "+1 (940) 555-1234", "type": "HOME"},
                            {"phone": "+1 (650) 555-1234", "type": "WORK",
                             "wa_id": "16505551234"}],
                 "urls": [{"url": "https://example.org", "type": "WORK"}]}]}
              """),
          new Sample(
              "contact with a whole name only, which stands for the first name too",
              new Contacts(List.of(Contact.of("John Smith", "+1 (940) 555-1234"))),
              """
              {"type": "contacts",
               "contacts": [{
                 "name": {"formatted_name": "John Smith", "first_name": "John Smith"},
                 "phones": [{"phone": "+1 (940) 555-1234"}]}]}
              """),
          new Sample(
              "reaction",
              new Reaction("wamid.question", "\uD83D\uDC4D"),
              """
              {"type": "reaction", "reaction": {"message_id": "wamid.question", "emoji": "👍"}}
              """),
          new Sample(
              "reaction taken back",
              Reaction.removal("wamid.question"),
              """
              {"type": "reaction", "reaction": {"message_id": "wamid.question", "emoji": ""}}
              """),
          new Sample(
              "pin on a message of a group",
              GroupPin.pin("wamid.notice", 30),
              """
              {"type": "pin",
               "pin": {"type": "pin", "message_id": "wamid.notice", "expiration_days": 30}}
              """),
          new Sample(
              "pin taken off",
              GroupPin.unpin("wamid.notice"),
              """
              {"type": "pin", "pin": {"type": "unpin", "message_id": "wamid.notice"}}
              """),
          new Sample(
              "raw message",
              new RawMessage("{\"type\": \"text\", \"text\": {\"body\": \"Raw\"}}"),
              """
              {"type": "text", "text": {"body": "Raw"}}
              """),
          new Sample(
              "text with identity check",
              new WithIdentityCheck(Text.of("Your statement"), "DF2lS5v2W6x="),
              """
              {"recipient_identity_key_hash": "DF2lS5v2W6x=",
               "type": "text", "text": {"body": "Your statement", "preview_url": false}}
              """),
          new Sample(
              "template with identity check",
              new WithIdentityCheck(
                  WhatsAppTemplate.of("login", "en")
                      .body("J7F8X2")
                      .buttons(TemplateButton.oneTimePassword(0, "J7F8X2"))
                      .build(),
                  "DF2lS5v2W6x="),
              """
              {"recipient_identity_key_hash": "DF2lS5v2W6x=",
               "type": "template",
               "template": {
                 "name": "login", "language": {"code": "en"},
                 "components": [
                   {"type": "body", "parameters": [{"type": "text", "text": "J7F8X2"}]},
                   {"type": "button", "sub_type": "url", "index": "0",
                    "parameters": [{"type": "text", "text": "J7F8X2"}]}]}}
              """));

  private BasicSamples() {}
}
