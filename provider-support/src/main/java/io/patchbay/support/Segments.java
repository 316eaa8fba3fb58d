package io.patchbay.provider.twiliostub;

/**
 * How a text is cut into SMS: 160 septets or 70 UTF-16 units in a single one, 153 or 67 in each
 * part of a longer text, whose header takes the rest. A character is never cut in two.
 *
 * <p>Twilio's glossary describes <a
 * href="https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding">GSM-7</a> and <a
 * href="https://www.twilio.com/docs/glossary/what-is-ucs-2-character-encoding">UCS-2</a>; the
 * alphabet is that of 3GPP TS 23.038.
 *
 * @param encoding Twilio's name of the encoding
 * @param count how many SMS
 */
record Segments(String encoding, int count) {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each takes an escape septet and its own. */
  private static final String EXTENDED = "\f^{}\\[~]|€";

  static Segments of(String body) {
    boolean gsm =
        body.chars().allMatch(unit -> BASIC.indexOf(unit) >= 0 || EXTENDED.indexOf(unit) >= 0);
    return gsm
        ? new Segments("GSM-7", count(body, true, 160, 153))
        : new Segments("UCS-2", count(body, false, 70, 67));
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
