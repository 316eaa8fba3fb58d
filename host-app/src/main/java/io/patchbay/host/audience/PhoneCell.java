package io.patchbay.host.audience;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.SendError;
import io.patchbay.channel.ShortCode;
import io.patchbay.core.AddressReader;
import io.patchbay.core.PhoneNumberReader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the phone number in a cell, and notices what spreadsheets do to numbers. */
final class PhoneCell {
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+");
  private static final Pattern DECIMAL = Pattern.compile("\\+?\\d{7,}[.,]0+");

  /** Between the numbers of one label in the contacts that Google exports. */
  private static final String GOOGLE = " ::: ";

  private static final String ADVICE =
      "the spreadsheet has turned the phone number into a number and lost digits or added some;"
          + " format the column as text, enter the number again and export it anew";

  private PhoneCell() {}

  /**
   * An address, or why there is none: exactly one of the two.
   *
   * @param problem one sentence without the number itself
   */
  record Reading(@Nullable Address address, @Nullable String problem) {}

  static Reading read(String cell, @Nullable String region) {
    Reading first = readOne(cell, region);
    if (first.address() != null || !cell.contains(GOOGLE)) {
      return first;
    }
    for (String one : cell.split(GOOGLE, -1)) {
      Reading reading = readOne(one, region);
      if (reading.address() != null) {
        return reading;
      }
    }
    return first;
  }

  private static Reading readOne(String cell, @Nullable String region) {
    String text = PhoneNumberReader.unmarked(cell).strip();
    if (text.isEmpty()) {
      return new Reading(null, "there is no phone number");
    }
    if (SCIENTIFIC.matcher(text).matches() || DECIMAL.matcher(text).matches()) {
      return new Reading(null, ADVICE);
    }
    AddressReader.Reading reading = AddressReader.read(new PhoneText(text), region);
    SendError error = reading.error();
    if (reading.address() instanceof ShortCode && ShortCode.isOne(text)) {
      return new Reading(
          null, "the phone number is cut short; if it is a short code, write short: before it");
    }
    return new Reading(
        reading.address(), error == null ? null : error.message() + "; " + error.remedy());
  }
}
