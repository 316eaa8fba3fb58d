package io.patchbay.host.audience;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuoteCheckTest {
  private record Outcome(List<List<String>> rows, List<QuoteCheck.Fault> faults, String error) {}

  private static Outcome parse(String text, boolean checked) throws IOException {
    QuoteCheck check = new QuoteCheck(new StringReader(text), ',', 1);
    List<List<String>> rows = new ArrayList<>();
    List<QuoteCheck.Fault> faults = new ArrayList<>();
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .trimWhitespacesAroundQuotes(true)
            .allowUnclosedQuote(false);
    try (CloseableIterator<CsvRecord> records =
        builder.ofCsvRecord(checked ? check : new StringReader(text)).iterator()) {
      while (records.hasNext()) {
        CsvRecord found = records.next();
        rows.add(found.getFields());
        check.faultOf(found.getStartingLineNumber()).ifPresent(faults::add);
      }
    } catch (CsvParseException e) {
      return new Outcome(rows, faults, String.valueOf(e.getMessage()));
    }
    // What is left was noted for a record that the parser does not know.
    assertThat(check.pending()).as(text).isZero();
    return new Outcome(rows, faults, "");
  }

  @Test
  void theParserAgreesAboutWhatIsWellFormedAndNeverGivesUpButForAnOpenQuote() throws IOException {
    Random random = new Random(20_261_122);
    String letters = "ab\"\"\",,\r\n\n \t\u0001";
    int faulty = 0;
    for (int round = 0; round < 60_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(24);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Outcome strict = parse(text.toString(), false);
      Outcome checked = parse(text.toString(), true);

      if (checked.error().isEmpty() && checked.faults().isEmpty()) {
        assertThat(checked).as(text.toString()).isEqualTo(strict);
      } else if (checked.error().isEmpty()) {
        faulty++;
        assertThat(strict.error()).as(text.toString()).isNotEmpty();
      } else {
        assertThat(checked.error()).as(text.toString()).startsWith("Unclosed quoted field");
        assertThat(strict.error()).as(text.toString()).isNotEmpty();
      }
    }
    assertThat(faulty).isGreaterThan(5_000);
  }

  @Test
  void aFaultNamesItsRecordAndWhereTheTextStands() throws IOException {
    Outcome outcome = parse("a,b\r\n1,\"x\r\ny\"z\n2,\"x\"y\n3,x\n", true);

    assertThat(outcome.rows()).hasSize(4);
    assertThat(outcome.faults())
        .containsExactly(new QuoteCheck.Fault(2, 3), new QuoteCheck.Fault(4, 4));
    assertThat(outcome.faults().get(0).reason())
        .isEqualTo(
            "a quotation mark that is opened here is closed on line 3 only, and text follows it;"
                + " none of these lines is used; put the whole value in quotation marks and write a"
                + " mark within it twice");
  }
}
