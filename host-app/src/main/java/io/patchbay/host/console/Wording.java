package io.patchbay.host.console;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Small matters of language that several commands share. */
public final class Wording {
  private static final int MOST_EDITS = 3;

  private Wording() {}

  /** A count with its noun: {@code 1 line}, {@code 1,200 lines}. */
  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A number with thousands separated. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A question with the name that was probably meant, or the list of names that there are. */
  public static String didYouMean(Collection<String> known, String given) {
    return closest(known, given)
        .map(name -> "did you mean '" + name + "'?")
        .orElse(known.isEmpty() ? "there is none" : "there is: " + String.join(", ", known));
  }

  /** The name that was probably meant. */
  public static Optional<String> closest(Collection<String> known, String given) {
    String best = null;
    int fewest = Math.min(MOST_EDITS, Math.max(1, given.length() / 3)) + 1;
    for (String candidate : known) {
      int edits = edits(given.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[to.length()];
  }
}
