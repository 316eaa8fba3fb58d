package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Limit.letters;

import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
import io.patchbay.channel.LinkButton;
import io.patchbay.channel.ListMenu;
import io.patchbay.channel.LocationRequest;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.MessageHeader;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.channel.Text;
import io.patchbay.provider.whatsapp.content.RawMessage;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rules of the contents that every provider knows, and of raw messages. */
final class BasicLimits {
  private static final String RAW = "{\"type\": \"text\", \"text\": {\"body\": \"x\"}}";
  private static final URI LINK = URI.create("https://example.org");
  private static final Media IMAGE = Media.of(Media.Kind.IMAGE, BasicSamples.LINKED);

  static final List<Limit> ALL =
      List.of(
          new Limit(
              Text.of(letters(4096)),
              Text.of(letters(4097)),
              "Text has 4097 characters; WhatsApp allows 4096"),
          new Limit(
              Text.of("\uD83D\uDC4D".repeat(4096)),
              Text.of("\uD83D\uDC4D".repeat(4097)),
              "Text has 4097 characters; WhatsApp allows 4096"),
          new Limit(
              IMAGE.withCaption(letters(1024)),
              IMAGE.withCaption(letters(1025)),
              "Caption has 1025 characters; WhatsApp allows 1024"),
          new Limit(
              Media.of(Media.Kind.DOCUMENT, BasicSamples.LINKED).withCaption("x"),
              Media.of(Media.Kind.AUDIO, BasicSamples.LINKED).withCaption("x"),
              "Only images, videos and documents take a caption"),
          new Limit(
              Media.of(Media.Kind.VOICE, BasicSamples.LINKED),
              Media.of(Media.Kind.VOICE, BasicSamples.LINKED).withCaption("x"),
              "Only images, videos and documents take a caption"),
          new Limit(
              Media.of(Media.Kind.STICKER, BasicSamples.LINKED),
              Media.of(Media.Kind.STICKER, BasicSamples.LINKED).withCaption("x"),
              "Only images, videos and documents take a caption"),
          new Limit(
              Media.of(Media.Kind.IMAGE, MediaSource.link(URI.create("HTTP://example.org/a"))),
              Media.of(Media.Kind.IMAGE, MediaSource.link(URI.create("ftp://example.org/a"))),
              "A media link begins with http:// or https://"),
          new Limit(contacts(257), contacts(258), "258 contacts; WhatsApp allows 257"),
          new Limit(
              new LocationRequest(letters(1024)),
              new LocationRequest(letters(1025)),
              "Body has 1025 characters; WhatsApp allows 1024"),
          new Limit(
              buttons(letters(1024), null, null, 3),
              buttons(letters(1025), null, null, 3),
              "Body has 1025 characters; WhatsApp allows 1024"),
          new Limit(
              buttons("x", null, null, 3),
              buttons("x", null, null, 4),
              "4 reply buttons; WhatsApp allows 3"),
          new Limit(
              buttons("x", MessageHeader.of(letters(60)), null, 1),
              buttons("x", MessageHeader.of(letters(61)), null, 1),
              "Header has 61 characters; WhatsApp allows 60"),
          new Limit(
              buttons("x", MessageHeader.of(IMAGE), null, 1),
              buttons(
                  "x",
                  MessageHeader.of(Media.of(Media.Kind.STICKER, BasicSamples.LINKED)),
                  null,
                  1),
              "A header takes an image, a video or a document, not sticker"),
          new Limit(
              buttons("x", MessageHeader.of(IMAGE), null, 1),
              buttons("x", MessageHeader.of(IMAGE.withCaption("x")), null, 1),
              "Media in a header take no caption"),
          new Limit(
              buttons("x", null, letters(60), 1),
              buttons("x", null, letters(61), 1),
              "Footer has 61 characters; WhatsApp allows 60"),
          new Limit(
              ReplyButtons.of("x", new ReplyButtons.Button(letters(256), letters(20))),
              ReplyButtons.of("x", new ReplyButtons.Button(letters(257), letters(21))),
              "Id of button 1 has 257 characters; WhatsApp allows 256;"
                  + " Title of button 1 has 21 characters; WhatsApp allows 20"),
          new Limit(
              ReplyButtons.of("x", new ReplyButtons.Button("a b", "One")),
              ReplyButtons.of("x", new ReplyButtons.Button("a b ", "One")),
              "Ids of buttons have no spaces at their ends"),
          new Limit(
              buttons("x", null, null, 2),
              ReplyButtons.of(
                  "x", new ReplyButtons.Button("1", "One"), new ReplyButtons.Button("1", "One")),
              "Two buttons have the same id; Two buttons have the same title"),
          new Limit(
              list(letters(4096), letters(20), section("x", 1)),
              list(letters(4097), letters(21), section("x", 1)),
              "Body has 4097 characters; WhatsApp allows 4096;"
                  + " Label has 21 characters; WhatsApp allows 20"),
          new Limit(
              new ListMenu("x", "x", List.of(section("x", 1)), MessageHeader.of("x"), null),
              new ListMenu("x", "x", List.of(section("x", 1)), MessageHeader.of(IMAGE), null),
              "The header of a list menu is a line of text, not media"),
          new Limit(
              list("x", "x", section("x", 10)),
              list("x", "x", section("x", 11)),
              "11 rows in all sections; WhatsApp allows 10"),
          new Limit(
              list("x", "x", sections(10)),
              list("x", "x", sections(11)),
              "11 sections; WhatsApp allows 10; 11 rows in all sections; WhatsApp allows 10"),
          new Limit(
              list("x", "x", section(null, 1)),
              list("x", "x", section("x", 1), section(null, 2)),
              "Section 2 of 2 has no title; Two rows have the same id"),
          new Limit(
              list("x", "x", section(letters(24), 1)),
              list("x", "x", section(letters(25), 1)),
              "Title of section 1 has 25 characters; WhatsApp allows 24"),
          new Limit(
              row(letters(200), letters(24), letters(72)),
              row(letters(201), letters(25), letters(73)),
              "Id of row 1 has 201 characters; WhatsApp allows 200;"
                  + " Title of row 1 has 25 characters; WhatsApp allows 24;"
                  + " Description of row 1 has 73 characters; WhatsApp allows 72"),
          new Limit(
              new LinkButton(letters(1024), letters(20), LINK, null, letters(60)),
              new LinkButton(letters(1025), letters(21), LINK, null, letters(61)),
              "Body has 1025 characters; WhatsApp allows 1024;"
                  + " Footer has 61 characters; WhatsApp allows 60;"
                  + " Label has 21 characters; WhatsApp allows 20"),
          new Limit(
              new RawMessage(RAW),
              new RawMessage("[]"),
              "A raw message is one well-formed JSON object; this one is not"),
          new Limit(
              new RawMessage(RAW),
              new RawMessage(RAW.replace("\"text\":", "text:")),
              "A raw message is one well-formed JSON object; this one is not"),
          new Limit(
              new RawMessage(RAW + " "),
              new RawMessage(RAW + " {}"),
              "A raw message is one well-formed JSON object; this one is not"),
          new Limit(
              new RawMessage(RAW),
              new RawMessage("{\"to\": \"1\", \"messaging_product\": \"whatsapp\"}"),
              "A raw message leaves out what the message itself gives: [messaging_product, to]"));

