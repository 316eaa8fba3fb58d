package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway spells phone numbers.
 *
 * <p>Immutable and thread-safe.
 *
 * @param style the spelling
 * @param countryCode of the country whose numbers are national; null unless the style is {@code
 *     NATIONAL}
 * @param nationalPrefix what stands before national numbers, often 0; possibly empty
 */
record PhoneFormat(Style style, @Nullable String countryCode, String nationalPrefix) {
  private static final int LONGEST = 40;

  /** The spellings. */
  enum Style {
    /** {@code +14155550100}. */
    PLUS,
    /** {@code 14155550100}. */
    DIGITS,
    /** {@code 030123456}: without the country code. */
    NATIONAL;

    static Style of(String setting) {
      return valueOf(setting.toUpperCase(Locale.ROOT));
    }
  }

  /** The number as the gateway wants it; empty for one of another country than the gateway's. */
  Optional<String> write(PhoneNumber number) {
    return switch (style) {
      case PLUS -> Optional.of(number.e164());
      case DIGITS -> Optional.of(number.digits());
      case NATIONAL ->
          countryCode != null
                  && number.digits().startsWith(countryCode)
                  && number.digits().length() > countryCode.length()
              ? Optional.of(nationalPrefix + number.digits().substring(countryCode.length()))
              : Optional.empty();
    };
  }

  /** What {@link #read} gives, as the one address of a recipient, or none. */
  List<Address> readAll(@Nullable String text) {
    return read(text).<List<Address>>map(List::of).orElse(List.of());
  }

  /** A number as the gateway wrote it; empty for what is none, such as the name of a sender. */
  Optional<PhoneNumber> read(@Nullable String text) {
    if (text == null || text.length() > LONGEST || !text.matches("[ ]*[+]?[0-9 ().-]+")) {
      return Optional.empty();
    }
    String digits = text.replaceAll("[^0-9]", "");
    boolean international = text.strip().startsWith("+");
    if (digits.startsWith("00")) {
      digits = digits.substring(2);
      international = true;
    }
    if (style == Style.NATIONAL
        && !international
        && countryCode != null
        && digits.startsWith(nationalPrefix)) {
      digits = countryCode + digits.substring(nationalPrefix.length());
    }
    return digits.matches("[1-9][0-9]{4,14}")
        ? Optional.of(new PhoneNumber(digits))
        : Optional.empty();
  }
}
