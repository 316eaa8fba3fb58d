package io.patchbay.core;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.patchbay.channel.Category;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.store.internal.AddressKey;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers as people type them. A leading {@code +} or {@code 00} makes a number
 * international; digits alone are international where that gives a valid number, and are refused
 * when they are a different valid number of the default region as well; anything else is national
 * and needs a region. A number that its country has renumbered since is read as it is written.
 *
 * <p>Stateless and thread-safe.
 */
public final class PhoneNumberReader {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String NO_REGION = "ZZ";

  /** Longer than any cell with one number and the blanks around it. */
  private static final int LONGEST = 1_000;

  private static final int LONGEST_SHOWN = 40;

  /** What spreadsheets make of long numbers, such as 1.41556E+10. */
  private static final Pattern ROUNDED = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+");

  /** Ways to tell a spreadsheet that a cell is text. */
  private static final Pattern MARKED_AS_TEXT =
      Pattern.compile("=\"(.*)\"|['\u2018\u2019\u02bc](.*)", Pattern.DOTALL);

  private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[^0-9 ().-]+");
  private static final int FEWEST_DIGITS = 7;

  private static final Pattern E164 = Pattern.compile("[1-9][0-9]{6,14}");

  /** By the ITU's recommendation E.164; some numbering plans allow more at home. */
  private static final int MOST_DIGITS = 15;

  private PhoneNumberReader() {}

  /** The regions that have phone numbers of their own: two-letter codes of ISO 3166-1. */
  public static Set<String> regions() {
    return NUMBERS.getSupportedRegions();
  }

  /**
   * A number, or why there is none: exactly one of the two.
   *
   * @param number the number
   * @param error why the text is not one
   */
  public record Reading(@Nullable PhoneNumber number, @Nullable SendError error) {}

  /**
   * Reads what somebody typed.
   *
   * @param typed the text
   * @param region whose national numbers may be meant; null for none
   */
  public static Reading read(PhoneText typed, @Nullable String region) {
    if (typed.text().length() > LONGEST) {
      return refused(typed.text(), "is too long", "Write one number and nothing else.");
    }
    String text = plain(unmarked(typed.text()));
    Reading reading = read(text, typed.text(), region);
    return reading.error() != null && isSeveral(text)
        ? refused(typed.text(), "is two numbers or more", "Write one number, and a line for each.")
        : reading;
  }

  /** Without what marks text for a spreadsheet: {@code '+1415…} and {@code ="+1415…"}. */
  public static String unmarked(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || "='\u2018\u2019\u02bc".indexOf(stripped.charAt(0)) < 0) {
      return text;
    }
    Matcher marked = MARKED_AS_TEXT.matcher(stripped);
    if (!marked.matches()) {
      return text;
    }
    String formula = marked.group(1);
    return (formula == null ? marked.group(2) : formula).strip();
  }

  private static boolean isSeveral(String text) {
    return BETWEEN_NUMBERS
            .splitAsStream(text)
            .filter(part -> part.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS)
            .count()
        > 1;
  }

  private static Reading read(String text, String typed, @Nullable String region) {
    if (ROUNDED.matcher(text).matches()) {
      return refused(
          typed,
          "was rounded by a spreadsheet",
          "Format the column as text and enter the number again.");
    }
    if (text.codePoints().anyMatch(Character::isLetter)) {
      return refused(typed, "contains letters", "Write the number in digits.");
    }
    if (text.startsWith("+") || text.startsWith("00")) {
      String international = text.startsWith("+") ? text : "+" + text.substring(2);
      return international(international.substring(1), international)
          .map(PhoneNumberReader::found)
          .orElseGet(() -> refused(typed, "is not a valid international number", CHECK));
    }
    boolean digitsOnly = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digitsOnly && !text.startsWith("0")
        ? digits(typed, text, region)
        : national(typed, text, region);
  }

  private static final String CHECK =
      "Check the number; write it with '+' and the country code to leave no doubt.";

  private static Reading digits(String typed, String text, @Nullable String region) {
    Optional<PhoneNumber> international = international(text, "+" + text);
    Optional<PhoneNumber> national = region == null ? Optional.empty() : valid(text, region);
    if (international.isPresent()
        && national.isPresent()
        && !AddressKey.of(international.get()).equals(AddressKey.of(national.get()))) {
      return refused(
          typed,
          "is ambiguous: "
              + international.get().e164()
              + " internationally, "
              + national.get().e164()
              + " in region "
              + region,
          "Write the number with '+' and the country code.");
    }
    return international
        .or(() -> national)
        .map(PhoneNumberReader::found)
        .orElseGet(
            () ->
                refused(
                    typed,
                    "is not a valid number internationally"
                        + (region == null ? "" : " or in region " + region),
                    CHECK));
  }

  /**
   * A valid number, or the former spelling of one, as it was written: the provider that reported it
   * is sure to take it back.
   */
  private static Optional<PhoneNumber> international(String digits, String text) {
    return valid(text, NO_REGION).or(() -> former(digits));
  }

  private static Optional<PhoneNumber> former(String text) {
    String digits = text.replaceAll("[ ().\\-/]", "");
    if (!E164.matcher(digits).matches()) {
      return Optional.empty();
    }
    PhoneNumber written = new PhoneNumber(digits);
    String current = "+" + AddressKey.plain(written).value();
    return current.equals(written.e164()) || valid(current, NO_REGION).isEmpty()
        ? Optional.empty()
        : Optional.of(written);
  }

  private static Reading national(String typed, String text, @Nullable String region) {
    if (region == null) {
      return refused(
          typed,
          "is a national number, and the workspace has no default region",
          "Write it with '+' and the country code, or set defaultRegion.");
    }
    return valid(text, region)
        .map(PhoneNumberReader::found)
        .orElseGet(() -> refused(typed, "is not a valid number in region " + region, CHECK));
  }

  /**
   * ASCII digits, plus sign and spaces, without the invisible marks that spreadsheets and chats add
   * and without a bracket before the plus sign.
   */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .filter(point -> Character.getType(point) != Character.FORMAT)
        .forEach(
            point -> {
              int digit = Character.digit(point, 10);
              if (digit >= 0) {
                plain.append(digit);
              } else {
                plain.appendCodePoint(
                    point == '\uFF0B' ? '+' : Character.isSpaceChar(point) ? ' ' : point);
              }
            });
    return plain.toString().strip().replaceFirst("^[(\\[] *(?=\\+)", "");
  }

  private static Optional<PhoneNumber> valid(String text, String region) {
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(text, region);
      // Nobody receives messages at an extension: dropping it would reach somebody else.
      if (!NUMBERS.isValidNumber(number) || number.hasExtension()) {
        return Optional.empty();
      }
      String e164 = NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
      return e164.length() > MOST_DIGITS + 1
          ? Optional.empty()
          : Optional.of(new PhoneNumber(e164.substring(1)));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  private static Reading found(PhoneNumber number) {
    return new Reading(number, null);
  }

  private static Reading refused(String typed, String why, String remedy) {
    String shown = typed.length() > LONGEST_SHOWN ? typed.substring(0, LONGEST_SHOWN) : typed;
    return new Reading(
        null,
        SendError.of(
                Category.RECIPIENT_INVALID,
                "The phone number " + Masking.address(shown) + " " + why)
            .scope(Scope.RECIPIENT)
            .remedy(remedy)
            .build());
  }
}
