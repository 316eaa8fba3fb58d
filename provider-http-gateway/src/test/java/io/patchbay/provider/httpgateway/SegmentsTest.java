package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many SMS a text takes. */
class SegmentsTest {
  @ParameterizedTest
  @CsvSource({
    "a, 160, true, 1",
    "a, 161, true, 2",
    "a, 306, true, 2",
    "a, 307, true, 3",
    "€, 80, true, 1",
    "€, 81, true, 2",
    "ж, 70, false, 1",
    "ж, 71, false, 2",
    "😀, 35, false, 1",
    "😀, 36, false, 2",
    "😀, 67, false, 3"
  })
  void ofAText(String character, int count, boolean gsm7, int segments) {
    assertThat(Segments.of(character.repeat(count))).isEqualTo(new Segments(gsm7, segments));
  }
}
