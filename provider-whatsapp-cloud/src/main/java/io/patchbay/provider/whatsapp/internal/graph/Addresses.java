package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Reads addresses as Meta writes them. */
final class Addresses {
  private static final int FEWEST_DIGITS = 5;
  private static final int MOST_DIGITS = 15;

  private Addresses() {}

  /** A phone number with or without {@code +}; null for anything else. */
  static @Nullable PhoneNumber phone(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String digits = text.startsWith("+") ? text.substring(1) : text;
    return isNumber(digits) ? new PhoneNumber(digits) : null;
  }

  private static boolean isNumber(String digits) {
    int length = digits.length();
    if (length < FEWEST_DIGITS || length > MOST_DIGITS || digits.charAt(0) == '0') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
