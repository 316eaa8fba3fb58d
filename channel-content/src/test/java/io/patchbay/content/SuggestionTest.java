package io.patchbay.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("defaultProvider", "fallback", "whatsapp", "text", "INDIA", "a");

  @ParameterizedTest
  @CsvSource({
    "defualtProvider, defaultProvider",
    "DefaultProvider, defaultProvider",
    "default_provider, defaultProvider",
    "fallbacks, fallback",
    "whatsap, whatsapp",
    "txt, text",
    "tetx, text",
    "india, INDIA",
    "A, a",
  })
  void aSlipIsRecognised(String given, String meant) {
    assertThat(Suggestion.among(KNOWN, given)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"c", "tx", "provider", "smtp", "''"})
  void anotherWordIsNotASlip(String given) {
    assertThat(Suggestion.among(KNOWN, given)).isEmpty();
  }

  @Test
  void asASentence() {
    assertThat(Suggestion.sentence(KNOWN, "txt")).isEqualTo("did you mean 'text'?");
    assertThat(Suggestion.sentence(List.of("x", "y"), "zebra")).isEqualTo("known: x, y");
    assertThat(Suggestion.sentence(List.of(), "zebra")).isEqualTo("none is known");
  }
}
