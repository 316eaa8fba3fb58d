package io.patchbay.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id that WhatsApp gives a phone number, which is not always the number itself: in three
 * countries the prefix that marks a mobile phone is dropped.
 */
final class WaIds {
  private static final Pattern MEXICO = Pattern.compile("521(\\d{10})");
  private static final Pattern ARGENTINA = Pattern.compile("549(\\d{10})");
  private static final Pattern BRAZIL = Pattern.compile("55([3-9]\\d)9(\\d{8})");

  private WaIds() {}

  /** The digits of a number as a client wrote it, with or without {@code +} and punctuation. */
  static String digits(String typed) {
    StringBuilder digits = new StringBuilder(typed.length());
    typed.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
    return digits.toString();
  }

  static String of(String digits) {
    Matcher mexico = MEXICO.matcher(digits);
    if (mexico.matches()) {
      return "52" + mexico.group(1);
    }
    Matcher argentina = ARGENTINA.matcher(digits);
    if (argentina.matches()) {
      return "54" + argentina.group(1);
    }
    Matcher brazil = BRAZIL.matcher(digits);
    return brazil.matches() ? "55" + brazil.group(1) + brazil.group(2) : digits;
  }
}
