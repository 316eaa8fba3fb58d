package io.patchbay.channel;

import java.util.regex.Pattern;

/**
 * An international phone number as ITU-T E.164 defines it.
 *
 * <p>Only the shape is checked, never whether the number is assigned: numbers that webhooks bring
 * must not be lost to a rule that is out of date.
 *
 * <p>Immutable.
 *
 * @param digits country code and subscriber number without {@code +}: 5 to 15 ASCII digits, not
 *     starting with 0
 */
public record PhoneNumber(String digits) implements Address {
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{4,14}");

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public PhoneNumber {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "Phone number "
              + Masking.address(digits)
              + " is not 5 to 15 digits with the country code first and without '+'");
    }
  }

  /** The digits with a leading {@code +}. */
  public String e164() {
    return "+" + digits;
  }

  @Override
  public String value() {
    return digits;
  }

  @Override
  public String toString() {
    return "PhoneNumber[" + Masking.address(digits) + "]";
  }
}
