package io.patchbay.host.audience;

import io.patchbay.host.console.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with <code>{column}</code> in it, or <code>{{column}}</code>, as templates elsewhere write
 * it. A backslash before a brace makes it a brace and nothing more. Immutable.
 */
final class TextPattern {
  /** A literal text, or a column's index. */
  private record Part(String text, int column) {
    static final int LITERAL = -1;
  }

  private static final Pattern TOKEN =
      Pattern.compile("\\\\(?<escaped>[{}])|\\{\\{(?<twice>[^{}]*)}}|\\{(?<once>[^{}]*)}|[{}]");

  private final List<Part> parts;
  private final Columns columns;

  private TextPattern(List<Part> parts, Columns columns) {
    this.parts = parts;
    this.columns = columns;
  }

  /**
   * Reads a pattern.
   *
   * @param option where the person wrote it, for messages
   * @throws UserError when it names a column that there is not, or has a single brace
   */
  static TextPattern parse(String pattern, Columns columns, String option) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(pattern);
    StringBuilder literal = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      literal.append(pattern.substring(end, matcher.start()));
      end = matcher.end();
      String escaped = matcher.group("escaped");
      if (escaped != null) {
        literal.append(escaped);
        continue;
      }
      String name = matcher.group("twice") != null ? matcher.group("twice") : matcher.group("once");
      if (name == null) {
        throw new UserError(
            option
                + " has a single '"
                + matcher.group()
                + "'; write {column} for a value from the audience, or \\"
                + matcher.group()
                + " for the brace itself.");
      }
      parts.add(new Part(literal.toString(), Part.LITERAL));
      literal.setLength(0);
      parts.add(new Part("", columns.index(name, option)));
    }
    parts.add(new Part(literal + pattern.substring(end), Part.LITERAL));
    return new TextPattern(List.copyOf(parts), columns);
  }

  /** A text in which braces mean nothing. */
  static TextPattern literal(String text) {
    return new TextPattern(List.of(new Part(text, Part.LITERAL)), new Columns(List.of()));
  }

  /** The columns that it needs and that are empty in a row. */
  List<String> missing(AudienceRow row) {
    return parts.stream()
        .filter(part -> part.column() != Part.LITERAL && row.field(part.column()).isBlank())
        .map(part -> columns.name(part.column()))
        .distinct()
        .toList();
  }

  /** The text for a row. */
  String fill(AudienceRow row) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.column() == Part.LITERAL ? part.text() : row.field(part.column()).strip());
    }
    return text.toString();
  }
}
