package io.patchbay.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written so that it stays one value in its context. */
public enum Escape {
  /** Between the quotes of a JSON string. */
  JSON_STRING {
    @Override
    public String apply(String value) {
      StringBuilder text = new StringBuilder(value.length() + 16);
      for (int i = 0; i < value.length(); i++) {
        char unit = value.charAt(i);
        switch (unit) {
          case '"' -> text.append("\\\"");
          case '\\' -> text.append("\\\\");
          case '\n' -> text.append("\\n");
          case '\r' -> text.append("\\r");
          case '\t' -> text.append("\\t");
          default -> {
            // The line separators are legal in JSON but not in old JavaScript, which some run.
            if (unit < ' ' || unit == '\u007f' || unit == '\u2028' || unit == '\u2029') {
              text.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) unit));
            } else {
              text.append(unit);
            }
          }
        }
      }
      return text.toString();
    }
  },
  /** A JSON number: digits that do not begin with a zero. */
  JSON_NUMBER {
    @Override
    public String apply(String value) throws UnrepresentableValue {
      if (!value.matches("0|[1-9][0-9]*")) {
        throw new UnrepresentableValue("it is not a number, and stands in the body without quotes");
      }
      return value;
    }
  },
  /** Text of an element, or within the quotes of an attribute. */
  XML {
    @Override
    public String apply(String value) throws UnrepresentableValue {
      StringBuilder text = new StringBuilder(value.length() + 16);
      for (int at = 0; at < value.length(); ) {
        int character = xmlCharacter(value, at);
        at += Character.charCount(character);
        switch (character) {
          case '&' -> text.append("&amp;");
          case '<' -> text.append("&lt;");
          case '>' -> text.append("&gt;");
          case '"' -> text.append("&quot;");
          case '\'' -> text.append("&apos;");
          // Written out they would be read as spaces in attributes, and CR as LF anywhere.
          case '\t', '\n', '\r' -> text.append("&#").append(character).append(';');
          default -> text.appendCodePoint(character);
        }
      }
      return text.toString();
    }
  },
  /** Within a CDATA section. */
  XML_CDATA {
    private static final String NEW_SECTION = "]]><![CDATA[";

    @Override
    public String apply(String value) throws UnrepresentableValue {
      for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
        xmlCharacter(value, at);
      }
      // Brackets beside the value may belong to the template: a section's end must not come of it.
      String before = value.startsWith("]") || value.startsWith(">") ? NEW_SECTION : "";
      String after = value.endsWith("]") ? NEW_SECTION : "";
      return before + value.replace("]]>", "]]" + NEW_SECTION + ">") + after;
    }
  },
  /** A form's value, or a part of an address: everything but letters, digits and {@code -._~}. */
  PERCENT {
    @Override
    public String apply(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8)
          .replace("+", "%20")
          .replace("*", "%2A")
          .replace("%7E", "~");
    }
  },
  /** A part of an address's path, where a dot alone would change the address. */
  PATH {
    @Override
    public String apply(String value) throws UnrepresentableValue {
      if (value.equals(".") || value.equals("..")) {
        throw new UnrepresentableValue("it would change the path of the address");
      }
      return PERCENT.apply(value);
    }
  },
  /** A header's value. */
  HEADER {
    @Override
    public String apply(String value) throws UnrepresentableValue {
      for (int i = 0; i < value.length(); i++) {
        char unit = value.charAt(i);
        if (unit < ' ' || unit > '~') {
          throw new UnrepresentableValue("a header cannot carry the character " + unicode(unit));
        }
      }
      return value;
    }
  };

  /**
   * The value as it is written in this context.
   *
   * @throws UnrepresentableValue when this context cannot carry it
   */
  public abstract String apply(String value) throws UnrepresentableValue;

  private static int xmlCharacter(String value, int at) throws UnrepresentableValue {
    int character = value.codePointAt(at);
    boolean carried =
        character == '\t'
            || character == '\n'
            || character == '\r'
            || (character >= 0x20 && character <= 0xD7FF)
            || (character >= 0xE000 && character <= 0xFFFD)
            || character >= 0x10000;
    if (!carried) {
      throw new UnrepresentableValue("XML cannot carry the character " + unicode(character));
    }
    return character;
  }

  private static String unicode(int character) {
    return String.format(Locale.ROOT, "U+%04X", character);
  }
}
