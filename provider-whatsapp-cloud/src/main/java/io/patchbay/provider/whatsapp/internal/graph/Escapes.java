package io.patchbay.provider.whatsapp.internal.graph;

/** Decodes the escapes of a JSON string, which have been checked to be well-formed. */
final class Escapes {
  private Escapes() {}

  static String decode(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        decoded.append(c);
        continue;
      }
      char kind = text.charAt(i++);
      if (kind == 'u') {
        decoded.append((char) Integer.parseInt(text, i, i + 4, 16));
        i += 4;
      } else {
        decoded.append(plain(kind));
      }
    }
    return decoded.toString();
  }

  private static char plain(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }
}
