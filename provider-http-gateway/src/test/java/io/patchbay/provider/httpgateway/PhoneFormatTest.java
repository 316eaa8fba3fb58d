package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.ShortCode;
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
        "digits, -, '', 4930123456, PhoneNumber 4930123456",
        "digits, -, '', +49 30 123456, PhoneNumber 4930123456",
        "plus, -, '', 004930123456, PhoneNumber 4930123456",
        "plus, -, '', +6831234, PhoneNumber 6831234",
        "national, 49, 0, 030123456, PhoneNumber 4930123456",
        "national, 49, 0, +4930123456, PhoneNumber 4930123456",
        "national, 49, 0, 004930123456, PhoneNumber 4930123456",
        "national, 47, '', 91234567, PhoneNumber 4791234567",
        "digits, -, '', BANK, SenderId BANK",
        "digits, -, '', 1234, ShortCode 1234",
        "plus, -, '', 39041, ShortCode 39041",
        "national, 49, 0, 39041, ShortCode 39041",
        "digits, -, '', 19901234, SenderId 19901234",
        "plus, -, '', 07911 123456, SenderId 07911 123456",
        "digits, -, '', 030123456, SenderId 030123456",
        "digits, -, '', '', -"
      })
  void reads(
      String style, @Nullable String country, String prefix, String in, @Nullable String read) {
    assertThat(
            format(style, country, prefix)
                .read(in)
                .map(address -> address.getClass().getSimpleName() + " " + address.value())
                .orElse(null))
        .isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({"plus, -, ''", "digits, -, ''", "national, 49, 0"})
  void aShortCodeHasOneSpelling(String style, String country, String prefix) {
    assertThat(format(style, country, prefix).write(new ShortCode("39041"))).contains("39041");
  }
}
