package io.patchbay.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodecTest {
  /** A content around another one, with everything that JSON has no word for. */
  record Wrapped(
      Content inner, Duration life, Instant at, LocalDate day, @Nullable String note, URI link)
      implements Content {}

  private final ContentCodec codec =
      ContentCodec.of(List.of(new ContentType("test:wrapped", Wrapped.class)));

  static List<Content> contents() {
    return List.of(
        new Text("Grüße 👋 <b>", true),
        Media.of(Media.Kind.IMAGE, MediaSource.link(URI.create("https://example.com/a.png"))),
        new Location(52.5, 13.4, null, "Street 1"),
        new Location(-0.0, 1.0E-7, null, null),
        Reaction.removal("wamid.1"),
        ReplyButtons.of("Yes?", new ReplyButtons.Button("y", "Yes")),
        Template.of("order", "en_US", "Ada", "17"),
        new Wrapped(
            new Wrapped(
                Text.of("x"),
                Duration.ofMillis(1500),
                Instant.parse("2026-03-01T12:00:00.123Z"),
                LocalDate.of(2026, 2, 28),
                null,
                URI.create("https://example.com/?a=b&c")),
            Duration.ZERO,
            Instant.EPOCH,
            LocalDate.EPOCH,
            "note",
            URI.create("urn:x")));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void comesBackAsItWas(Content content) {
    assertThat(codec.read(codec.write(content))).isEqualTo(content);
  }

  @Test
  void theFormIsOneMemberNamedByTheKind() {
    assertThat(codec.write(Text.of("Hello & <you>")))
        .isEqualTo("{\"text\":{\"body\":\"Hello & <you>\",\"previewUrl\":false}}");
  }

  @Test
  void whatMayBeMissingMayBeLeftOut() {
    assertThat(codec.read("{\"text\":{\"body\":\"Hello\"}}")).isEqualTo(Text.of("Hello"));
    assertThat(codec.read("{\"template\":{\"name\":\"order\",\"language\":\"en_US\"}}"))
        .isEqualTo(new Template("order", "en_US", List.of()));
  }

  @Test
  void aKindThatNoProviderHereHasIsNamedAndCanBeKept() {
    assertThat(refusal("{\"texts\":{\"body\":\"Hello\"}}"))
        .hasMessage(
            "content.texts is no kind of content that a provider here carries: did you mean"
                + " 'text'?")
        .returns(Optional.of("texts"), UnreadableContentException::unknownKind);
    String wrapped = codec.write(contents().get(7));
    assertThat(refusal(wrapped.replace("\"inner\":{\"text\"", "\"inner\":{\"gone:x\"")))
        .returns(Optional.of("gone:x"), UnreadableContentException::unknownKind);
    assertThat(
            refusal(
                wrapped
                    .replace("\"inner\":{\"text\"", "\"inner\":{\"gone:x\"")
                    .replace("\"at\":", "\"when\":")))
        .returns(Optional.empty(), UnreadableContentException::unknownKind);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentCodec.of(List.of()).write(contents().get(7)))
        .withMessageStartingWith(
            "No provider that is installed knows the content Wrapped; known: ");
  }

  private UnreadableContentException refusal(String json) {
    return catchThrowableOfType(UnreadableContentException.class, () -> codec.read(json));
  }

  private List<String> problems(String json) {
    return refusal(json).problems().stream().map(ContentProblem::describe).toList();
  }

  @Test
  void everyProblemIsReportedInOnePassWithItsPath() {
    assertThat(
            problems(
                "{\"media\":{\"kind\":\"picture\",\"source\":{\"kind\":5,\"kind\":\"link\"},"
                    + "\"caption\":true,\"filename\":\"a.png\"}}"))
        .containsExactly(
            "content.media.source.kind is given more than once: keep one of them",
            "content.media.filename is not known here: did you mean 'fileName'?",
            "content.media.kind is none of image, audio, voice, video, document, sticker",
            "content.media.source.kind is a number and not a text: one of link, uploaded, file",
            "content.media.source.value is missing",
            "content.media.caption is true or false and not a text: write it in quotes");
    assertThat(
            problems(
                "{\"contacts\":{\"contacts\":[{\"name\":{\"formatted\":\"A\"},\"birthday\":\"soon\"},"
                    + "null,{\"name\":null}]}}"))
        .containsExactly(
            "content.contacts.contacts[0].birthday is not a date such as 2026-01-31",
            "content.contacts.contacts[1] is null and not an object: with: name, phones, emails,"
                + " addresses, urls, organization, birthday",
            "content.contacts.contacts[2].name is null and not an object: with: formatted, first,"
                + " last, middle, suffix, prefix");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'text':{'body':5}}|text.body is a number and not a text: write it in quotes",
        "{'text':{'body':null}}|text.body is null and not a text: write it in quotes",
        "{'text':{}}|text.body is missing",
        "{'text':{'body':'a','previewUrl':'yes'}}|text.previewUrl is a text and not a truth value:"
            + " true or false, without quotes",
        "{'text':{'body':'a','previewUrl':null}}|text.previewUrl is null and not a truth value:"
            + " true or false, without quotes",
        "{'text':{'body':'  '}}|text is refused: Text is empty",
        "{'location':{'latitude':'52','longitude':1}}|location.latitude is a text and not a number:"
            + " write it without quotes",
        "{'location':{'latitude':1e999,'longitude':1}}|location.latitude is not a number that fits",
        "{'location':{'latitude':91,'longitude':1}}|location is refused: A location needs a"
            + " latitude of -90 to 90 and a longitude of -180 to 180 degrees",
        "{'reply-buttons':{'body':'a','buttons':{}}}|reply-buttons.buttons is an object and not a"
            + " list: [ ... ]",
        "{'link-button':{'body':'a','label':'b','url':'ht tp'}}|link-button.url is not an address"
            + " such as https://example.com/",
        "{'media':{'kind':'imag','source':{'kind':'link','value':'x'}}}|media.kind is none of"
            + " image, audio, voice, video, document, sticker: did you mean 'image'?",
        "{'text':[1]}|text is a list and not an object: with: body, previewUrl",
        "{'text':null}|text is null and not an object: with: body, previewUrl"
      })
  void eachKindOfMistakeHasItsWords(String json, String problem) {
    assertThat(problems(json.replace('\'', '"'))).containsExactly("content." + problem);
  }

  @Test
  void constantsAreWrittenAsWordsAndReadInBothSpellings() {
    String written = codec.write(contents().get(1));
    assertThat(written)
        .isEqualTo(
            "{\"media\":{\"kind\":\"image\",\"source\":{\"kind\":\"link\","
                + "\"value\":\"https://example.com/a.png\"}}}");
    String stored = written.replace("image", "IMAGE").replace("link", "LINK");
    assertThat(codec.read(written)).isEqualTo(codec.read(stored)).isEqualTo(contents().get(1));
    assertThat(codec.identity(contents().get(1))).hasToString(stored);
  }

  @Test
  void aCallerFromOutsideCannotNameAFileOfThisMachine() {
    String file =
        "{\"media\":{\"kind\":\"image\",\"source\":{\"kind\":\"file\",\"value\":\"/etc/a\"}}}";
    assertThat(codec.read(file))
        .isEqualTo(Media.of(Media.Kind.IMAGE, MediaSource.file(Path.of("/etc/a"))));
    for (String spelling : List.of(file, file.replace("\"file\"", "\"FILE\""))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.withoutLocalFiles().read(spelling))
          .withMessage(
              "content.media.source.kind is none of link, uploaded: no file of this machine is read"
                  + " here: give a link, or upload it and give its id");
    }
  }

  /** A part of a plug-in's content that has no JSON form. */
  record Localized(Locale locale) implements Content {}

  @Test
  void aTypeWithoutAJsonFormSpoilsItsOwnContentAlone() {
    ContentCodec some = ContentCodec.of(List.of(new ContentType("test:local", Localized.class)));
    assertThat(some.read("{\"text\":{\"body\":\"Hi\"}}")).isEqualTo(Text.of("Hi"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> some.read("{\"test:local\":{\"locale\":\"en\"}}"))
        .withMessage(
            "content.test:local.locale cannot be written in JSON: its type java.util.Locale has no"
                + " JSON form");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> some.write(new Localized(Locale.ROOT)))
        .withMessageContaining("its type java.util.Locale has no JSON form");
  }

  @Test
  void aConstructorThatThrowsAnythingRefusesItsContent() {
    record Sized(int size) implements Content {
      Sized {
        if (size > 1) {
          throw new IllegalStateException("too many for +14155550132");
        }
      }
    }
    ContentCodec some = ContentCodec.of(List.of(new ContentType("test:sized", Sized.class)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> some.read("{\"test:sized\":{\"size\":2}}"))
        .withMessage("content.test:sized is refused: too many for +14*******32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> some.read("{\"test:sized\":{\"size\":2.5}}"))
        .withMessage(
            "content.test:sized.size is not a whole number from -2147483648 to 2147483647");
    assertThat(some.read("{\"test:sized\":{\"size\":1.0}}")).isEqualTo(new Sized(1));
  }

  @Test
  void jsonIsReadStrictlyAndTheMessageQuotesNoWords() {
    assertThat(refusal("{\"text\":{\"body\":\"secret words\"} // a comment\n}"))
        .hasMessage(
            "content cannot be read: it is not JSON at line 1, column 33, in 'text': JSON has no"
                + " comments");
    assertThat(refusal("{\"text\":{\"body\":\"one\"},\"text\":{\"body\":\"two\"}}"))
        .hasMessage("content.text is given more than once: keep one of them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':{'body':'a'}}",
        "{text:{body:a}}",
        "{\"text\":{\"body\":\"a\"};}",
        "{\"text\":{\"body\":\"a\"}} {}",
        "{\"text\":{\"body\":\"a\nb\"}}",
        "{\"location\":{\"latitude\":NaN,\"longitude\":1}}",
        "",
        "{",
        "[]",
        "{}",
        "null",
        "17",
        "{\"text\":{\"body\":\"a\"},\"location\":{}}",
        "{\"text\":17}",
        "{\"text\":{\"body\":{}}}",
        "{\"text\":null}",
        "{\"text\":[1]}"
      })
  void anythingElseIsNoContent(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> codec.read(text));
  }
}
