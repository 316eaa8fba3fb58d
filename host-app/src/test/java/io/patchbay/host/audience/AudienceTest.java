package io.patchbay.host.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.host.audience.AudienceLine.Duplicate;
import io.patchbay.host.audience.AudienceLine.Faulty;
import io.patchbay.host.audience.AudienceLine.Person;
import io.patchbay.host.console.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
final class AudienceTest {
  private static final String MARK = "\uFEFF";

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("audience.csv"), content);
  }

  private Path file(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Audience.Source source(Path file) {
    return new Audience.Source(file, null, null);
  }

  private static List<AudienceLine> read(Audience.Source source, String text) {
    List<AudienceLine> lines = new ArrayList<>();
    MessageOptions options = MessageOptions.of(text, null, "en_US", List.of());
    try (Audience audience = Audience.open(source, options, "US")) {
      Optional<AudienceLine> line = audience.next();
      while (line.isPresent()) {
        lines.add(line.get());
        line = audience.next();
      }
    }
    return lines;
  }

  private List<AudienceLine> read(String content, String text) throws IOException {
    return read(source(file(content)), text);
  }

  private static List<String> texts(List<AudienceLine> lines) {
    return lines.stream()
        .map(Person.class::cast)
        .map(person -> ((Text) person.contents().get(0)).body())
        .toList();
  }

  private static String error(Runnable work) {
    try {
      work.run();
    } catch (UserError e) {
      return e.text();
    }
    throw new AssertionError("No error");
  }

  private String errorOf(String content) throws IOException {
    Path file = file(content);
    return error(() -> Audience.count(source(file))).replace(folder.toString(), "DIR");
  }

  @Nested
  final class Forms {
    @ParameterizedTest
    @CsvSource({"','", ";", "'\t'"})
    void theSeparatorIsFoundInTheHeader(String separator) throws IOException {
      String content = String.join(separator, "name", "phone") + "\nAda" + separator + "4155550132";

      assertThat(texts(read(content, "Hi {name}"))).containsExactly("Hi Ada");
    }

    @Test
    void separatorsInsideQuotedColumnNamesDoNotCount() throws IOException {
      String content = "\"name, first, last, all\";phone\nAda;4155550132\n";

      assertThat(texts(read(content, "Hi {name, first, last, all}"))).containsExactly("Hi Ada");
    }

    @Test
    void excelsOwnLineAboutTheSeparatorIsObeyedAndCounted() throws IOException {
      List<AudienceLine> lines = read("sep=|\nname|phone\nAda|4155550132\n", "Hi {name}");

      assertThat(texts(lines)).containsExactly("Hi Ada");
      assertThat(lines.get(0).line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkTellsTheEncoding(String charset) throws IOException {
      String content = MARK + "phone;name\r\n4155550132;Zoë 🚀\r\n2125550145;נועה\r\n";

      List<AudienceLine> lines =
          read(source(file(content.getBytes(Charset.forName(charset)))), "{name}");

      assertThat(texts(lines)).containsExactly("Zoë 🚀", "נועה");
    }

    @Test
    void anEncodingCanBeNamed() throws IOException {
      Charset windows = Charset.forName("windows-1252");
      Path file = file("phone;name\n4155550132;Zoë\n".getBytes(windows));

      assertThat(texts(read(new Audience.Source(file, windows, null), "{name}")))
          .containsExactly("Zoë");
    }

    @Test
    void quotedLineBreaksCountAsLinesOfTheFile() throws IOException {
      List<AudienceLine> lines =
          read(
              "phone,name\r\n4155550132,\"Ada\r\n\"\"the first\"\"\"\r\n2125550145,Grace\r\n",
              "{name}");

      assertThat(texts(lines)).containsExactly("Ada\r\n\"the first\"", "Grace");
      assertThat(lines).extracting(AudienceLine::line).containsExactly(2L, 4L);
    }

    @Test
    void spacesAroundQuotesAreIgnored() throws IOException {
      assertThat(texts(read("phone, name\n4155550132, \"Ada, B\" \n", "{name}")))
          .containsExactly("Ada, B");
    }

    @Test
    void blankLinesAndLinesOfSeparatorsAreNobody() throws IOException {
      Path file = file("phone,name\n\n4155550132,Ada\n,\n  , \n\n");

      assertThat(read(source(file), "{name}")).hasSize(1);
      assertThat(Audience.count(source(file))).isEqualTo(1);
    }

    @Test
    void aLongFileIsReadWholeAcrossBuffers() throws IOException {
      StringBuilder content = new StringBuilder("phone,name\n");
      for (int i = 0; i < 5_000; i++) {
        content.append("+1415555").append(1000 + i).append(",\uD83D\uDE80 ").append(i).append('\n');
      }
      Path file = file(content.toString());

      List<AudienceLine> lines = read(source(file), "{name}");

      assertThat(Audience.count(source(file))).isEqualTo(5_000);
      assertThat(texts(lines).get(4_999)).isEqualTo("\uD83D\uDE80 4999");
      assertThat(lines.get(4_999).line()).isEqualTo(5_001);
    }
  }

  @Nested
  final class PhoneColumn {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "phone",
          "Phone Number",
          "MOBILE",
          "mobile-phone",
          "Tel.",
          "To",
          "WhatsApp",
          "celular",
          "Teléfono móvil",
          "Telefone",
          "Handynummer",
          "Numéro de téléphone",
          "Cellulare",
          "Telefoonnummer",
          "Numer telefonu",
          "Telefon Numarası",
          "No. HP",
          "Номер телефона",
          "رقم الجوال",
          "मोबाइल नंबर",
          "手机号码",
          "電話番号",
          "전화번호",
          "SMS Phone Number",
          "Phone 1 - Value"
        })
    void itsUsualNamesAreKnown(String name) throws IOException {
      assertThat(read("name," + name + "\nAda,4155550132\n", "{name}")).hasSize(1);
    }

    @Test
    void ofTheNumberedColumnsOfGoogleContactsTheFirstCounts() throws IOException {
      List<AudienceLine> lines =
          read(
              """
              First Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value
              Ada,Mobile,+14155550132 ::: +14155550133,Home,+14155550134
              """,
              "Hi");

      assertThat(((Person) lines.get(0)).to()).isEqualTo(new PhoneNumber("14155550132"));
    }

    @Test
    void itCanBeNamed() throws IOException {
      Path file = file("phone,Reachable under\n0,4155550132\n");

      assertThat(read(new Audience.Source(file, null, "reachable UNDER"), "Hi"))
          .hasSize(1)
          .first()
          .isInstanceOf(Person.class);
    }

    @Test
    void aMissingOneNamesTheColumnsThatThereAre() throws IOException {
      assertThat(errorOf("name,city\nAda,London\n"))
          .isEqualTo(
              "The audience has no column that is called phone, number, mobile, to or the like; its"
                  + " columns are: name, city. Name the one with the phone numbers with"
                  + " --to-column.");
    }

    @Test
    void aMisspeltOneIsSuggested() throws IOException {
      assertThat(errorOf("name,phnoe\nAda,4155550132\n"))
          .isEqualTo(
              "The audience has no column that is called phone, number, mobile, to or the like (did"
                  + " you mean 'phnoe'? then use --to-column \"phnoe\"); its columns are: name,"
                  + " phnoe. Name the one with the phone numbers with --to-column.");
    }

    @Test
    void ofSeveralOneMustBeChosen() throws IOException {
      assertThat(errorOf("phone,mobile\n1,2\n"))
          .isEqualTo(
              "The audience has several columns that may hold the phone number: phone, mobile."
                  + " Choose one with --to-column.");
    }

    @Test
    void aMisspeltOptionIsAnswered() throws IOException {
      Path file = file("phone,name\n4155550132,Ada\n");

      assertThat(error(() -> Audience.count(new Audience.Source(file, null, "phnoe"))))
          .isEqualTo(
              "The audience has no column 'phnoe', which --to-column names; did you mean 'phone'?");
    }
  }

  @Nested
  final class Lines {
    @Test
    void numbersAreReadAsPeopleWriteThem() throws IOException {
      List<AudienceLine> lines =
          read(
              "phone\n"
                  + "(415) 555-0132\n"
                  + "+49 30 23125-104\n"
                  + "0046 70 174 06 05\n"
                  + "\u0662\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0664\u0665\n"
                  + "'+61 491 570 156\n"
                  + "\"=\"\"+14155550133\"\"\"\n",
              "Hi");

      assertThat(lines)
          .extracting(line -> ((Person) line).to().value())
          .containsExactly(
              "14155550132",
              "493023125104",
              "46701740605",
              "12125550145",
              "61491570156",
              "14155550133");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1.41556E+10",
          "\"1,41556E+10\"",
          "1.4e10",
          "14155550132.0",
          "\"14155550132,00\""
        })
    void whatASpreadsheetMakesOfNumbersIsRefused(String number) throws IOException {
      assertThat(read("phone\n" + number + "\n", "Hi"))
          .containsExactly(
              new Faulty(
                  2,
                  "the spreadsheet has turned the phone number into a number and lost digits or"
                      + " added some; format the column as text, enter the number again and export"
                      + " it anew"));
    }

    @Test
    void badLinesAreReportedByNumberAndDoNotStopTheRest() throws IOException {
      List<AudienceLine> lines =
          read(
              "phone,name\n555-01,A\n,B\nnobody,C\n4155550132,\n4155550132,D,E\n4155550132,F\n",
              "{name}");

      assertThat(lines)
          .containsExactly(
              new Faulty(
                  2,
                  "The phone number *** is not a valid number in region US; Check the number; write"
                      + " it with '+' and the country code to leave no doubt."),
              new Faulty(3, "there is no phone number"),
              new Faulty(4, "The phone number *** contains letters; Write the number in digits."),
              new Faulty(5, "nothing is written under name"),
              new Faulty(
                  6,
                  "it has 3 values for 2 columns; put a value that holds the separator in quotation"
                      + " marks"),
              lines.get(5));
      assertThat(texts(lines.subList(5, 6))).containsExactly("F");
    }

    @Test
    void textBehindAClosingQuoteSpoilsItsLineOnly() throws IOException {
      List<AudienceLine> lines =
          read(
              """
              phone,name
              4155550132,Ada
              +14155551234,"a"x,b
              2125550145,Grace
              2125550146,"Bo
              2125550147,"Cy"
              2125550148,Di
              """,
              "{name}");

      assertThat(lines)
          .containsExactly(
              lines.get(0),
              new Faulty(
                  3,
                  "text follows the closing quotation mark of a value; put the whole value in"
                      + " quotation marks and write a mark within it twice"),
              lines.get(2),
              new Faulty(
                  5,
                  "a quotation mark that is opened here is closed on line 6 only, and text follows"
                      + " it; none of these lines is used; put the whole value in quotation marks"
                      + " and write a mark within it twice"),
              lines.get(4));
      assertThat(texts(List.of(lines.get(0), lines.get(2), lines.get(4))))
          .containsExactly("Ada", "Grace", "Di");
      assertThat(Audience.count(source(folder.resolve("audience.csv")))).isEqualTo(5);
    }

    @Test
    void theLineOfAFaultIsThatOfTheFileBehindTheLineAboutTheSeparatorToo() throws IOException {
      List<AudienceLine> lines = read("sep=|\nname|phone\n\"a\"x|4155550132\n", "Hi");

      assertThat(lines).extracting(AudienceLine::line).containsExactly(3L);
      assertThat(lines.get(0)).isInstanceOf(Faulty.class);
    }

    @Test
    void aNulInACellSpoilsItsLineOnly() throws IOException {
      List<AudienceLine> lines = read("phone,name\n4155550132,A\0da\n2125550145,Grace\n", "Hi");

      assertThat(lines)
          .containsExactly(
              new Faulty(2, "a value holds the character NUL, which belongs to no text; remove it"),
              lines.get(1));
      assertThat(lines.get(1)).isInstanceOf(Person.class);
    }

    @Test
    void twoNumbersInOneCellAreNamedAsSuch() throws IOException {
      assertThat(read("phone;name\n\"+14155550132, +14155550133\";Ada\n", "Hi"))
          .singleElement()
          .isInstanceOfSatisfying(
              Faulty.class,
              line ->
                  assertThat(line.reason())
                      .isEqualTo(
                          "The phone number +14*********************33 is two numbers or more;"
                              + " Write one number, and a line for each."));
    }

    @Test
    void theAddressesOfEventsAreUsedAsTheyAre() throws IOException {
      assertThat(
              read(
                  """
                  to
                  5215512345678
                  551187654321
                  US.13491208655302741918
                  short:39041
                  group:abc
                  """,
                  "Hi"))
          .extracting(line -> ((Person) line).to())
          .containsExactly(
              new PhoneNumber("5215512345678"),
              new PhoneNumber("551187654321"),
              new UserId("US.13491208655302741918"),
              new ShortCode("39041"),
              new GroupId("abc"));
    }

    @Test
    void aShortCodeMustBeCalledOne() throws IOException {
      assertThat(read("to\n39041\n", "Hi"))
          .singleElement()
          .isInstanceOfSatisfying(
              Faulty.class, line -> assertThat(line.reason()).contains("write short: before it"));
    }

    @Test
    void aFormerSpellingOfANumberIsADuplicate() throws IOException {
      assertThat(read("to\n+525512345678\n5215512345678\nuser:a\nuser:a\n", "Hi"))
          .contains(new Duplicate(3, 2), new Duplicate(5, 4));
    }

    @Test
    void anotherSpellingOfANumberIsADuplicate() throws IOException {
      List<AudienceLine> lines =
          read("phone\n+1 415 555 0132\n2125550145\n(415) 555-0132\n0014155550132\n", "Hi");

      assertThat(lines.subList(2, 4)).containsExactly(new Duplicate(4, 2), new Duplicate(5, 2));
    }

    @Test
    void aLineThatCannotBeUsedDoesNotMakeTheNextOneADuplicate() throws IOException {
      List<AudienceLine> lines = read("phone,name\n4155550132,\n4155550132,Ada\n", "{name}");

      assertThat(lines.get(1)).isInstanceOf(Person.class);
    }
  }

  @Nested
  final class WrongFiles {
    @ParameterizedTest
    @ValueSource(strings = {"", MARK})
    void anEmptyOne(String content) throws IOException {
      assertThat(errorOf(content))
          .isEqualTo(
              "The audience DIR/audience.csv is empty; its first line must name the columns, for"
                  + " example: phone,name");
    }

    @Test
    void oneWithAHeaderOnly() throws IOException {
      assertThat(errorOf("phone,name\n,\n"))
          .isEqualTo(
              "The audience DIR/audience.csv names its columns and nobody: there is no line after"
                  + " the first.");
    }

    @Test
    void aDirectory() {
      assertThat(error(() -> Audience.count(source(folder))).replace(folder.toString(), "DIR"))
          .isEqualTo("The audience DIR is a directory; name a CSV file in it.");
    }

    @Test
    void aMissingOne() {
      Path file = folder.resolve("none.csv");

      assertThat(error(() -> Audience.count(source(file))).replace(folder.toString(), "DIR"))
          .isEqualTo("The audience DIR/none.csv does not exist.");
    }

    @Test
    void oneInAnotherEncodingIsRefusedWithItsPlace() throws IOException {
      Path file = file("phone;name\n4155550132;Zo\u00EB\n".getBytes(StandardCharsets.ISO_8859_1));

      assertThat(error(() -> Audience.count(source(file))).replace(folder.toString(), "DIR"))
          .isEqualTo(
              "The audience DIR/audience.csv, line 2, byte 25: this is not UTF-8 text; save the"
                  + " file as 'CSV UTF-8' in the spreadsheet, or name its encoding, for example"
                  + " --encoding windows-1252.");
    }

    @Test
    void oneThatBreaksOffInsideACharacter() throws IOException {
      Path file = file(new byte[] {'p', 'h', 'o', 'n', 'e', '\n', '1', (byte) 0xF0, (byte) 0x9F});

      assertThat(error(() -> Audience.count(source(file)))).contains("line 2, byte 8:");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "phone\n4155550132\n",
          "phone;name\n4155550132;Zoë 😀\n",
          "phone,שם\n4155550132,נועה בת אברהם אבינו\n2125550145,משה רבנו\n",
          "to,姓名\n4155550132,孫悟空齊天大聖\n",
        })
    void utf16WithoutAMarkIsRecognised(String content) throws IOException {
      for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        Path file = file(content.getBytes(charset));

        for (Charset named : Arrays.asList(null, Charset.forName("windows-1252"))) {
          assertThat(error(() -> Audience.count(new Audience.Source(file, named, null))))
              .endsWith(
                  "audience.csv looks like UTF-16 without a byte order mark; name it with"
                      + " --encoding "
                      + charset
                      + ".");
        }
        assertThat(read(new Audience.Source(file, charset, null), "Hi"))
            .first()
            .isInstanceOf(Person.class);
      }
    }

    @Test
    void aNulOrTwoAreNoUtf16() throws IOException {
      Path file = file("phone,name\n4155550132,\0\0\n2125550145,Grace\n");

      assertThat(Audience.count(source(file))).isEqualTo(2);
    }

    @Test
    void aWorkbook() throws IOException {
      for (String start : List.of("PK\u0003\u0004", "\u00D0\u00CF\u0011\u00E0")) {
        Path file = file((start + "\u0014\0and so on\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(error(() -> Audience.count(source(file))).replace(folder.toString(), "DIR"))
            .isEqualTo(
                "The audience DIR/audience.csv is a workbook, not a CSV file; open it in the"
                    + " spreadsheet and save it as 'CSV UTF-8'.");
      }
    }

    @Test
    void aDevice() {
      Path device = Path.of("/dev/null");
      assumeTrue(Files.exists(device), "The machine has no such device");

      assertThat(error(() -> Audience.count(source(device))))
          .isEqualTo(
              "The audience /dev/null is a pipe or a device. It is read twice, once to check it"
                  + " before the first message goes out; save it in a file and name that.");
    }

    @Test
    void oneWithoutAHeaderShowsNoNumber() throws IOException {
      assertThat(errorOf("+14155551234,Ada\n+14155551235,Grace\n"))
          .isEqualTo(
              "The audience has no column that is called phone, number, mobile, to or the like; its"
                  + " columns are: +14*******34, Ada; the first line must name the columns, for"
                  + " example: phone,name, and this one seems to hold somebody's values.");
      Path file = folder.resolve("audience.csv");
      assertThat(error(() -> Audience.count(new Audience.Source(file, null, "tel"))))
          .isEqualTo(
              "The audience has no column 'tel', which --to-column names; there is: +14*******34,"
                  + " Ada; the first line must name the columns, for example: phone,name, and this"
                  + " one seems to hold somebody's values.");
    }

    @Test
    void oneWithAFaultyHeader() throws IOException {
      assertThat(errorOf("phone,\"name\"s\n4155550132,Ada\n"))
          .isEqualTo(
              "The audience DIR/audience.csv cannot be used, its first line is faulty: text follows"
                  + " the closing quotation mark of a value; put the whole value in quotation marks"
                  + " and write a mark within it twice");
    }

    @Test
    void aQuoteThatIsNeverClosedNamesItsLine() throws IOException {
      assertThat(errorOf("phone,name\n4155550132,\"Ada\n2125550145,Grace\n"))
          .isEqualTo(
              "The audience DIR/audience.csv cannot be read: Unclosed quoted field at end of input"
                  + " (record starting at line 2). Look for a quotation mark there that is opened"
                  + " and never closed.");
    }

    @Test
    void aQuoteThatSwallowsALongFileDoesNotFillTheMemory() throws IOException {
      assertThat(errorOf("phone,name\n4155550132,\"Ada\n" + "2125550145,Grace\n".repeat(10_000)))
          .contains("line 2")
          .contains("Look for a quotation mark");
    }

    @Test
    void anUnknownPlaceholderIsRefusedBeforeAnythingIsRead() throws IOException {
      Path file = file("phone,name\n4155550132,Ada\n");

      assertThatThrownBy(() -> read(source(file), "Hi {nmae}"))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "The audience has no column 'nmae', which --text names; did you mean 'name'?");
    }
  }

  @Test
  void noNumberIsShownInAFaultyLine() throws IOException {
    List<AudienceLine> lines = read("phone\n4155550132999999\n+4415\n", "Hi");

    assertThat(lines.toString()).doesNotContain("4155550132").doesNotContain("4415");
  }
}
