package io.patchbay.host.audience;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;

/**
 * Finds out what separates the columns: spreadsheets write a comma, a semicolon or a tab, depending
 * on the country they are set to.
 *
 * @param separator what separates the columns
 * @param linesBefore how many lines stood before the one that names the columns
 */
record HeaderLine(char separator, int linesBefore) {
  private static final String SEPARATORS = ",;\t";
  private static final int LONGEST_HEADER = 60_000;

  /** Looks at the first line and leaves the reader at the line that names the columns. */
  static HeaderLine detect(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_HEADER);
    String first = firstLine(reader);
    // Excel's own way to say it, which it understands and others take for a line of data.
    if (first.toLowerCase(Locale.ROOT).startsWith("sep=") && first.length() == 5) {
      return new HeaderLine(first.charAt(4), 1);
    }
    reader.reset();
    return new HeaderLine(mostFrequent(first), 0);
  }

  private static String firstLine(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    while (line.length() < LONGEST_HEADER / 2) {
      int next = reader.read();
      if (next < 0 || (!quoted && next == '\n')) {
        break;
      }
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static char mostFrequent(String line) {
    char best = ',';
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      long count = line.chars().filter(found -> found == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }
}
