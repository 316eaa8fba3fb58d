package io.patchbay.content;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises the regular expressions that Java and ECMAScript (with its flag {@code u}, as JSON
 * Schema validators set it) read alike: the {@code pattern} of a JSON Schema is ECMAScript. Inline
 * flags, possessive quantifiers, {@code \Q}, {@code \Z}, intersections of classes and the like are
 * Java's alone. Stateless and thread-safe.
 */
public final class PortablePattern {
  private static final String ESCAPED_CHARACTER =
      "\\\\(?:[nrtf^$\\\\.*+?()\\[\\]{}|/]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})";

  private static final String ESCAPED_CLASS = "\\\\(?:[dDwWsS]|[pP]\\{[A-Z][a-z]?})";

  /** A character inside a class; a bare hyphen and what Java reads as an intersection are none. */
  private static final String CHARACTER =
      "(?:[^\\\\\\[\\]&-]|&(?!&)|\\\\-|" + ESCAPED_CHARACTER + ")";

  private static final String CLASS =
      ("\\[\\^?+-?(?:C-C|C|" + ESCAPED_CLASS + ")*+-?]").replace("C", CHARACTER);

  private static final String QUANTIFIER = "(?:(?:[*+?]|\\{\\d+(?:,\\d*)?})\\??)?+";

  private static final String GROUP = "\\((?:\\?(?::|<?[=!]|<[A-Za-z][A-Za-z0-9]*>)|(?!\\?))";

  private static final Pattern SHARED =
      Pattern.compile(
          "(?:(?:[^\\\\^$*+?()\\[\\]{}|]|\\)|"
              + ESCAPED_CHARACTER
              + "|"
              + ESCAPED_CLASS
              + "|"
              + CLASS
              + ")"
              + QUANTIFIER
              + "|"
              + GROUP
              + "|[\\^$|]|\\\\[bB])*+");

  /**
   * Java can repeat an assertion, ECMAScript cannot; which bracket closes one is not looked for.
   */
  private static final Pattern MAY_REPEAT_AN_ASSERTION =
      Pattern.compile("\\(\\?<?[=!].*\\)[*+?{]", Pattern.DOTALL);

  private PortablePattern() {}

  /** The expression's text; empty when ECMAScript could refuse it or read it otherwise. */
  public static Optional<String> of(Pattern pattern) {
    String text = pattern.pattern();
    boolean portable =
        pattern.flags() == 0
            && SHARED.matcher(text).matches()
            && !MAY_REPEAT_AN_ASSERTION.matcher(text).find();
    return portable ? Optional.of(text) : Optional.empty();
  }
}
