package io.patchbay.provider.httpgateway;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plain text, read by regular expressions. Expressions that would try for ever are stopped: a text
 * is looked at only so many times, and one that is too long not at all.
 */
record TextDocument(String raw) implements Document {
  private static final int LONGEST = 8192;

  @Override
  public @Nullable String text(AnswerPath location) {
    Pattern expression = location.expression();
    // Of a text that is cut off an expression could find an end that is none.
    if (expression == null || raw.length() > LONGEST) {
      return null;
    }
    try {
      Matcher matcher = expression.matcher(new Patient(raw, new Patience()));
      return matcher.find() ? matcher.group(1) : null;
    } catch (OutOfPatience | StackOverflowError e) {
      // Such an expression finds nothing, as one that does not match.
      return null;
    }
  }

  @Override
  public List<Document> items(@Nullable AnswerPath location) {
    return List.of(this);
  }

  /** How often characters may still be looked at. */
  private static final class Patience {
    private int left = 1_000_000;
  }

  /** A text that counts how often it is looked at. */
  private record Patient(String text, Patience patience) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (--patience.left < 0) {
        throw new OutOfPatience();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The expression has looked too often. */
  private static final class OutOfPatience extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfPatience() {
      super("too many steps", null, false, false);
    }
  }
}
