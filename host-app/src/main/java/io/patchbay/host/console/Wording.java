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

  /** How many letters to insert, delete, replace or swap with their neighbour. */
  private static int edits(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int row = 0; row <= from.length(); row++) {
      for (int column = 0; column <= to.length(); column++) {
        if (row == 0 || column == 0) {
          cost[row][column] = row + column;
          continue;
        }
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        int fewest = Math.min(cost[row - 1][column], cost[row][column - 1]) + 1;
        fewest = Math.min(fewest, cost[row - 1][column - 1] + replaced);
        if (swapped(from, row, to, column)) {
          fewest = Math.min(fewest, cost[row - 2][column - 2] + 1);
        }
        cost[row][column] = fewest;
      }
    }
    return cost[from.length()][to.length()];
  }

  private static boolean swapped(String from, int row, String to, int column) {
    return row > 1
        && column > 1
        && from.charAt(row - 1) == to.charAt(column - 2)
        && from.charAt(row - 2) == to.charAt(column - 1);
  }
}
