package io.patchbay.registry.internal.config;

import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells where the members of an object stand in a text that is known to be valid JSON, so that a
 * part can be changed without touching the rest. Used once, single-threaded.
 */
public final class JsonSpans {
  private final String text;
  private int at;

  private JsonSpans(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * Where a value stands.
   *
   * @param start of its first character
   * @param end behind its last
   */
  public record Span(int start, int end) {}

  /** The members of the object that starts at or after a position, by name. */
  public static Map<String, Span> members(String text, int position) {
    JsonSpans spans = new JsonSpans(text, position);
    Map<String, Span> members = new LinkedHashMap<>();
    spans.skipTo('{');
    spans.at++;
    while (spans.next() != '}') {
      if (spans.next() == ',') {
        spans.at++;
        spans.next();
      }
      int nameStart = spans.at;
      spans.skipString();
      String name = JsonParser.parseString(text.substring(nameStart, spans.at)).getAsString();
      spans.skipTo(':');
      spans.at++;
      spans.next();
      int start = spans.at;
      spans.skipValue();
      members.put(name, new Span(start, spans.at));
    }
    return members;
  }

  /** The next character that is not white space. */
  private char next() {
    while (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
      at++;
    }
    return text.charAt(at);
  }

  private void skipTo(char wanted) {
    while (text.charAt(at) != wanted) {
      at++;
    }
  }

  private void skipString() {
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipValue() {
    int depth = 0;
    do {
      char c = next();
      if (c == '"') {
        skipString();
      } else if (c == '{' || c == '[') {
        depth++;
        at++;
      } else if (c == '}' || c == ']') {
        depth--;
        at++;
      } else if (c == ',' || c == ':') {
        at++;
      } else {
        skipLiteral();
      }
    } while (depth > 0);
  }

  private void skipLiteral() {
    while (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