  private BasicLimits() {}

  private static Contacts contacts(int count) {
    return new Contacts(Collections.nCopies(count, Contact.of("Anna", "+1 415 555 1234")));
  }

  private static ReplyButtons buttons(
      String body, @Nullable MessageHeader header, @Nullable String footer, int count) {
    List<ReplyButtons.Button> buttons =
        IntStream.range(0, count)
            .mapToObj(i -> new ReplyButtons.Button("id " + i, "title " + i))
            .toList();
    return new ReplyButtons(body, buttons, header, footer);
  }

  private static ListMenu list(String body, String label, ListMenu.Section... sections) {
    return new ListMenu(body, label, List.of(sections), null, null);
  }

  private static ListMenu.Section section(@Nullable String title, int rows) {
    return new ListMenu.Section(
        title,
        IntStream.range(0, rows)
            .mapToObj(i -> new ListMenu.Row("id " + i, "title", null))
            .toList());
  }

  private static ListMenu.Section[] sections(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new ListMenu.Section("title", List.of(new ListMenu.Row("id " + i, "title", null))))
        .toArray(ListMenu.Section[]::new);
  }

  private static ListMenu row(String id, String title, String description) {
    return list(
        "x", "x", new ListMenu.Section("x", List.of(new ListMenu.Row(id, title, description))));
  }
}
