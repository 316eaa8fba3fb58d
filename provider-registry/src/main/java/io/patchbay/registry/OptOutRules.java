package io.patchbay.registry;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By which words people stop a workspace's messages and allow them again. A word counts when it is
 * the whole message; case, width, white space, invisible marks and punctuation around it do not
 * matter. Immutable and thread-safe.
 *
 * @param stopWords the words that stop, folded by {@link #fold}; none turns stopping by word off
 * @param startWords the words that allow again, folded; one that also stops does not count
 * @param stopsAll whether a stop word stops every purpose; only marketing when false
 */
public record OptOutRules(Set<String> stopWords, Set<String> startWords, boolean stopsAll) {
  static final List<String> DEFAULT_STOP_WORDS =
      List.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT");
  static final List<String> DEFAULT_START_WORDS = List.of("START", "UNSTOP");

  /** Longer texts are no words; what somebody writes is not folded at any length. */
  static final int LONGEST = 100;

  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}\\x{34F}\\x{115F}\\x{1160}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{P}\\p{S}\\p{Z}\\p{Cc}]+|[\\p{P}\\p{S}\\p{Z}\\p{Cc}]+$");

  private static final Pattern EMOJI = Pattern.compile("\\p{So}");

  /** What a word means. */
  public enum Meaning {
    /** Messages are not wanted any more. */
    STOP,
    /** Messages are wanted again. */
    START,
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
    if (text.length() > LONGEST) {
      return Meaning.NONE;
    }
    String word = fold(text);
    if (stopWords.contains(word)) {
      return Meaning.STOP;
    }
    return startWords.contains(word) ? Meaning.START : Meaning.NONE;
  }

  /**
   * The form in which words are compared, the same in every locale: compatibility forms, case and
   * the dot of i made equal, invisible marks dropped, white space inside made single, punctuation,
   * symbols such as emoji, and white space around dropped.
   */
  public static String fold(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String visible = INVISIBLE.matcher(plain).replaceAll("");
    String lower =
        visible
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .replace("i\u0307", "i")
            .replace('\u0131', 'i')
            .replace('\u03c2', '\u03c3');
    String spaced =
        SPACE.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKC)).replaceAll(" ");
    String word = AROUND.matcher(spaced).replaceAll("");
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
