package io.patchbay.content;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. Stateless and thread-safe. */
public final class Suggestion {
  private static final int MOST_EDITS = 3;

  private Suggestion() {}

  /** The known name that is closest to the given one, if one is close. */
  public static Optional<String> among(Collection<String> known, String given) {
    String best = null;
    int fewest = Math.min(MOST_EDITS, given.length() / 3) + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - given.length()) >= fewest) {
        continue;
      }
      int edits = edits(given.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** A question with the likely name, or the list of what there is. */
  public static String sentence(Collection<String> known, String given) {
    return among(known, given)
        .map(name -> "did you mean '" + name + "'?")
        .orElse(known.isEmpty() ? "none is known" : "known: " + String.join(", ", known));
  }

  /** Optimal string alignment: insertions, deletions, replacements and swapped neighbours. */
  private static int edits(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(
                Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + replace);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
