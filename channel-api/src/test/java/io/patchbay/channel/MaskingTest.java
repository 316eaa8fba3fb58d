package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class MaskingTest {
  @ParameterizedTest
  @CsvSource({
    "14155551234,141******34",
    "+14155551234,+14*******34",
    "12345678,123***78",
    "1234567,***",
    "'',***"
  })
  void anAddressKeepsItsEnds(String address, String masked) {
    assertThat(Masking.address(address)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "14155551234",
        "+14155551234",
        "+1 415 555 1234",
        "(415) 555-1234",
        "1-415-555-1234",
        "1.415.555.1234",
        "+1\u00A0415\u00A0555\u00A01234",
        "+1\u2011415\u2011555\u20111234",
        "+1\u2009415\u2013555\u20131234",
        "\u202A+1 415\u200E555 1234",
        "+1 [415] 555/1234",
        "١٤١٥٥٥٥١٢٣٤",
        "5551234"
      })
  void numbersInTextAreMaskedHoweverTheyAreWritten(String number) {
    String masked = Masking.numbersIn("To " + number + " failed");
    assertThat(masked).startsWith("To ").endsWith(" failed").contains("***");
    assertThat(masked.codePoints().filter(Character::isDigit).count()).isLessThanOrEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code 131026",
        "HTTP 400 (100)",
        "1 - 2 - 3 - 4",
        "v23.0",
        "$1 \\ and no digits",
        "30 s",
        "Recorded at 2026-11-30T22:55:51Z",
        "2026-11-30T22:55:51.123456789+01:00",
        "from 2026-11-30T22:55 on"
      })
  void codesAndSmallNumbersStayReadable(String text) {
    assertThat(Masking.numbersIn(text)).isEqualTo(text);
  }

  @Test
  void everyNumberOfATextIsMasked() {
    assertThat(Masking.numbersIn("14155551234, 447911123456: $0 \\1"))
        .isEqualTo("141******34, 447*******56: $0 \\1");
  }

  @Test
  void aTextIsCountedInCharactersAsPeopleSeeThem() {
    assertThat(Masking.text("Hi \uD83D\uDE00")).isEqualTo("<4 characters>");
    assertThat(Masking.text("")).isEqualTo("<0 characters>");
  }

  @Test
  void longTextsAreMaskedInLittleTime() {
    String hostile = "1" + "(".repeat(100_000) + " 1 x".repeat(50_000);
    assertThat(Masking.numbersIn(hostile)).isNotEmpty();
  }
}
