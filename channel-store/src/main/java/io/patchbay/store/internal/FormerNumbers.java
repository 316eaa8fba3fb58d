package io.patchbay.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How countries have renumbered their phones: which digits a former number had where the current
 * one has others. Providers, address books and WhatsApp ids keep former numbers for years.
 *
 * <p>A row is here only where every former number leads to one current number, and where a former
 * number is nobody else's current number. Rows whose former numbers are also landlines today, such
 * as Brazilian numbers from 2 to 5 after the area code, are left out for that reason. Two groups of
 * former numbers still pass as valid in libphonenumber although nobody else has them: Brazil's from
 * 7 on (radio numbers, switched off on 31 March 2018: <a
 * href="https://telesintese.com.br/nextel-desliga-servico-de-radio-em-marco">Telesíntese</a>) and
 * Gabon's, which it describes as the old form of the current ones.
 *
 * <p>Immutable and thread-safe.
 */
final class FormerNumbers {
  /**
   * One change: {@code head + former + tail} became {@code head + current + tail}.
   *
   * @param code the country's calling code, with which head begins
   * @param keyed whether people databases have had the current spelling from their first version
   *     on, so that no former one is stored in them
   */
  private record Row(
      String code,
      boolean keyed,
      String former,
      String current,
      Pattern isFormer,
      Pattern isCurrent) {
    static Row of(String head, String former, String current, String tail) {
      return of(false, head, former, current, tail);
    }

    static Row keyed(String head, String former, String current, String tail) {
      return of(true, head, former, current, tail);
    }

    private static Row of(boolean keyed, String head, String former, String current, String tail) {
      return new Row(
          head.replaceFirst("[^0-9].*", ""),
          keyed,
          former,
          current,
          Pattern.compile("(" + head + ")" + former + "(" + tail + ")"),
          Pattern.compile("(" + head + ")" + current + "(" + tail + ")"));
    }

    @Nullable String current(String digits) {
      return changed(digits, isFormer, current);
    }

    @Nullable String former(String digits) {
      return changed(digits, isCurrent, former);
    }

    private @Nullable String changed(String digits, Pattern from, String to) {
      if (!digits.startsWith(code)) {
        return null;
      }
      Matcher matcher = from.matcher(digits);
      return matcher.matches() ? matcher.group(1) + to + matcher.group(2) : null;
    }
  }

