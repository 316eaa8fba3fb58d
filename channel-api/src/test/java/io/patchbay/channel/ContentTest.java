package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
  private static final URI LINK = URI.create("https://example.com/a.pdf");

  private static void refused(ThrowingCallable construction, String message) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void emptyPartsAreRefused() {
    ListMenu.Section section =
        new ListMenu.Section(null, List.of(new ListMenu.Row("1", "One", null)));
    ReplyButtons.Button button = new ReplyButtons.Button("1", "One");

    refused(() -> Text.of(" \n"), "Text is empty");
    refused(() -> MediaSource.uploaded(""), "Media source is empty");
    refused(() -> new Reaction("", "+"), "Message id of a reaction is empty");
    refused(() -> Template.of("", "en"), "Template name is empty");
    refused(() -> Template.of("hello", " "), "Template language is empty");
    refused(() -> ReplyButtons.of("", button), "Body of reply buttons is empty");
    refused(() -> ReplyButtons.of("Which?"), "Reply buttons without a button");
    refused(() -> new ReplyButtons.Button("", "One"), "Button id is empty");
    refused(() -> new ReplyButtons.Button("1", ""), "Button title is empty");
    refused(
        () -> new ListMenu("", "Open", List.of(section), null, null),
        "Body of a list menu is empty");
    refused(
        () -> new ListMenu("Which?", "", List.of(section), null, null),
        "Label of a list menu is empty");
    refused(
        () -> new ListMenu("Which?", "Open", List.of(), null, null),
        "A list menu without a section");
    refused(() -> new ListMenu.Section("One", List.of()), "A section of a list menu without a row");
    refused(() -> new ListMenu.Row("", "One", null), "Row id is empty");
    refused(() -> new ListMenu.Row("1", "", null), "Row title is empty");
    refused(() -> new LinkButton("", "Open", LINK, null, null), "Body of a link button is empty");
    refused(() -> new LinkButton("Look", "", LINK, null, null), "Label of a link button is empty");
    refused(() -> new LocationRequest(""), "Body of a location request is empty");
    refused(() -> new Contacts(List.of()), "Contacts without a contact");
    refused(() -> Contact.of(" ", "1"), "Contact name is empty");
    refused(() -> new MessageHeader(null, null), "A header is either a text or media");
    refused(
        () -> new MessageHeader("A", Media.of(Media.Kind.IMAGE, MediaSource.link(LINK))),
        "A header is either a text or media");
  }

  @ParameterizedTest
  @CsvSource({"90,180", "-90,-180", "0,0", "-0.0,-0.0"})
  void aLocationIsOnTheGlobe(double latitude, double longitude) {
    assertThat(new Location(latitude, longitude, null, null).latitude()).isEqualTo(latitude);
  }

  @ParameterizedTest
  @CsvSource({"90.1,0", "-90.1,0", "0,180.1", "0,-180.1", "NaN,0", "0,NaN", "Infinity,0"})
  void aLocationElsewhereIsRefused(double latitude, double longitude) {
    refused(
        () -> new Location(latitude, longitude, null, null),
        "A location needs a latitude of -90 to 90 and a longitude of -180 to 180 degrees");
  }

  @Test
  void aTemplateTakesParametersByNameOrByPositionAndNotBoth() {
    assertThat(Template.of("hello", "en_US", "Ann", "7").parameters())
        .containsExactly(new Template.Parameter(null, "Ann"), new Template.Parameter(null, "7"));
    assertThat(
            new Template(
                    "hello",
                    "en_US",
                    List.of(
                        new Template.Parameter("name", "Ann"),
                        new Template.Parameter("number", "7")))
                .parameters())
        .hasSize(2);
    refused(
        () ->
            new Template(
                "hello",
                "en_US",
                List.of(new Template.Parameter("name", "Ann"), new Template.Parameter(null, "7"))),
        "Template 'hello' mixes named parameters with parameters by position");
  }

  @Test
  void mediaKnowWhereTheirBytesComeFrom() {
    assertThat(MediaSource.link(LINK))
        .isEqualTo(new MediaSource(MediaSource.Kind.LINK, "https://example.com/a.pdf"));
    assertThat(MediaSource.uploaded("17"))
        .isEqualTo(new MediaSource(MediaSource.Kind.UPLOADED, "17"));
    assertThat(MediaSource.file(Path.of("a.pdf")))
        .isEqualTo(new MediaSource(MediaSource.Kind.FILE, "a.pdf"));
    assertThat(
            Media.of(Media.Kind.DOCUMENT, MediaSource.link(LINK))
                .withCaption("Bill")
                .withFileName("bill.pdf"))
        .isEqualTo(new Media(Media.Kind.DOCUMENT, MediaSource.link(LINK), "Bill", "bill.pdf"));
  }

  @Test
  void theShortFormsFillInTheRest() {
    assertThat(Text.of("Hello")).isEqualTo(new Text("Hello", false));
    assertThat(Reaction.removal("wamid.1")).isEqualTo(new Reaction("wamid.1", ""));
    assertThat(MessageHeader.of("Title")).isEqualTo(new MessageHeader("Title", null));
    Contact contact = Contact.of("Ann", "555");
    assertThat(contact.name().formatted()).isEqualTo("Ann");
    assertThat(contact.phones()).containsExactly(new Contact.Phone("555", null, null));
    assertThat(contact.emails()).isEmpty();
  }

  @Test
  void listsAreCopied() {
    List<ReplyButtons.Button> buttons =
        new ArrayList<>(List.of(new ReplyButtons.Button("1", "One")));
    List<Contact> people = new ArrayList<>(List.of(Contact.of("Ann", "555")));
    List<Template.Parameter> values = new ArrayList<>(List.of(new Template.Parameter(null, "Ann")));
    List<ListMenu.Row> rows = new ArrayList<>(List.of(new ListMenu.Row("1", "One", null)));
    ReplyButtons reply = new ReplyButtons("Which?", buttons, null, null);
    Contacts contacts = new Contacts(people);
    Template template = new Template("hello", "en", values);
    ListMenu.Section section = new ListMenu.Section(null, rows);

    List.of(buttons, people, values, rows).forEach(List::clear);

    assertThat(reply.buttons()).hasSize(1);
    assertThat(contacts.contacts()).hasSize(1);
    assertThat(template.parameters()).hasSize(1);
    assertThat(section.rows()).hasSize(1);
    assertThatThrownBy(() -> reply.buttons().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
