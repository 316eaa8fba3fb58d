package io.patchbay.channel;

import java.util.Objects;
import java.util.regex.Pattern;

/** The spelling rules of names that end up in files, URLs and message references. */
final class Names {
  /** No dot: a dot separates the parts of an encoded {@link MessageRef}. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private static final int LONGEST = 64;

  private Names() {}

  static String checked(String what, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + " '"
              + shown(value)
              + "' is not usable: use 1 to 64 letters, digits, '-' or '_', starting with a letter"
              + " or digit");
    }
    return value;
  }

  /** A name that is none may be a phone number or a whole text by mistake. */
  private static String shown(String value) {
    return Masking.numbersIn(
        value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value);
  }

  static boolean valid(String value) {
    return NAME.matcher(value).matches();
  }

  /** A caller without null checks of its own is told which part is missing. */
  static <T> T notNull(String what, T value) {
    return Objects.requireNonNull(value, () -> what + " is null: give a value or leave it out");
  }

  static String notBlank(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return value;
  }
}