  private static final List<Row> ROWS =
      List.of(
          // Mexico, 3 August 2019: mobile numbers lost the 1 that callers from abroad dialled.
          // IFT (DOF 11/05/2018), https://newsweekespanol.com/?p=114478
          Row.keyed("52", "1", "", "\\d{10}"),
          // Brazil, 2012 to 2016: mobile numbers got a ninth digit, area by area. Landlines begin
          // with 2 to 5. Anatel, https://www.zoko.io/learning-article/whatsapp-id-brazil-mexico
          Row.keyed("55\\d\\d", "", "9", "[6-9]\\d{7}"),
          // Argentina: mobile numbers have a 9 from abroad and a 15 after the area code at home;
          // the ten digits without them are one person's. Areas have two (11), three or four
          // digits. ENACOM, https://support.toku.co/hc/en-us/articles/28286847786649
          Row.keyed("54", "9", "", "\\d{10}"),
          Row.of("5411", "15", "", "\\d{8}"),
          Row.of("54[23]\\d{2}", "15", "", "\\d{7}"),
          Row.of("54[23]\\d{3}", "15", "", "\\d{6}"),
          // Côte d'Ivoire, 31 January 2021: two digits in front by operator, which the second digit
          // of a former mobile number names: 0 to 3 Moov, 4 to 6 MTN, 7 to 9 Orange. ARTCI,
          // https://www.journaldeconakry.com/cote-divoire-les-numeros-de-telephone-passent-de-8-a-10-chiffres-a-partir-du-31-janvier-2021/
          // and for the second digit https://github.com/dykoffi/ccu/blob/main/fonctions.js
          Row.of("225", "", "01", "[04-9][0-3]\\d{6}"),
          Row.of("225", "", "05", "[04-9][4-6]\\d{6}"),
          Row.of("225", "", "07", "[04-9][7-9]\\d{6}"),
          // Benin, 30 November 2024: 01 in front of all numbers but those of services (8).
          // ARCEP Bénin, https://www.itu.int/oth/T0202000017/en
          Row.of("229", "", "01", "[24569]\\d{7}"),
          // Viet Nam, 15 September 2018: mobile numbers of eleven digits became shorter. Ministry
          // of Information and Communications; the table is in
          // https://lawnet.vn/en/laws/what-is-the-current-list-of-prefixes-of-vietnamese-phone-numbers-of-mobile-network-operators-what-i-134777.html
          Row.of("84", "120", "70", "\\d{7}"),
          Row.of("84", "121", "79", "\\d{7}"),
          Row.of("84", "122", "77", "\\d{7}"),
          Row.of("84", "126", "76", "\\d{7}"),
          Row.of("84", "128", "78", "\\d{7}"),
          Row.of("84", "123", "83", "\\d{7}"),
          Row.of("84", "124", "84", "\\d{7}"),
          Row.of("84", "125", "85", "\\d{7}"),
          Row.of("84", "127", "81", "\\d{7}"),
          Row.of("84", "129", "82", "\\d{7}"),
          Row.of("84", "16", "3", "[2-9]\\d{7}"),
          Row.of("84", "186", "56", "\\d{7}"),
          Row.of("84", "188", "58", "\\d{7}"),
          Row.of("84", "199", "59", "\\d{7}"),
          // Gabon, November 2019: 01 became 11, 02, 05 and 06 became 62, 65 and 66, 04 and 07
          // became
          // 74 and 77; the 0 was also left out from abroad. ARCEP Gabon, http://www.arcep.ga, and
          // the comments in libphonenumber's metadata.
          Row.of("241", "0", "1", "1\\d{6}"),
          Row.of("241", "0", "6", "[256]\\d{6}"),
          Row.of("241", "", "6", "[256]\\d{6}"),
          Row.of("241", "0", "7", "[47]\\d{6}"),
          Row.of("241", "", "7", "[47]\\d{6}"),
          // Cameroon, 21 November 2014: a 6 in front of mobile numbers. ART, ITU operational
          // bulletin 1063, http://www.itu.int/dms_pub/itu-t/opb/sp/T-SP-OB.1063-2014-OAS-PDF-E.pdf
          Row.of("237", "", "6", "[5-79]\\d{7}"),
          // Colombia, 1 September 2021: 60 in front of landline numbers; 46 is left out because
          // libphonenumber still lists it. CRC, resolución 5826 de 2019,
          // https://radionacional.co/actualidad/como-marcar-de-celular-a-fijo-en-colombia
          Row.of("57", "", "60", "(?:[125-8][2-9]|4[2-57-9])\\d{6}"),
          // Mauritius, 1 September 2013: a 5 in front of mobile numbers; the ranges that landlines
          // share are left out. ICTA, https://www.icta.mu/telecom-numbering/
          Row.of("230", "", "5", "(?:[79]\\d|2[59])\\d{5}"),
          // Ecuador, 30 September 2012: a 9 in front of mobile numbers. Supertel,
          // https://www.vayaadventures.com/blog/phone-number-changes-in-ecuador-and-chile/
          Row.of("593", "", "9", "[89]\\d{7}"),
          // Egypt, 6 October 2011: a digit after the 1 of mobile numbers, by operator. What began
          // with 15 is left out: other mobile numbers begin with it today. NTRA,
          // http://www.tra.gov.eg/english/News_NewsDetails.asp?PID=39&ID=186
          Row.of("201", "", "0", "[069]\\d{7}"),
          Row.of("201", "", "1", "[14]\\d{7}"),
          Row.of("201", "", "2", "[278]\\d{7}"),
          // Timor-Leste, 1 January 2013: a 7 in front of mobile numbers; 70 is left out. ITU,
          // communication of 27.III.2013.
          Row.of("670", "", "7", "7[2-8]\\d{5}"));

  /** The rows by the first two digits: most countries have none, which one look tells. */
  private static final List<List<Row>> BY_START = byStart();

  private FormerNumbers() {}

  private static List<List<Row>> byStart() {
    List<List<Row>> all = new ArrayList<>();
    for (int start = 0; start < 100; start++) {
      String digits = Integer.toString(start);
      all.add(
          start < 10 ? List.of() : ROWS.stream().filter(r -> r.code().startsWith(digits)).toList());
    }
    return List.copyOf(all);
  }

  private static List<Row> of(String digits) {
    return BY_START.get((digits.charAt(0) - '0') * 10 + digits.charAt(1) - '0');
  }

  /** The number as it is written today; the same text when it has not changed. */
  static String current(String digits) {
    for (Row row : of(digits)) {
      String current = row.current(digits);
      if (current != null) {
        return current;
      }
    }
    return digits;
  }

  /** The former spellings of a current number under which older databases may hold it. */
  static List<String> stored(String current) {
    List<Row> rows = of(current);
    if (rows.isEmpty()) {
      return List.of();
    }
    List<String> former = new ArrayList<>();
    for (Row row : rows) {
      String one = row.keyed() ? null : row.former(current);
      if (one != null) {
        former.add(one);
      }
    }
    return former;
  }
}
