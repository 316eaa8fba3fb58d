package io.patchbay.channel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  private static void refused(Setting.Builder setting, String message) {
    assertThatThrownBy(setting::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void theBuilderKeepsEveryPart() {
    Setting built =
        Setting.choice("graphVersion", "v23.0", "v24.0")
            .label("Graph version")
            .help("Which version to call.")
            .repeated()
            .defaultValue("v23.0")
            .pattern("v.*")
            .example("v24.0")
            .group("Advanced")
            .sender()
            .build();

    assertThat(built)
        .isEqualTo(
            new Setting(
                "graphVersion",
                "Graph version",
                "Which version to call.",
                SettingType.CHOICE,
                false,
                true,
                "v23.0",
                Pattern.compile("v.*"),
                "v24.0",
                "Advanced",
                List.of("v23.0", "v24.0"),
                true));
    assertThat(Setting.text("name").required().build())
        .isEqualTo(
            new Setting(
                "name",
                "name",
                "",
                SettingType.TEXT,
                true,
                false,
                null,
                null,
                null,
                "",
                List.of(),
                false));
  }

  @Test
  void settingsWithTheSamePatternAreEqual() {
    Setting first = Setting.text("name").pattern("[a-z]+").build();
    assertThat(first)
        .isEqualTo(Setting.text("name").pattern("[a-z]+").build())
        .hasSameHashCodeAs(Setting.text("name").pattern("[a-z]+").build())
        .isNotEqualTo(Setting.text("name").pattern("[a-z]*").build())
        .isNotEqualTo(Setting.text("name").build())
        .isNotEqualTo(Setting.text("other").pattern("[a-z]+").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Name", "1name", "a-b", "a.b", "a b", "type"})
  void keysAreCamelCaseAndNotTheReservedOne(String key) {
    refused(Setting.text(key), "Setting '" + key + "': its key is not usable");
  }

  @Test
  void contradictionsAreRefused() {
    refused(Setting.text("name").label(" "), "Setting 'name': it has no label");
    refused(Setting.choice("name"), "Setting 'name': choices go with CHOICE only");
    assertThatThrownBy(
            () ->
                new Setting(
                    "name",
                    "Name",
                    "",
                    SettingType.TEXT,
                    false,
                    false,
                    null,
                    null,
                    null,
                    "",
                    List.of("a"),
                    false))
        .hasMessage("Setting 'name': choices go with CHOICE only");
    refused(
        Setting.text("name").required().defaultValue("a"),
        "Setting 'name': a required setting has no default");
    refused(
        Setting.secret("name").defaultValue("a"),
        "Setting 'name': a secret has neither default nor example");
    refused(
        Setting.secret("name").example("a"),
        "Setting 'name': a secret has neither default nor example");
    refused(
        Setting.number("name").defaultValue("many"),
        "Setting 'name': its default is not a whole number");
    refused(
        Setting.text("name").pattern("[0-9]+").defaultValue("many"),
        "Setting 'name': its default does not match [0-9]+");
  }

  private static Setting of(String type) {
    return switch (type) {
      case "number" -> Setting.number("x").build();
      case "flag" -> Setting.flag("x").build();
      case "choice" -> Setting.choice("x", "on", "off").build();
      case "url" -> Setting.url("x").build();
      case "duration" -> Setting.duration("x").build();
      case "secret" -> Setting.secret("x").build();
      case "pattern" -> Setting.text("x").pattern("[0-9]{3}").build();
      default -> Setting.text("x").build();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "text,anything",
    "secret,any thing",
    "number,0",
    "number,-17",
    "number,999999999999999999",
    "flag,true",
    "flag,false",
    "choice,on",
    "url,https://example.com",
    "url,HTTP://127.0.0.1:8080/a?b",
    "duration,500ms",
    "duration,30s",
    "duration,5m",
    "duration,2h",
    "duration,1d",
    "duration,0s",
    "duration,PT30S",
    "pattern,123"
  })
  void goodValues(String type, String value) {
    assertThat(of(type).problemWith(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text,' ',is empty",
    "secret,'',is empty",
    "number,1.5,is not a whole number",
    "number,+1,is not a whole number",
    "number,1000000000000000000,is not a whole number",
    "number,١,is not a whole number",
    "number,' 1',is not a whole number",
    "flag,TRUE,is neither true nor false",
    "flag,yes,is neither true nor false",
    "choice,On,'is none of on, off'",
    "url,example.com,is not an absolute http or https address",
    "url,/path,is not an absolute http or https address",
    "url,ftp://example.com,is not an absolute http or https address",
    "url,https://,is not an absolute http or https address",
    "url,https://exa mple.com,is not an absolute http or https address",
    "duration,30,'is not a time such as 500ms, 30s, 5m, 2h or PT30S'",
    "duration,-30s,'is not a time such as 500ms, 30s, 5m, 2h or PT30S'",
    "duration,PT-30S,'is not a time such as 500ms, 30s, 5m, 2h or PT30S'",
    "duration,9999999999s,'is not a time such as 500ms, 30s, 5m, 2h or PT30S'",
    "pattern,1234,'does not match [0-9]{3}'",
    "pattern,12a,'does not match [0-9]{3}'"
  })
  void badValuesAndWhatIsSaidOfThem(String type, String value, String problem) {
    assertThat(of(type).problemWith(value)).contains(problem);
  }
}
