package io.patchbay.support;

import io.patchbay.channel.SendOutcome;
import java.util.Map;

/**
 * How a text is cut into SMS: 160 septets or 70 UTF-16 units in a single one, 153 or 67 in each
 * part of a longer text, whose header takes the rest. A character is never cut in two. The alphabet
 * is that of 3GPP TS 23.038; the service's own count is what it bills.
 *
 * <p>Immutable and thread-safe.
 *
 * @param encoding {@code GSM-7} or {@code UCS-2}
 * @param count how many SMS
 */
public record Segments(String encoding, int count) {
  private static final String GSM_7 = "GSM-7";
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each takes an escape septet and its own. */
  private static final String EXTENDED = "\f^{}\\[~]|€";

  /** The segments of a text. */
  public static Segments of(String body) {
    boolean gsm =
        body.chars().allMatch(unit -> BASIC.indexOf(unit) >= 0 || EXTENDED.indexOf(unit) >= 0);
    return gsm
        ? new Segments(GSM_7, count(body, true, 160, 153))
        : new Segments("UCS-2", count(body, false, 70, 67));
  }

  /** Whether every character is in the GSM alphabet. */
  public boolean gsm7() {
    return encoding.equals(GSM_7);
  }

  /** The standard details of an accepted text. */
  public Map<String, String> details() {
    return Map.of(
        SendOutcome.Accepted.ENCODING,
        encoding,
        SendOutcome.Accepted.SEGMENTS,
        Integer.toString(count));
  }

  private static int count(String body, boolean gsm, int single, int part) {
    int total = 0;
    int parts = 1;
    int used = 0;
    for (int at = 0; at < body.length(); ) {
      int character = body.codePointAt(at);
      at += Character.charCount(character);
      int size = gsm ? septets(character) : Character.charCount(character);
      total += size;
      if (used + size > part) {
        parts++;
        used = 0;
      }
      used += size;
    }
    return total <= single ? 1 : parts;
  }

  private static int septets(int character) {
    return EXTENDED.indexOf(character) >= 0 ? 2 : 1;
  }
}
