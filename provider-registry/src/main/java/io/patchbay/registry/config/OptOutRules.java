package io.patchbay.registry.config;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By which words people stop a workspace's messages and allow them again. A word counts when it is
 * the whole message; case, width, accents, spaces and hyphens, invisible marks and punctuation
 * around it do not matter. Immutable and thread-safe.
 *
 * @param stopWords the words that stop, folded by {@link #fold}; none turns stopping by word off
 * @param startWords the words that allow again, folded; one that also stops does not count
 * @param stopsAll whether a stop word stops every purpose; only marketing when false
 */
public record OptOutRules(Set<String> stopWords, Set<String> startWords, boolean stopsAll) {
  /**
   * The words of the FCC's rule of 2024 (47 CFR 64.1200(a)(10)) and of the carriers: <a
   * href="https://twilio.com/en-us/blog/update-to-fcc-s-sms-opt-out-keywords">Twilio's list</a>.
   */
  public static final List<String> DEFAULT_STOP_WORDS =
      List.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");

  /** Not YES, which is among Twilio's: people answer other questions with it. */
  public static final List<String> DEFAULT_START_WORDS = List.of("START", "UNSTOP");

  /** Longer texts, without the space around them, are no words: they are not folded. */
  public static final int LONGEST = 100;

  /** Of fewer letters, too many other words are one slip away. */
  private static final int SHORTEST_MISSPELT = 4;

  /** Such as that of {@code cancelled}. */
  private static final int LONGEST_ENDING = 3;

  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}\\x{34F}\\x{115F}\\x{1160}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern INSIDE = Pattern.compile("[ \\p{Pd}]+");

  /** Accents of alphabets that can do without them; in others such marks are letters. */
  private static final Pattern ACCENTS =
      Pattern.compile("([\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}])\\p{Mn}+");

  private static final Pattern SPELT_OUT = Pattern.compile("\\p{L}(?:\\.\\p{L})+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{P}\\p{S}\\p{Z}\\p{Cc}]+|[\\p{P}\\p{S}\\p{Z}\\p{Cc}]+$");

  private static final Pattern EMOJI = Pattern.compile("\\p{So}");

  /** What a word means. */
  public enum Meaning {
    /** Messages are not wanted any more. */
    STOP,
    /** Messages are wanted again. */
    START,
    /** Nothing by itself, but nearly a stop word: somebody should look at it. */
    NEAR_STOP,
    /** Nothing in this respect. */
    NONE
  }

  /** Folds and copies the words; drops those of which nothing is left. */
  public OptOutRules {
    stopWords = folded(stopWords);
    startWords = folded(startWords);
  }

  /** What holds for a workspace that says nothing. */
  public static OptOutRules standard() {
    return new OptOutRules(
        new LinkedHashSet<>(DEFAULT_STOP_WORDS), new LinkedHashSet<>(DEFAULT_START_WORDS), true);
  }

  /** What a whole text means. */
  public Meaning meaningOf(String text) {
    String whole = inner(text, 0, text.length());
    if (whole.length() > LONGEST) {
      // Such as one with a signature below.
      String first = firstLine(whole);
      Meaning meaning = first.length() > LONGEST ? Meaning.NONE : meaningOf(first);
      return meaning == Meaning.STOP || meaning == Meaning.NEAR_STOP
          ? Meaning.NEAR_STOP
          : Meaning.NONE;
    }
    String word = fold(whole);
    if (stopWords.contains(word)) {
      return Meaning.STOP;
    }
    if (startWords.contains(word)) {
      return Meaning.START;
    }
    return hasStopWord(whole) || stopWords.stream().anyMatch(stop -> isMisspelt(word, stop))
        ? Meaning.NEAR_STOP
        : Meaning.NONE;
  }

  /** The text without what {@link #fold} drops around a word, of any length. */
  private static String inner(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isAround(text.charAt(from))) {
      from++;
    }
    while (from < to && isAround(text.charAt(to - 1))) {
      to--;
    }
    return from == to
        ? text.substring(start, Math.min(end, start + LONGEST))
        : text.substring(from, to);
  }

  private static boolean isAround(char one) {
    return switch (Character.getType(one)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static String firstLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("\n\r\u0085\u2028\u2029".indexOf(text.charAt(i)) >= 0) {
        return inner(text, 0, i);
      }
    }
    return text;
  }

  /**
   * Whether a word is probably this one with a slip: an ending more, such as {@code unsubscribed};
   * two letters swapped; a letter twice or, where enough are left to know the word by, any letter
   * more or less.
   */
  private static boolean isMisspelt(String word, String stop) {
    int length = stop.length();
    int more = word.length() - length;
    if (length < SHORTEST_MISSPELT || more < -1 || more > LONGEST_ENDING) {
      return false;
    }
    int same = 0;
    int shorter = Math.min(length, word.length());
    while (same < shorter && word.charAt(same) == stop.charAt(same)) {
      same++;
    }
    int after = 0;
    while (after < shorter - same
        && word.charAt(word.length() - 1 - after) == stop.charAt(length - 1 - after)) {
      after++;
    }
    boolean isKnown = length > SHORTEST_MISSPELT;
    return switch (more) {
      case 1 ->
          same + after == length
              && (isKnown
                  || same == length
                  || (same > 0 && word.charAt(same) == word.charAt(same - 1)));
      case 0 ->
          same + after == length - 2
              && word.charAt(same) == stop.charAt(same + 1)
              && word.charAt(same + 1) == stop.charAt(same);
      case -1 -> isKnown && same + after == word.length();
      default -> same == length;
    };
  }

  /** Whether a word of the text, or two that follow each other, would stop if they stood alone. */
  private boolean hasStopWord(String text) {
    String before = "";
    for (String word : BETWEEN_WORDS.split(text, -1)) {
      String folded = fold(word);
      // One letter is a stop word in some languages, and part of a name or a size in all.
      if (folded.length() > 1
          && (stopWords.contains(folded) || stopWords.contains(before + folded))) {
        return true;
      }
      before = folded;
    }
    return false;
  }

  /**
   * The form in which words are compared, the same in every locale: compatibility forms, case and
   * the dot of i made equal; invisible marks, accents, spaces, hyphens and the dots between single
   * letters dropped; punctuation and symbols such as emoji around dropped.
   */
  public static String fold(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String visible = INVISIBLE.matcher(compatible).replaceAll("");
    String lower =
        visible
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .replace("i\u0307", "i")
            .replace('\u0131', 'i')
            .replace('\u03c2', '\u03c3');
    String plain =
        ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("$1");
    String spaced =
        SPACE.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKC)).replaceAll(" ");
    String joined = INSIDE.matcher(AROUND.matcher(spaced).replaceAll("")).replaceAll("");
    String word = SPELT_OUT.matcher(joined).matches() ? joined.replace(".", "") : joined;
    // A word may be an emoji alone.
    return word.isEmpty() && EMOJI.matcher(spaced).find() ? spaced.strip() : word;
  }

  private static Set<String> folded(Collection<String> words) {
    Set<String> folded = new LinkedHashSet<>();
    words.forEach(word -> folded.add(fold(word)));
    folded.remove("");
    return Set.copyOf(folded);
  }
}
