package io.patchbay.channel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides personal data in whatever may reach a log: phone numbers keep their first three and last
 * two digits, message texts only their length.
 *
 * <p>Stateless and thread-safe.
 */
public final class Masking {
  /** Long enough for every subscriber number; short enough to leave error codes readable. */
  private static final int FEWEST_DIGITS = 7;

  /** A time of ISO 8601, whose digits are nobody's number. */
  private static final String TIME =
      "(?<!\\p{Nd})[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]"
          + "(?::[0-9]{2}(?:[.][0-9]{1,9})?)?";

  /** With every space, dash and invisible mark that people and formatters put between digits. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(" + TIME + ")|\\+?\\p{Nd}[\\p{Nd}\\p{Zs}\\p{Pd}\\p{Cf}().\\[\\]/~]{5,}\\p{Nd}");

  private static final int SHORTEST_SHOWN = 8;

  private Masking() {}

  /**
   * Masks one address, be it a phone number, a user id or what a person typed.
   *
   * @return for example {@code 141******67}; {@code ***} when it is too short to show any of it
   */
  public static String address(String address) {
    int length = address.length();
    if (length < SHORTEST_SHOWN) {
      return "***";
    }
    return address.substring(0, 3) + "*".repeat(length - 5) + address.substring(length - 2);
  }

  /**
   * Masks every run of seven or more digits, with the usual separators, inside free text, but no
   * time.
   */
  public static String numbersIn(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(1) == null ? number(found.group()) : found.group()));
  }

  private static String number(String found) {
    long digits = found.codePoints().filter(Character::isDigit).count();
    return digits < FEWEST_DIGITS ? found : address(found);
  }

  /** Says how long a message text is instead of what it says. */
  public static String text(String text) {
    return "<" + text.codePointCount(0, text.length()) + " characters>";
  }
}
