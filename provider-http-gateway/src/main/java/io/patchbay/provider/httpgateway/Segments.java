package io.patchbay.provider.httpgateway;

/**
 * How a text is cut into SMS: 160 septets or 70 UTF-16 units in a single one, 153 or 67 in each
 * part of a longer text. A character is never cut in two. The alphabet is that of 3GPP TS 23.038;
 * the gateway's own count is what it bills.
 *
 * @param gsm7 whether every character is in the GSM alphabet
 * @param count how many SMS
 */
record Segments(boolean gsm7, int count) {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each takes an escape septet and its own. */
  private static final String EXTENDED = "\f^{}\\[~]|€";

  static Segments of(String text) {
    boolean gsm7 =
        text.chars().allMatch(unit -> BASIC.indexOf(unit) >= 0 || EXTENDED.indexOf(unit) >= 0);
    return new Segments(gsm7, gsm7 ? count(text, true, 160, 153) : count(text, false, 70, 67));
  }

  private static int count(String text, boolean gsm7, int single, int part) {
    int total = 0;
    int parts = 1;
    int used = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      int size = gsm7 ? septets(character) : Character.charCount(character);
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
