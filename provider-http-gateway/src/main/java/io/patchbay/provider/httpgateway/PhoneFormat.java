package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
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

  /** Too short for a number with a country code. */
  private static final String SHORT_CODE = "[1-9][0-9]{2,5}";

  /** Fewer digits without a plus sign may be a long short code or a number: Patchbay tells. */
  private static final int SHORTEST_BARE = 9;

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

  /**
   * The address as the gateway wants it; empty for a number of another country than the gateway's.
   * A short code is the same in every spelling.
   *
   * @throws IllegalArgumentException for what is neither a number nor a short code
   */
  Optional<String> write(Address address) {
    if (address instanceof ShortCode code) {
      return Optional.of(code.digits());
    }
    if (address instanceof PhoneNumber number) {
      return write(number);
    }
    throw new IllegalArgumentException("Not an address of an SMS gateway: " + address);
  }

  private Optional<String> write(PhoneNumber number) {
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

  /** What {@link #read} gives, as the one address of a person, or none. */
  List<Address> readAll(@Nullable String text) {
    return read(text).map(List::of).orElse(List.of());
  }

  /**
   * A sender or recipient as the gateway wrote it; empty where nothing is written. A number without
   * a country code in a style that has one is a {@link SenderId}: Patchbay reads it with the
   * workspace's region. So is a name.
   */
  Optional<Address> read(@Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST) {
      return Optional.empty();
    }
    if (!text.matches("[ ]*[+]?[0-9 ().-]+")) {
      return Optional.of(new SenderId(text.strip()));
    }
    String digits = text.replaceAll("[^0-9]", "");
    boolean international = text.strip().startsWith("+");
    if (digits.startsWith("00")) {
      digits = digits.substring(2);
      international = true;
    }
    if (!international && digits.matches(SHORT_CODE)) {
      return Optional.of(new ShortCode(digits));
    }
    if (style == Style.NATIONAL
        && !international
        && countryCode != null
        && digits.startsWith(nationalPrefix)) {
      digits = countryCode + digits.substring(nationalPrefix.length());
      international = true;
    }
    return Optional.of(
        digits.matches("[1-9][0-9]{4,14}") && (international || digits.length() >= SHORTEST_BARE)
            ? new PhoneNumber(digits)
            : new SenderId(text.strip()));
  }
}
