package io.patchbay.host.audience;

import io.patchbay.channel.Masking;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an audience, by the names in its first line; case and outer space do not count.
 */
final class Columns {
  /**
   * What people and programs that export contacts call the column with the phone numbers. "Phone 1
   * - Value" is Google's, "SMS Phone Number" Mailchimp's; HubSpot, Outlook, Salesforce and Shopify
   * use the English words.
   */
  private static final Set<String> PHONE_NAMES =
      Stream.of(
              // English
              "phone, phone number, number, mobile, mobile phone, mobile number,"
                  + " mobile phone number, cell, cell phone, cell number, cell phone number,"
                  + " contact number, tel, telephone, telephone number, whatsapp, whatsapp number,"
                  + " sms, sms number, sms phone number, msisdn, recipient, to, phone value",
              // Spanish, Portuguese, Italian
              "celular, teléfono, móvil, teléfono móvil, teléfono celular,"
                  + " número de teléfono, número de celular, número de móvil",
              "telefone, telemóvel, telefone celular, número de telefone, número do celular",
              "telefono, cellulare, numero di telefono, numero di cellulare, telefono cellulare",
              // French, German, Dutch, Swedish, Danish, Norwegian
              "portable, téléphone portable, téléphone mobile, numéro de téléphone",
              "telefon, telefonnummer, handy, handynummer, mobil, mobiltelefon, mobilnummer,"
                  + " mobilfunknummer, rufnummer",
              "telefoon, telefoonnummer, mobiel, mobiele telefoon, gsm, gsm-nummer, mobilnummer",
              // Polish, Czech, Turkish, Indonesian, Vietnamese
              "komórka, numer telefonu, telefon komórkowy, telefonní číslo, mobilní telefon",
              "cep telefonu, telefon numarası, cep numarası, gsm no",
              "nomor hp, no hp, nomor telepon, telepon, ponsel, nomor wa, số điện thoại",
              // Russian, Ukrainian, Arabic, Hindi, Chinese, Japanese, Korean
              "телефон, номер телефона, мобильный телефон, мобильный, номер телефону",
              "الهاتف, رقم الهاتف, الجوال, رقم الجوال, جوال, मोबाइल, मोबाइल नंबर, फोन नंबर",
              "手机, 手机号, 手机号码, 电话, 电话号码, 電話番号, 携帯電話, 携帯番号, 전화번호, 휴대폰, 휴대전화")
          .flatMap(names -> Stream.of(names.split(", ")))
          .map(Columns::bare)
          .collect(Collectors.toUnmodifiableSet());

  private static final int LONGEST_SHOWN = 40;
  private static final int MOST_SHOWN = 30;

  private final List<String> names;

  Columns(List<String> header) {
    this.names = header.stream().map(String::strip).toList();
  }

  List<String> names() {
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  String name(int index) {
    return names.get(index);
  }

  int count() {
    return names.size();
  }

  /**
   * The index of a column.
   *
   * @throws UserError when there is none or more than one of that name
   */
  int index(String name, String usedBy) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name.strip())) {
        found.add(i);
      }
    }
    if (found.isEmpty()) {
      throw new UserError(
          "The audience has no column '"
              + name
              + "', which "
              + usedBy
              + " names; "
              + Wording.didYouMean(shown(), name)
              + advice(""));
    }
    if (found.size() > 1) {
      throw new UserError(
          "The audience has "
              + found.size()
              + " columns '"
              + name
              + "', and "
              + usedBy
              + " names it; rename all but one.");
    }
    return found.get(0);
  }

  /**
   * The index of the column with the phone numbers.
   *
   * @param chosen the column that the person named; null to find it by its name
   */
  int phone(@Nullable String chosen) {
    if (chosen != null) {
      return index(chosen, "--to-column");
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (PHONE_NAMES.contains(bare(names.get(i)))) {
        found.add(i);
      }
    }
    if (found.size() == 1 || isNumbered(found)) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw new UserError(
          "The audience has no column that is called phone, number, mobile, to or the like"
              + similar()
              + "; its columns are: "
              + String.join(", ", shown())
              + advice(". Name the one with the phone numbers with --to-column."));
    }
    throw new UserError(
        "The audience has several columns that may hold the phone number: "
            + String.join(", ", found.stream().map(names::get).toList())
            + ". Choose one with --to-column.");
  }

  /**
   * Whether the columns are one person's first number, second number and so on, such as Google's.
   */
  private boolean isNumbered(List<Integer> found) {
    return found.stream().map(names::get).map(Columns::bare).distinct().count() == 1
        && found.stream().map(names::get).distinct().count() == found.size()
        && found.stream()
            .map(names::get)
            .allMatch(name -> name.chars().anyMatch(Character::isDigit));
  }

  /** The names as they may be shown: where the first line names nothing they are people's data. */
  private List<String> shown() {
    return names().stream().map(Masking::numbersIn).map(Columns::cut).limit(MOST_SHOWN).toList();
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_SHOWN
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
  }

  private String advice(String otherwise) {
    return names().stream().anyMatch(Columns::holdsNumber)
        ? "; the first line must name the columns, for example: phone,name, and this one seems to"
            + " hold somebody's values."
        : otherwise;
  }

  private static boolean holdsNumber(String name) {
    return !Masking.numbersIn(name).equals(name) && name.chars().noneMatch(Character::isLetter);
  }

  private String similar() {
    for (String name : shown()) {
      if (Wording.closest(PHONE_NAMES, bare(name)).isPresent()) {
        return " (did you mean '" + name + "'? then use --to-column \"" + name + "\")";
      }
    }
    return "";
  }

  private static String bare(String name) {
    StringBuilder bare = new StringBuilder();
    Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
        .codePoints()
        .filter(Character::isLetter)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }
}
