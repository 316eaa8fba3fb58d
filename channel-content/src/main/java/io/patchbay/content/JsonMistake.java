package io.patchbay.content;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the first character at which a text stops being JSON, and says what people usually did
 * there. Gson's own place is behind that character for some mistakes and at it for others. Used
 * once, single-threaded.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonMistake {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$.+-]+");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
  private static final String QUOTES = "texts and names stand in double quotes";

  private static final String COMMA = "a comma stands before this, though nothing follows it";
  private static final String MISSING = "a value is missing before this";

  private enum Wanted {
    VALUE,
    FIRST_ELEMENT,
    NAME,
    FIRST_NAME,
    COLON,
    COMMA_OR_END,
    NOTHING
  }

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private Wanted wanted = Wanted.VALUE;
  private int at;

  private JsonMistake(String text) {
    this.text = text;
  }

  /**
   * What was found.
   *
   * @param line of the character, from 1
   * @param column of the character, from 1
   * @param reason in words that do not quote the text
   */
  record Found(int line, int column, String reason) {}

  /** The first mistake of a text; empty when there is none that this knows. */
  static Optional<Found> in(String text) {
    JsonMistake scan = new JsonMistake(text);
    String reason = scan.run();
    return reason.isEmpty() ? Optional.empty() : Optional.of(scan.found(reason));
  }

  private Found found(String reason) {
    String before = text.substring(0, at);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Found(line, at - before.lastIndexOf('\n'), reason);
  }

  private String run() {
    String reason = "";
    while (reason.isEmpty()) {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      if (at == text.length()) {
        return wanted == Wanted.NOTHING ? "" : "the text ends too early: " + missing();
      }
      reason = step(text.charAt(at));
    }
    return reason;
  }

  private String missing() {
    return open.isEmpty() ? "a value is missing" : "a '" + open.element() + "' is missing";
  }

  private String step(char c) {
    if (c == '/' || c == '#') {
      return "JSON has no comments";
    }
    if (c == '\'' || c == '`' || (c >= '\u2018' && c <= '\u201F')) {
      return "only plain double quotes (\") may stand around texts and names";
    }
    boolean closes = c == '}' || c == ']';
    return switch (wanted) {
      case NOTHING -> "there is more text after the end";
      case COLON -> c == ':' ? next(Wanted.VALUE) : "a colon is missing before this";
      case COMMA_OR_END -> commaOrEnd(c, closes);
      case FIRST_NAME -> closes ? close(c) : name(c);
      case NAME -> closes ? COMMA : name(c);
      case FIRST_ELEMENT -> closes ? close(c) : value(c);
      case VALUE -> closes ? isInArray() ? COMMA : MISSING : value(c);
    };
  }

  private boolean isInArray() {
    return !open.isEmpty() && open.element() == ']';
  }

  private String next(Wanted following) {
    at++;
    wanted = following;
    return "";
  }

  private String commaOrEnd(char c, boolean closes) {
    if (closes) {
      return close(c);
    }
    return c == ','
        ? next(isInArray() ? Wanted.VALUE : Wanted.NAME)
        : "a comma is missing before this";
  }

  private String close(char c) {
    if (open.element() != c) {
      return "a '" + open.element() + "' is wanted before this";
    }
    open.pop();
    return next(open.isEmpty() ? Wanted.NOTHING : Wanted.COMMA_OR_END);
  }

  private String name(char c) {
    return c == '"' ? string(Wanted.COLON) : c == ',' ? "a comma too many" : QUOTES;
  }

  private String value(char c) {
    Wanted after = open.isEmpty() ? Wanted.NOTHING : Wanted.COMMA_OR_END;
    if (c == '{' || c == '[') {
      open.push(c == '{' ? '}' : ']');
      return next(c == '{' ? Wanted.FIRST_NAME : Wanted.FIRST_ELEMENT);
    }
    if (c == '"') {
      return string(after);
    }
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (!word.lookingAt()) {
      return MISSING;
    }
    String found = word.group();
    if (found.equals("true") || found.equals("false") || found.equals("null")) {
      at = word.end() - 1;
      return next(after);
    }
    if (!NUMBER.matcher(found).matches()) {
      return "-0123456789".indexOf(c) >= 0 && found.matches("[-+.eE0-9]+")
          ? "this is not how a number is written"
          : QUOTES;
    }
    at = word.end() - 1;
    return next(after);
  }

  private String string(Wanted after) {
    int start = at;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        at = start;
        return "this text has no closing double quote on its line";
      }
      if (c < ' ') {
        return "a control character in a text is written as \\t or \\u0000";
      }
      if (c != '\\') {
        at++;
        continue;
      }
      Matcher escape = ESCAPE.matcher(text).region(at, text.length());
      if (!escape.lookingAt()) {
        return "a backslash in a text is written twice";
      }
      at = escape.end();
    }
    if (at == text.length()) {
      at = start;
      return "this text has no closing double quote";
    }
    return next(after);
  }
}
