package io.patchbay.host.audience;

import io.patchbay.channel.Address;
import io.patchbay.host.console.UserError;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The people of a CSV file, one line after the other: a file of any length is read in little
 * memory. Not thread-safe.
 */
public final class Audience implements AutoCloseable {
  private final AudienceTable table;
  private final int phoneColumn;
  private final ContentPattern contents;
  private final @Nullable String region;
  private final SeenNumbers seen = new SeenNumbers();

  private Audience(
      AudienceTable table, int phoneColumn, ContentPattern contents, @Nullable String region) {
    this.table = table;
    this.phoneColumn = phoneColumn;
    this.contents = contents;
    this.region = region;
  }

  /**
   * Where an audience is and how to read it.
   *
   * @param file the CSV file
   * @param encoding its encoding; null for UTF-8, or what its byte order mark says
   * @param toColumn the column with the phone numbers; null to find it by its name
   */
  public record Source(Path file, @Nullable Charset encoding, @Nullable String toColumn) {}

  /**
   * Reads a whole file once without using it, so that a file that breaks off in the middle is found
   * before the first message is sent.
   *
   * @return how many lines with content it has after the first
   * @throws UserError when it is not a table with a line for each person
   */
  public static long count(Source source) {
    try (AudienceTable table = AudienceTable.open(source.file(), source.encoding())) {
      table.columns().phone(source.toColumn());
      long rows = 0;
      while (table.next().isPresent()) {
        rows++;
      }
      if (rows == 0) {
        throw new UserError(
            "The audience "
                + source.file()
                + " names its columns and nobody: there is no line after the first.");
      }
      return rows;
    }
  }

  /**
   * Opens a file to write to its people.
   *
   * @param region whose national numbers may be meant; null for none
   * @throws UserError when its columns are not those that are needed
   */
  public static Audience open(Source source, MessageOptions message, @Nullable String region) {
    AudienceTable table = AudienceTable.open(source.file(), source.encoding());
    try {
      return new Audience(
          table,
          table.columns().phone(source.toColumn()),
          ContentPattern.of(message, table.columns()),
          region);
    } catch (UserError e) {
      table.close();
      throw e;
    }
  }

  /** The next line that is not blank; empty at the end. */
  public Optional<AudienceLine> next() {
    return table.next().map(this::line);
  }

  private AudienceLine line(AudienceRow row) {
    if (row.fault() != null) {
      return new AudienceLine.Faulty(row.line(), row.fault());
    }
    if (row.fields().stream().anyMatch(field -> field.indexOf('\0') >= 0)) {
      return new AudienceLine.Faulty(
          row.line(), "a value holds the character NUL, which belongs to no text; remove it");
    }
    int columns = table.columns().count();
    if (row.fields().stream().skip(columns).anyMatch(field -> !field.isBlank())) {
      return new AudienceLine.Faulty(
          row.line(),
          "it has "
              + row.fields().size()
              + " values for "
              + columns
              + " columns; put a value that holds the separator in quotation marks");
    }
    PhoneCell.Reading reading = PhoneCell.read(row.field(phoneColumn), region);
    Address to = reading.address();
    if (to == null) {
      return new AudienceLine.Faulty(row.line(), String.valueOf(reading.problem()));
    }
    List<String> missing = contents.missing(row);
    if (!missing.isEmpty()) {
      return new AudienceLine.Faulty(
          row.line(), "nothing is written under " + String.join(", ", missing));
    }
    int firstLine = seen.firstLine(to, row.line());
    return firstLine == 0
        ? new AudienceLine.Person(row.line(), to, contents.fill(row))
        : new AudienceLine.Duplicate(row.line(), firstLine);
  }

  @Override
  public void close() {
    table.close();
  }
}
