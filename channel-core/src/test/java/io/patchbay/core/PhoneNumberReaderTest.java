package io.patchbay.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class PhoneNumberReaderTest {
  private static final String DOUBT =
      "Check the number; write it with '+' and the country code to leave no doubt.";
  private static final String NATIONAL =
      "Write it with '+' and the country code, or set defaultRegion.";

  private static String read(String typed, @Nullable String region) {
    PhoneNumberReader.Reading reading = PhoneNumberReader.read(new PhoneText(typed), region);
    assertThat(reading.number() == null).isNotEqualTo(reading.error() == null);
    SendError error = reading.error();
    return error == null
        ? requireNonNull(reading.number()).digits()
        : error.message() + " | " + error.remedy();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "\u2019+14155551234,  none, 14155551234",
        "=\"+14155551234\", none, 14155551234",
        "5215512345678,  none, 5215512345678",
        "+52 1 55 1234 5678, US, 5215512345678",
        "5215512345678,  MX,   5215512345678",
        "551187654321,   none, 551187654321",
        "551187654321,   BR,   551187654321",
        "551132654321,   BR,   551132654321",
        "22507014657,    none, 22507014657",
        "0022507014657,  none, 22507014657",
        "+841201234567,  none, 841201234567",
        "14155551234,    none, 14155551234",
        "14155551234,    US,   14155551234",
        "14155551234,    GB,   14155551234",
        "14155551234,    DE,   14155551234",
        "447911123456,   none, 447911123456",
        "447911123456,   US,   447911123456",
        "447911123456,   GB,   447911123456",
        "+14155551234,   none, 14155551234",
        "+14155551234,   US,   14155551234",
        "+14155551234,   GB,   14155551234",
        "+14155551234,   DE,   14155551234",
        "(415) 555-1234, US,   14155551234",
        "(415) 555-1234, DE,   494155551234",
        "4155551234,     US,   14155551234",
        "07911123456,    GB,   447911123456",
        "07911 123456,   GB,   447911123456",
        "011 44 7911 123456, US, 447911123456",
        "00447911123456, none, 447911123456",
        "00447911123456, US,   447911123456",
        "0044 7911 123456, DE, 447911123456",
        "+44 (0)7911 123456, none, 447911123456",
        "+44 (0)7911 123456, US, 447911123456",
        "(+44) 7911 123456, none, 447911123456",
        "[+44] 7911 123456, DE, 447911123456",
        "++14155551234,  none, 14155551234",
      })
  void aNumberIsReadByTheRule(String typed, @Nullable String region, String digits) {
    assertThat(read(typed, region)).isEqualTo(digits);
  }

  @Test
  void digitsThatAreTwoNumbersAreRefusedNamingBoth() {
    assertThat(read("447911123456", "DE"))
        .isEqualTo(
            "The phone number 447*******56 is ambiguous: +447911123456 internationally,"
                + " +49447911123456 in region DE | Write the number with '+' and the country"
                + " code.");
  }

  @Test
  void aNationalNumberNeedsARegion() {
    String refusal =
        "The phone number (41*********34 is a national number, and the workspace has no default"
            + " region | "
            + NATIONAL;
    assertThat(read("(415) 555-1234", null)).isEqualTo(refusal);
    assertThat(read("1 415 555 1234", null)).contains("is a national number");
    assertThat(read("07911123456", null)).contains("is a national number");
  }

  @Test
  void aNumberThatTheRegionDoesNotHaveIsRefused() {
    assertThat(read("(415) 555-1234", "GB"))
        .isEqualTo("The phone number (41*********34 is not a valid number in region GB | " + DOUBT);
    assertThat(read("4155551234", "GB"))
        .isEqualTo(
            "The phone number 415*****34 is not a valid number internationally or in region GB | "
                + DOUBT);
    assertThat(read("4155551234", null))
        .isEqualTo("The phone number 415*****34 is not a valid number internationally | " + DOUBT);
    assertThat(read("+1415555123", "US"))
        .isEqualTo("The phone number +14******23 is not a valid international number | " + DOUBT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0661\u0662\u0663\u0664", // Arabic-Indic
        "\u06F1\u06F4\u06F1\u06F5\u06F5\u06F5\u06F5\u06F1\u06F2\u06F3\u06F4", // Persian
        "\u0967\u096A\u0967\u096B\u096B\u096B\u096B\u0967\u0968\u0969\u096A", // Devanagari
        "\uFF0B\uFF11\uFF14\uFF11\uFF15\uFF15\uFF15\uFF15\uFF11\uFF12\uFF13\uFF14", // full width
        "+\u0661 (\u0664\u0661\u0665) \u0665\u0665\u0665-\u0661\u0662\u0663\u0664",
      })
  void unicodeDigitsCount(String typed) {
    for (String region : Arrays.asList(null, "US", "GB", "DE")) {
      assertThat(read(typed, region)).isEqualTo("14155551234");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u202A+14155551234\u202C",
        "\u200E1415\u200B5551234",
        "\uFEFF14155551234",
        "\u00A014155551234\u00A0",
        "\u202F+1\u00A0415\u202F555\u20071234",
        "\t+1 415 555 1234\r\n",
        "1415\u00AD5551234",
      })
  void invisibleMarksDoNotCount(String typed) {
    assertThat(read(typed, null)).isEqualTo("14155551234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1-800-FLOWERS", "tel:+14155551234", "+1415555l234", "n/a", "+14155551234 x5"})
  void lettersAreRefused(String typed) {
    assertThat(read(typed, "US")).endsWith(" contains letters | Write the number in digits.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41556E+10", "1,41556E+10", "1.41556e10", "4E+11"})
  void whatASpreadsheetRoundedIsRefused(String typed) {
    assertThat(read(typed, "US"))
        .endsWith(
            " was rounded by a spreadsheet | Format the column as text and enter the number"
                + " again.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+",
        "00",
        "-",
        "()",
        "\u200B",
        "1",
        "911",
        "+14155551234,5",
        "+14155551234#5",
        "+14155551234/+14155551235",
        "+14155551234\n+14155551235",
        "+0014155551234",
        "\u00B9\u2074\u00B9\u2075\u2075\u2075\u2075\u00B9\u00B2\u00B3\u2074"
      })
  void whatIsNotExactlyOneNumberIsRefused(String typed) {
    for (String region : Arrays.asList(null, "US", "GB")) {
      assertThat(PhoneNumberReader.read(new PhoneText(typed), region).number())
          .as("%s in %s", typed, region)
          .isNull();
    }
  }

  @Test
  void aNumberBeyondFifteenDigitsIsRefusedThoughItsPlanAllowsIt() {
    assertThat(read("+49273444688937324", null))
        .isEqualTo(
            "The phone number +49*************24 is not a valid international number | " + DOUBT);
  }

  @Test
  void aRefusalConcernsTheRecipientAndIsFinal() {
    SendError error = requireNonNull(PhoneNumberReader.read(new PhoneText("n/a"), null).error());
    assertThat(error.category()).isEqualTo(Category.RECIPIENT_INVALID);
    assertThat(error.scope()).isEqualTo(Scope.RECIPIENT);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    SendError ambiguous =
        requireNonNull(PhoneNumberReader.read(new PhoneText("447911123456"), "DE").error());
    assertThat(ambiguous.describe()).doesNotContain("447911123456");
  }

  @Test
  void aVeryLongTextIsRefusedAtOnceAndNotRepeated() {
    String refusal =
        "The phone number 111***********************************11 is too long | Write one number"
            + " and nothing else.";
    assertThat(read("1".repeat(5_000_000), "US")).isEqualTo(refusal);
    assertThat(read("+" + "1 (".repeat(330), "US")).endsWith(DOUBT).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+14155551234 ::: +14155559876",
        "+14155551234; +14155559876",
        "+1 415 555 1234, +1 415 555 9876",
        "+14155551234 / +14155559876",
        "+14155551234 or +14155559876",
        "+14155551234\n+14155559876"
      })
  void twoNumbersAreNamedAsSuch(String typed) {
    assertThat(read(typed, "US"))
        .endsWith("is two numbers or more | Write one number, and a line for each.");
  }

  @Test
  void anApostropheInFrontIsASpreadsheetsMark() {
    assertThat(read("'+14155551234", null)).isEqualTo("14155551234");
    assertThat(read(" '4155551234", "US")).isEqualTo("14155551234");
  }
}
