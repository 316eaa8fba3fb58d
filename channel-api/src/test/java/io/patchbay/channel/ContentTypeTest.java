package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {
  /** Looks like a content and is none. */
  private record NoContent(String body) {}

  @ParameterizedTest
  @ValueSource(strings = {"text", "reply-buttons", "whatsapp-cloud:flow", "a1:b2-c3"})
  void usableNames(String name) {
    assertThat(new ContentType(name, Text.class).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "Text", "1text", "-text", "text-", "a--b", "a:b:c", ":flow", "a:", "a b", "ı", "a_b"
      })
  void unusableNames(String name) {
    assertThatThrownBy(() -> new ContentType(name, Text.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Content type name '"
                + name
                + "' is not usable: use kebab-case, with the provider's id and ':' in front for a"
                + " provider's own kind");
  }

  @Test
  void theTypeMustBeAContent() {
    assertThatThrownBy(() -> new ContentType("note", NoContent.class))
        .hasMessage(
            "Content type 'note': io.patchbay.channel.ContentTypeTest$NoContent is not a record"
                + " that implements io.patchbay.channel.Content");
  }

  @Test
  void theStandardOnesAreNamedOnceAndAsDocumented() {
    assertThat(ContentType.standard())
        .extracting(type -> type.name() + " " + type.type().getSimpleName())
        .containsExactly(
            "text Text",
            "media Media",
            "location Location",
            "contacts Contacts",
            "reaction Reaction",
            "template Template",
            "reply-buttons ReplyButtons",
            "list-menu ListMenu",
            "link-button LinkButton",
            "location-request LocationRequest");
  }
}
