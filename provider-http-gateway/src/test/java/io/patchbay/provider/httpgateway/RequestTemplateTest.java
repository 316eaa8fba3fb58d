package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.support.UnrepresentableValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value can get out of the place where a template stands it. */
@Tag("locale")
class RequestTemplateTest {
  private static final List<String> HOSTILE =
      List.of(
          "\",\"to\":\"19005550199",
          "\\",
          "\\\"",
          "</sms><sms to=\"1\">",
          "]]>",
          "]",
          "]]",
          ">",
          "a]]>b]]>",
          "&amp;&#0;<!--",
          "a&to=19005550199&x=",
          "a=b#c?d/e%00%",
          "1 + 1 = 2*~",
          "line\r\nbreak\ttab",
          "{to}{text}",
          "ünïcode 😀 \u2028",
          "' onerror='");

  private final List<String> problems = new ArrayList<>();

  private static Values text(String text) {
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.put(Placeholder.TEXT, text);
    values.put(Placeholder.TO, "14155550132");
    values.put(Placeholder.SEGMENTS, "1");
    return new Values(values);
  }

  private RequestTemplate parse(String text, EscapeContext place) {
    return RequestTemplate.parse(text, place, problems::add);
  }

  private static String at(Format format, String body, String place) throws Unreadable {
    AnswerPath location = AnswerPath.parse(format, place, AssertionError::new);
    return Objects.requireNonNull(format.read(body).text(location), place);
  }

  /** Every hostile text, and many that are put together of their pieces. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>(HOSTILE);
    Random random = new Random(20260301);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        String piece = HOSTILE.get(random.nextInt(HOSTILE.size()));
        text.append(
            piece,
            0,
            piece.offsetByCodePoints(
                0, 1 + random.nextInt(piece.codePointCount(0, piece.length()))));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void stringsOfJsonHoldAnyText() throws Exception {
    RequestTemplate template =
        parse("{\"a\":{},\"t\":\"x{text}y\",\"n\":{to}}", new JsonContext(true));
    for (String text : texts()) {
      String body = template.fill(text(text));
      assertThat(at(Format.JSON, body, "t")).isEqualTo("x" + text + "y");
      assertThat(at(Format.JSON, body, "n")).isEqualTo("14155550132");
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void elementsAttributesAndCdataOfXmlHoldAnyText() throws Exception {
    RequestTemplate template =
        parse(
            "<m a=\"{text}\" b='{text}'><!-- a > --><e>{text}</e><c><![CDATA[]{text}]>]]></c></m>",
            new XmlContext());
    for (String text : texts()) {
      String body = template.fill(text(text));
      assertThat(at(Format.XML, body, "m.@a")).isEqualTo(text);
      assertThat(at(Format.XML, body, "m.@b")).isEqualTo(text);
      assertThat(at(Format.XML, body, "m.e")).isEqualTo(text);
      // A parser reads CR LF in CDATA as LF; nothing can be written there instead.
      assertThat(at(Format.XML, body, "m.c"))
          .isEqualTo("]" + text.replace("\r\n", "\n").replace("\r", "\n") + "]>");
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void formsHoldAnyText() throws Exception {
    RequestTemplate template = parse("a=1&t={text}&to={to}", EscapeContext.percent());
    for (String text : texts()) {
      String body = template.fill(text(text));
      assertThat(at(Format.FORM, body, "t")).isEqualTo(text);
      assertThat(at(Format.FORM, body, "to")).isEqualTo("14155550132");
    }
  }

  @Test
  void addressesHoldAnyText() throws Exception {
    RequestTemplate template =
        parse("https://sms.example.com/a/{text}/b?t={text}&to={to}", new UrlContext());
    for (String text : texts()) {
      HttpUrl url = HttpUrl.get(template.fill(text(text)));
      assertThat(url.host()).isEqualTo("sms.example.com");
      assertThat(url.pathSegments()).containsExactly("a", text, "b");
      assertThat(url.queryParameterValues("t")).containsExactly(text);
      assertThat(url.queryParameterValues("to")).containsExactly("14155550132");
      assertThat(url.fragment()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void aPathIsNotLeft(String dots) {
    RequestTemplate template = parse("https://sms.example.com/a/{text}/b", new UrlContext());
    assertThatThrownBy(() -> template.fill(text(dots)))
        .isInstanceOf(UnrepresentableValue.class)
        .hasMessage("{text}: it would change the path of the address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Injected: 1", "ü", "\u0000"})
  void headersTakeNoLineBreaksAndNothingButAscii(String value) {
    RequestTemplate template = parse("{text}", EscapeContext.header());
    assertThatThrownBy(() -> template.fill(text(value)))
        .isInstanceOf(UnrepresentableValue.class)
        .hasMessageContaining("a header cannot carry the character U+");
  }

  @Test
  void xmlRefusesWhatItHasNoWayToWrite() {
    for (String place : List.of("<a>{text}</a>", "<a><![CDATA[{text}]]></a>")) {
      assertThatThrownBy(() -> parse(place, new XmlContext()).fill(text("bell\u0007")))
          .isInstanceOf(UnrepresentableValue.class)
          .hasMessage("{text}: XML cannot carry the character U+0007");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<{text}>a</a> | stands in a tag outside of an attribute's quotes",
        "<a {text}=\"1\"/> | stands in a tag outside of an attribute's quotes",
        "<!-- {text} --><a/> | stands in a comment, which nobody reads",
        "<?x {text}?><a/> | stands in a processing instruction"
      })
  void xmlHasPlacesForNoValue(String template, String complaint) {
    parse(template, new XmlContext());
    assertThat(problems).containsExactly("cannot be filled: {text} " + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":{text}}", "{text}", "{\"{text}\":\"a\\{text}\"}"})
  void jsonHasPlacesForNoValue(String template) {
    parse(template, new JsonContext(true));
    assertThat(problems).hasSize(1);
  }

  @Test
  void aNumberOfJsonNeedsPlainDigits() {
    parse("{\"n\":{to}}", new JsonContext(false));
    assertThat(problems).hasSize(1).first().asString().contains("{to}", "between quotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://{to}/", "https://sms.example.com{to}/", "{text}", "https://a.{to}.b/c"})
  void aValueNeverChoosesTheHost(String url) {
    parse(url, new UrlContext());
    assertThat(problems)
        .hasSize(1)
        .first()
        .asString()
        .endsWith("stands before the path, where it would choose the host");
  }

  @Test
  void unknownPlaceholdersAreNamedWithTheKnownOnes() {
    parse("{\"to\":\"{recipient}\",\"x\":\"{To}\"}", new JsonContext(true));
    assertThat(problems)
        .containsExactly(
            "has the unknown placeholder {recipient}; known: {to}, {text}, {reference}, {from},"
                + " {encoding}, {segments}, {account}, {username}, {password}, {token}",
            "has the unknown placeholder {To}; known: {to}, {text}, {reference}, {from},"
                + " {encoding}, {segments}, {account}, {username}, {password}, {token}");
  }

  @Test
  void whatIsNoPlaceholderIsText() throws Exception {
    RequestTemplate template = parse("{ }{}{1}{a b}{text}", EscapeContext.percent());
    assertThat(template.fill(text("x"))).isEqualTo("{ }{}{1}{a b}x");
    assertThat(problems).isEmpty();
  }
}
