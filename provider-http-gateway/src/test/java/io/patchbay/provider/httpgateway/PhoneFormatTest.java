package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phone numbers as gateways spell them. */
@Tag("locale")
class PhoneFormatTest {
  private static PhoneFormat format(String style, @Nullable String country, String prefix) {
    return new PhoneFormat(PhoneFormat.Style.of(style), country, prefix);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "plus, -, '', 4930123456, +4930123456",
        "digits, -, '', 4930123456, 4930123456",
        "national, 49, 0, 4930123456, 030123456",
        "national, 1, '', 14155550132, 4155550132",
        "national, 49, 0, 14155550132, -"
      })
  void writes(
      String style, @Nullable String country, String prefix, String digits, @Nullable String out) {
    assertThat(format(style, country, prefix).write(new PhoneNumber(digits)).orElse(null))
        .isEqualTo(out);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "digits, -, '', 4930123456, 4930123456",
        "digits, -, '', +49 30 123456, 4930123456",
        "plus, -, '', 004930123456, 4930123456",
        "national, 49, 0, 030123456, 4930123456",
        "national, 49, 0, +4930123456, 4930123456",
        "national, 49, 0, 004930123456, 4930123456",
        "digits, -, '', BANK, -",
        "digits, -, '', 1234, -",
        "digits, -, '', 030123456, -",
        "digits, -, '', '', -"
      })
  void reads(
      String style, @Nullable String country, String prefix, String in, @Nullable String digits) {
    assertThat(format(style, country, prefix).read(in).map(PhoneNumber::digits).orElse(null))
        .isEqualTo(digits);
  }
}
