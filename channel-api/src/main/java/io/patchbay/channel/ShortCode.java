package io.patchbay.channel;

import java.util.regex.Pattern;

/**
 * A short code: a number of a few digits under which the networks of one country reach a service.
 * It has no country code, so that the same short code is somebody else's in another country.
 *
 * <p>Immutable.
 *
 * @param digits 3 to 8 ASCII digits, not starting with 0, for example {@code 39041}
 */
public record ShortCode(String digits) implements Address {
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{2,7}");

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public ShortCode {
    if (!isOne(digits)) {
      throw new IllegalArgumentException(
          "Short code " + Masking.address(digits) + " is not 3 to 8 digits that start with 1 to 9");
    }
  }

  /** Whether a text has the shape of a short code. */
  public static boolean isOne(String text) {
    return DIGITS.matcher(text).matches();
  }

  @Override
  public String value() {
    return digits;
  }

  @Override
  public String toString() {
    return "ShortCode[" + Masking.address(digits) + "]";
  }
}
