package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading values out of answers that others wrote. */
class DocumentTest {
  private static @Nullable String read(Format format, String body, String place) throws Unreadable {
    List<String> problems = new ArrayList<>();
    AnswerPath location = AnswerPath.parse(format, place, problems::add);
    assertThat(problems).isEmpty();
    return format.read(body).text(location);
  }

  private static List<String> problems(Format format, String place) {
    List<String> problems = new ArrayList<>();
    AnswerPath.parse(format, place, problems::add);
    return problems;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "id, 12345678901234567890",
        "messages[0].id, a-1",
        "messages[1].id, 2",
        "messages[2].id, -",
        "messages.id, -",
        "['odd.name'].x, y",
        "flag, true",
        "nothing, -",
        "missing.at.all, -",
        "messages, -"
      })
  void pathsOfJson(String path, @Nullable String value) throws Unreadable {
    String body =
        """
        {"id":12345678901234567890,"messages":[{"id":"a-1"},{"id":2}],
         "odd.name":{"x":"y"},"flag":true,"nothing":null}\
        """;
    assertThat(read(Format.JSON, body, path)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{\"id\":1", "{\"id\":1}x", "<html></html>", "{'id':1}", "OK", "{id:1}"})
  void onlyJsonIsJson(String body) {
    assertThatThrownBy(() -> read(Format.JSON, body, "id")).isInstanceOf(Unreadable.class);
  }

  @Test
  void deepJsonIsRefused() {
    assertThatThrownBy(() -> read(Format.JSON, "[".repeat(50_000), "id"))
        .isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "r.m[0].@id, 1",
        "r.m[1].@id, 2",
        "r.m.@id, 1",
        "r.m[1].t, b & c",
        "r.m[2].@id, -",
        "r.@none, -",
        "x.m, -",
        "r.s.e, yes"
      })
  void pathsOfXml(String path, @Nullable String value) throws Unreadable {
    String body =
        "<?xml version=\"1.0\"?><n:r xmlns:n=\"urn:x\"><m id=\"1\"><t>a</t></m>"
            + "<m id=\"2\"><t>b &amp; <![CDATA[c]]></t></m><n:s><n:e>yes</n:e></n:s></n:r>";
    assertThat(read(Format.XML, body, path)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>",
        "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\"><r/>",
        "<!DOCTYPE r [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>",
        "<r>&x;</r>",
        "<r><m></r>",
        "<r/><r/>",
        "{}",
        ""
      })
  void documentTypesEntitiesAndBrokenXmlAreRefused(String body) {
    assertThatThrownBy(() -> read(Format.XML, body, "r")).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({"a=1&id=x%20y&id=z, x y", "'id=7\nb=1', 7", "'a=1\r\nid=7', 7"})
  void keysOfForms(String body, String value) throws Unreadable {
    assertThat(read(Format.FORM, body, "id")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "id=%zz"})
  void onlyFormsAreForms(String body) {
    assertThatThrownBy(() -> read(Format.FORM, body, "id")).isInstanceOf(Unreadable.class);
  }

  @Test
  void expressionsReadTheirFirstGroup() throws Unreadable {
    assertThat(read(Format.TEXT, "Welcome\nOK: 5f3a09c1\nBye", "^OK: (\\w{8})$"))
        .isEqualTo("5f3a09c1");
    assertThat(read(Format.TEXT, "OK: 5f3", "^OK: (\\w{8})$")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "^(a|b|ab)*c(x)", "(.*)*x(y)", "(?:(a|a?)+)+!"})
  void catastrophicExpressionsAreStopped(String expression) throws Unreadable {
    String body = "a".repeat(8000) + "!b";
    assertThat(read(Format.TEXT, body, expression)).isNullOrEmpty();
  }

  @Test
  void aTextThatIsTooLongHoldsNothing() throws Unreadable {
    assertThat(read(Format.TEXT, "OK: 1" + " ".repeat(8192), "^OK: ([0-9]+)")).isNull();
  }

  @Test
  void catastrophicExpressionsFindNothing() throws Unreadable {
    assertThat(read(Format.TEXT, "a".repeat(40) + "!", "^(a+)+$")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "a.", "a b", "a[x]", "a..b", "a[", "$.a", "a[*]", "@a", "a.@b"})
  void wrongPathsAreProblems(String path) {
    assertThat(problems(Format.JSON, path)).isNotEmpty();
  }

  @Test
  void problemsSayWhere() {
    assertThat(problems(Format.JSON, "a.b c"))
        .containsExactly(
            "is no path: it cannot be read from its character 4 on; a path is written like"
                + " messages[0].id");
    assertThat(problems(Format.XML, "a.@b.c"))
        .containsExactly("is no path: @ names an attribute of XML and stands at the end");
    assertThat(problems(Format.TEXT, "OK: \\w+")).hasSize(1);
    assertThat(problems(Format.TEXT, "OK: (")).hasSize(1);
  }
}
