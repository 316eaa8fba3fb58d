package io.patchbay.host.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns, as wide as their widest cell; the last column is wrapped at a hundred characters
 * a line. Not thread-safe.
 */
public final class Table {
  private static final int LINE_WIDTH = 100;
  private static final int NARROWEST = 40;

  private final List<List<String>> rows = new ArrayList<>();
  private final String indent;

  /** An empty table whose lines start with {@code indent}. */
  public Table(String indent) {
    this.indent = indent;
  }

  /** Adds a line; the last cell may be of any length, and counts for no width. */
  public Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
    return this;
  }

  /** The lines, each with a line end; numbers stand to the right. */
  public String render() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < row.size() - 1; column++) {
        String cell = row.get(column);
        String space = " ".repeat(Math.max(0, width(column) - length(cell)));
        boolean number = cell.matches("[0-9,]+");
        line.append(number ? space + cell : cell + space).append("  ");
      }
      String hanging = " ".repeat(line.length());
      for (String part : wrapped(row.get(row.size() - 1), LINE_WIDTH - line.length())) {
        text.append(line.append(part).toString().stripTrailing()).append('\n');
        line = new StringBuilder(hanging);
      }
    }
    return text.toString();
  }

  private static List<String> wrapped(String cell, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : cell.split(" ", -1)) {
      if (line.length() > 0 && length(line + " " + word) > Math.max(width, NARROWEST)) {
        lines.add(line.toString());
        line.setLength(0);
        // Aligns under the text of an advice, behind its arrow.
        line.append(cell.startsWith("-> ") ? "   " : "").append(word);
      } else {
        line.append(line.length() > 0 ? " " : "").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column + 1)
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
