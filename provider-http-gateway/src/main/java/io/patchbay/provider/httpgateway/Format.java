package io.patchbay.provider.httpgateway;

import java.util.Locale;

/** What an answer or a callback is written in. */
enum Format {
  /** JSON. */
  JSON,
  /** XML. */
  XML,
  /** Keys and values as in a form's body, or one pair a line. */
  FORM,
  /** Any text, read by regular expressions. */
  TEXT,
  /** The query of the address that is called. */
  QUERY;

  static Format of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }

  /**
   * Reads a text.
   *
   * @throws Unreadable when it is not of this format
   */
  Document read(String text) throws Unreadable {
    return switch (this) {
      case JSON -> JsonTree.parse(text);
      case XML -> XmlDocument.parse(text);
      case FORM, QUERY -> KeyedDocument.parse(text);
      case TEXT -> new TextDocument(text);
    };
  }
}
