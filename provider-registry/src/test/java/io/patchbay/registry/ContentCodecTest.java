package io.patchbay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void aKindThatNobodyHereKnowsIsNamed() {
    assertThatThrownBy(() -> codec.read("{\"texts\":{\"body\":\"Hello\"}}"))
        .isInstanceOfSatisfying(
            ContentCodec.UnknownContentException.class,
            e -> assertThat(e.kind()).isEqualTo("texts"))
        .hasMessage("No provider that is here knows the content 'texts': did you mean 'text'?");
    assertThatThrownBy(
            () ->
                codec.read(
                    codec
                        .write(contents().get(7))
                        .replace("\"inner\":{\"text\"", "\"inner\":{\"gone:x\"")))
        .isInstanceOf(ContentCodec.UnknownContentException.class);
    assertThatThrownBy(() -> ContentCodec.of(List.of()).write(contents().get(7)))
        .isInstanceOf(ContentCodec.UnknownContentException.class);
  }

  @Test
  void aMemberThatIsNotTheRecordsIsRefusedWithASuggestion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"text\":{\"bodi\":\"secret words\"}}"))
        .withMessage("Content 'text': has no 'bodi': did you mean 'body'?");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"template\":{\"language\":\"en_US\"}}"))
        .withMessage("Content 'template': lacks 'name'");
  }

  @Test
  void aRecordsOwnRefusalIsTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"text\":{\"body\":\"  \"}}"))
        .withMessageStartingWith("Content 'text': Text ");
  }

  @Test
  void aNameThatStandsTwiceIsRefusedInsteadOfDroppingOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"text\":{\"body\":\"one\",\"body\":\"two\"}}"))
        .withMessage("A stored content cannot be read: 'body' stands twice at text.body");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"text\":{\"body\":\"one\"},\"text\":{\"body\":\"two\"}}"))
        .withMessage("A stored content cannot be read: 'text' stands twice at text");
  }

  @Test
  void jsonIsReadStrictlyAndTheMessageQuotesNoWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"text\":{\"body\":\"secret words\"} // a comment\n}"))
        .withMessage(
            "A stored content cannot be read: it is not JSON at line 1, column 33, in 'text': JSON"
                + " has no comments");
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
