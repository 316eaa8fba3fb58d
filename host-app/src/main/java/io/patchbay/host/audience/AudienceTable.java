package io.patchbay.host.audience;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.patchbay.host.console.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of an audience one after the other; never holds more than one. Not thread-safe.
 */
final class AudienceTable implements AutoCloseable {
  /** Far longer than any message: more is a quote that was opened and never closed. */
  private static final int LONGEST_FIELD = 65_536;

  private final Path file;
  private final QuoteCheck quotes;
  private final CloseableIterator<CsvRecord> records;
  private final int linesBefore;
  private final Columns columns;
  private long line = 1;

  private AudienceTable(
      Path file, HeaderLine header, QuoteCheck quotes, CloseableIterator<CsvRecord> records) {
    this.file = file;
    this.linesBefore = header.linesBefore();
    this.quotes = quotes;
    this.records = records;
    AudienceRow names =
        read()
            .orElseThrow(
                () ->
                    new UserError(
                        "The audience "
                            + file
                            + " is empty; its first line must name the columns, for example:"
                            + " phone,name"));
    if (names.fault() != null) {
      throw new UserError(
          "The audience " + file + " cannot be used, its first line is faulty: " + names.fault());
    }
    this.columns = new Columns(names.fields());
  }

  /**
   * Opens a file and reads the names of its columns.
   *
   * @throws UserError when it is no usable table
   */
  static AudienceTable open(Path file, @Nullable Charset encoding) {
    BufferedReader reader = AudienceText.open(file, encoding);
    try {
      HeaderLine header = HeaderLine.detect(reader);
      QuoteCheck quotes = new QuoteCheck(reader, header.separator(), header.linesBefore() + 1L);
      CloseableIterator<CsvRecord> records =
          CsvReader.builder()
              .fieldSeparator(header.separator())
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .trimWhitespacesAroundQuotes(true)
              .allowUnclosedQuote(false)
              .build(CsvRecordHandler.builder().maxFieldSize(LONGEST_FIELD).build(), quotes)
              .iterator();
      return new AudienceTable(file, header, quotes, records);
    } catch (IOException e) {
      throw new UserError("The audience " + file + " cannot be read: " + e.getMessage());
    }
  }

  Columns columns() {
    return columns;
  }

  /** The next row that is not blank; empty at the end. */
  Optional<AudienceRow> next() {
    Optional<AudienceRow> row = read();
    while (row.isPresent() && row.get().blank()) {
      row = read();
    }
    return row;
  }

  private Optional<AudienceRow> read() {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      CsvRecord found = records.next();
      line = found.getStartingLineNumber() + linesBefore;
      String fault = quotes.faultOf(line).map(QuoteCheck.Fault::reason).orElse(null);
      return Optional.of(new AudienceRow(line, found.getFields(), fault));
    } catch (CsvParseException e) {
      if (e.getCause() instanceof UserError cause) {
        throw cause;
      }
      throw new UserError(
          "The audience "
              + file
              + " cannot be read: "
              + e.getMessage()
              + ". Look for a quotation mark there that is opened and never closed.");
    } catch (UncheckedIOException e) {
      throw new UserError("The audience " + file + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
