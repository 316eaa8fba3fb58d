package io.patchbay.host.audience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an audience.
 *
 * @param line where it begins in the file, counted from 1
 * @param fields its cells; a line that breaks off early has fewer than there are columns
 * @param fault why its cells cannot be told apart for certain; null as a rule
 */
record AudienceRow(long line, List<String> fields, @Nullable String fault) {
  AudienceRow {
    fields = List.copyOf(fields);
  }

  AudienceRow(long line, List<String> fields) {
    this(line, fields, null);
  }

  /** A cell; empty when the line breaks off before it. */
  String field(int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  /** Whether nothing is written in it: spreadsheets export such lines at the end. */
  boolean blank() {
    return fault == null && fields.stream().allMatch(String::isBlank);
  }
}
