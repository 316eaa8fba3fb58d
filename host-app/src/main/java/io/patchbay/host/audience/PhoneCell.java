package io.patchbay.host.audience;

import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.SendError;
import io.patchbay.registry.PhoneNumberReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the phone number in a cell, and notices what spreadsheets do to numbers. */
final class PhoneCell {
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+");
  private static final Pattern DECIMAL = Pattern.compile("\\+?\\d{7,}[.,]0+");

  /** Ways to tell a spreadsheet that a cell is text: {@code ="+1415…"} and {@code '+1415…}. */
  private static final Pattern MARKED_AS_TEXT = Pattern.compile("=\"(.*)\"|'(.*)");

  private static final String ADVICE =
      "the spreadsheet has turned the phone number into a number and lost digits or added some;"
          + " format the column as text, enter the number again and export it anew";

  private PhoneCell() {}

  /**
   * A number, or why there is none: exactly one of the two.
   *
   * @param problem one sentence without the number itself
   */
  record Reading(@Nullable PhoneNumber number, @Nullable String problem) {}

  static Reading read(String cell, @Nullable String region) {
    String text = unmarked(cell.strip());
    if (text.isEmpty()) {
      return new Reading(null, "there is no phone number");
    }
    if (SCIENTIFIC.matcher(text).matches() || DECIMAL.matcher(text).matches()) {
      return new Reading(null, ADVICE);
    }
    PhoneNumberReader.Reading reading = PhoneNumberReader.read(new PhoneText(text), region);
    SendError error = reading.error();
    return new Reading(
        reading.number(), error == null ? null : error.message() + "; " + error.remedy());
  }

  private static String unmarked(String text) {
    Matcher marked = MARKED_AS_TEXT.matcher(text);
    if (!marked.matches()) {
      return text;
    }
    String formula = marked.group(1);
    return (formula == null ? marked.group(2) : formula).strip();
  }
}
