package io.patchbay.channel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class SettingsTest {
  private static final List<Setting> SCHEMA =
      List.of(
          Setting.text("name").required().help("What it is called.").build(),
          Setting.secret("token").help("From the console.").build(),
          Setting.secret("keys").repeated().build(),
          Setting.number("size").defaultValue("10").example("20").build(),
          Setting.flag("quick").build(),
          Setting.choice("mode", "on", "off").defaultValue("on").build(),
          Setting.url("base").defaultValue("https://example.com").build(),
          Setting.duration("wait").defaultValue("30s").build(),
          Setting.url("hook").build(),
          Setting.duration("pause").build(),
          Setting.text("from").repeated().build());

  private static final Settings SMALL = Settings.of(SCHEMA, Map.of("name", List.of("A")));

  @Test
  void everyTypeIsRead() {
    Settings settings =
        Settings.of(
            SCHEMA,
            Map.ofEntries(
                Map.entry("name", List.of("A")),
                Map.entry("token", List.of("test-token")),
                Map.entry("keys", List.of("k1", "k2")),
                Map.entry("size", List.of("-17")),
                Map.entry("quick", List.of("true")),
                Map.entry("mode", List.of("off")),
                Map.entry("base", List.of("http://127.0.0.1:1")),
                Map.entry("wait", List.of("500ms")),
                Map.entry("hook", List.of("https://example.com/h")),
                Map.entry("pause", List.of("PT2H")),
                Map.entry("from", List.of("1", "2"))));

    assertThat(settings.text("name")).isEqualTo("A");
    assertThat(settings.secret("token").reveal()).isEqualTo("test-token");
    assertThat(settings.optionalSecret("token")).contains(new Secret("test-token"));
    assertThat(settings.secrets("keys")).containsExactly(new Secret("k1"), new Secret("k2"));
    assertThat(settings.number("size")).isEqualTo(-17);
    assertThat(settings.flag("quick")).isTrue();
    assertThat(settings.text("mode")).isEqualTo("off");
    assertThat(settings.url("base")).isEqualTo(URI.create("http://127.0.0.1:1"));
    assertThat(settings.duration("wait")).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.optionalUrl("hook")).contains(URI.create("https://example.com/h"));
    assertThat(settings.optionalDuration("pause")).contains(Duration.ofHours(2));
    assertThat(settings.texts("from")).containsExactly("1", "2");
    assertThat(settings.has("from")).isTrue();
  }

  @Test
  void defaultsFillInAndAreNotGiven() {
    assertThat(SMALL.number("size")).isEqualTo(10);
    assertThat(SMALL.text("mode")).isEqualTo("on");
    assertThat(SMALL.url("base")).isEqualTo(URI.create("https://example.com"));
    assertThat(SMALL.duration("wait")).isEqualTo(Duration.ofSeconds(30));
    assertThat(SMALL.texts("size")).containsExactly("10");
    assertThat(SMALL.has("size")).isFalse();
    assertThat(SMALL.flag("quick")).isFalse();
  }

  @Test
  void whatIsMissingIsEmptyOrRefused() {
    assertThat(SMALL.optionalText("from")).isEmpty();
    assertThat(SMALL.texts("from")).isEmpty();
    assertThat(SMALL.optionalSecret("token")).isEmpty();
    assertThat(SMALL.secrets("keys")).isEmpty();
    assertThat(SMALL.optionalUrl("hook")).isEmpty();
    assertThat(SMALL.optionalDuration("pause")).isEmpty();
    assertThatThrownBy(() -> SMALL.secret("token"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Setting 'token' has no value and no default");
    assertThatThrownBy(() -> SMALL.url("hook"))
        .hasMessage("Setting 'hook' has no value and no default");
    assertThatThrownBy(() -> SMALL.duration("pause"))
        .hasMessage("Setting 'pause' has no value and no default");
    assertThatThrownBy(() -> SMALL.has("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No setting 'nothing' in the schema; known: name, token, keys, size, quick, mode, base,"
                + " wait, hook, pause, from");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("nmae", List.of("A"));
    values.put("name", List.of());
    values.put("token", List.of("s1", "s2"));
    values.put("size", List.of("many"));
    values.put("quick", List.of("yes"));
    values.put("mode", List.of("auto"));
    values.put("base", List.of("example.com"));
    values.put("wait", List.of("soon"));
    values.put("from", List.of("1", " "));

    assertThat(Settings.problems(SCHEMA, values))
        .containsExactly(
            new SettingProblem(
                "nmae",
                "is not a setting of this provider",
                "known: name, token, keys, size, quick, mode, base, wait, hook, pause, from"),
            new SettingProblem("name", "is required", "What it is called."),
            new SettingProblem("token", "has several values", "give one value, not a list"),
            new SettingProblem("size", "is not a whole number", "for example 20"),
            new SettingProblem("quick", "is neither true nor false", ""),
            new SettingProblem("mode", "is none of on, off", ""),
            new SettingProblem("base", "is not an absolute http or https address", ""),
            new SettingProblem("wait", "is not a time such as 500ms, 30s, 5m, 2h or PT30S", ""),
            new SettingProblem("from", "is empty", ""));
    assertThatThrownBy(() -> Settings.of(SCHEMA, values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Settings: nmae is not a setting of this provider; name is required; token has several"
                + " values; size is not a whole number; quick is neither true nor false; mode is"
                + " none of on, off; base is not an absolute http or https address; wait is not a"
                + " time such as 500ms, 30s, 5m, 2h or PT30S; from is empty");
  }

  @Test
  void aBadSecretIsNotRepeated() {
    List<Setting> schema = List.of(Setting.secret("token").pattern("[0-9]+").build());
    assertThatThrownBy(() -> Settings.of(schema, Map.of("token", List.of("test-token"))))
        .hasMessage("Settings: token does not match [0-9]+");
  }

  @Test
  void theyAreEqualWhenTheirValuesAre() {
    Settings again = Settings.of(SCHEMA, Map.of("name", List.of("A"), "from", List.of()));
    assertThat(again).isEqualTo(SMALL).hasSameHashCodeAs(SMALL);
    assertThat(Settings.of(SCHEMA, Map.of("name", List.of("B")))).isNotEqualTo(SMALL);
    assertThat(Settings.of(SCHEMA.subList(0, 2), Map.of("name", List.of("A")))).isNotEqualTo(SMALL);
    assertThat(SMALL).isNotEqualTo("Settings");
  }

  @Test
  void laterChangesOfTheValuesDoNotMatter() {
    List<String> from = new ArrayList<>(List.of("1"));
    Settings settings = Settings.of(SCHEMA, Map.of("name", List.of("A"), "from", from));
    from.clear();
    assertThat(settings.texts("from")).containsExactly("1");
    assertThatThrownBy(() -> settings.texts("from").clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theyShowNeitherSecretsNorPhoneNumbers() {
    assertThat(
            Settings.of(
                SCHEMA,
                Map.of(
                    "name",
                    List.of("A"),
                    "keys",
                    List.of("k1", "k2"),
                    "from",
                    List.of("15005550006", "7"))))
        .hasToString("Settings[name=A, keys=****, from=150******06|7]");
  }

  @ParameterizedTest
  @CsvSource({
    "http://anna:opensesame@proxy.example:3128, http://****@proxy.example:3128",
    "http://opensesame@proxy.example/, http://****@proxy.example/",
    "http://anna:open@sesame@proxy.example, http://****@proxy.example",
    "http://anna:open/?#|sesame@proxy.example, http://****@proxy.example",
    "https://example.com/a, https://example.com/a"
  })
  void passwordWithinAnAddressIsNotShown(String address, String shown) {
    List<Setting> schema = List.of(Setting.text("at").repeated().build());

    assertThat(Settings.of(schema, Map.of("at", List.of(address, "x"))))
        .hasToString("Settings[at=" + shown + "|x]");
  }
}
