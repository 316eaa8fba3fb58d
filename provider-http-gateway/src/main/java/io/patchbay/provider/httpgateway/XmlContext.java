package io.patchbay.provider.httpgateway;

import io.patchbay.support.Escape;
import org.jspecify.annotations.Nullable;

/** Inside an XML text: values stand in elements, attributes' quotes and CDATA sections. */
final class XmlContext implements EscapeContext {
  private enum State {
    TEXT,
    TAG,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    COMMENT,
    CDATA,
    INSTRUCTION
  }

  private State state = State.TEXT;

  @Override
  public void pass(String written) {
    int at = 0;
    while (at < written.length()) {
      at = step(written, at);
    }
  }

  private int step(String text, int at) {
    char unit = text.charAt(at);
    switch (state) {
      case TEXT -> {
        return unit == '<' ? open(text, at) : at + 1;
      }
      case TAG -> state = inTag(unit);
      case SINGLE_QUOTED -> state = unit == '\'' ? State.TAG : state;
      case DOUBLE_QUOTED -> state = unit == '"' ? State.TAG : state;
      case COMMENT -> {
        return closed(text, at, "-->");
      }
      case CDATA -> {
        return closed(text, at, "]]>");
      }
      case INSTRUCTION -> {
        return closed(text, at, "?>");
      }
    }
    return at + 1;
  }

  private int open(String text, int at) {
    if (text.startsWith("<!--", at)) {
      state = State.COMMENT;
      return at + 4;
    }
    if (text.startsWith("<![CDATA[", at)) {
      state = State.CDATA;
      return at + 9;
    }
    state = text.startsWith("<?", at) ? State.INSTRUCTION : State.TAG;
    return at + 1;
  }

  private static State inTag(char unit) {
    return switch (unit) {
      case '>' -> State.TEXT;
      case '"' -> State.DOUBLE_QUOTED;
      case '\'' -> State.SINGLE_QUOTED;
      default -> State.TAG;
    };
  }

  private int closed(String text, int at, String end) {
    if (text.startsWith(end, at)) {
      state = State.TEXT;
      return at + end.length();
    }
    return at + 1;
  }

  @Override
  public @Nullable Escape escape(Placeholder placeholder) {
    return switch (state) {
      case TEXT, SINGLE_QUOTED, DOUBLE_QUOTED -> Escape.XML;
      case CDATA -> Escape.XML_CDATA;
      case TAG, COMMENT, INSTRUCTION -> null;
    };
  }

  @Override
  public String complaint() {
    return switch (state) {
      case COMMENT -> "stands in a comment, which nobody reads";
      case INSTRUCTION -> "stands in a processing instruction";
      default -> "stands in a tag outside of an attribute's quotes";
    };
  }
}
