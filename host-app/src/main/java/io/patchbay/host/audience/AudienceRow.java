package io.patchbay.host.audience;

import java.util.List;

/**
 * One line of an audience.
 *
 * @param line where it begins in the file, counted from 1
 * @param fields its cells; a line that breaks off early has fewer than there are columns
 */
record AudienceRow(long line, List<String> fields) {
  AudienceRow {
    fields = List.copyOf(fields);
  }

  /** A cell; empty when the line breaks off before it. */
  String field(int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  /** Whether nothing is written in it: spreadsheets export such lines at the end. */
  boolean blank() {
    return fields.stream().allMatch(String::isBlank);
  }
}
