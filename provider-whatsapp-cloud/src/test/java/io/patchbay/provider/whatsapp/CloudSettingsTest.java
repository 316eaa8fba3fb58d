package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSettingsTest {
  private static final WhatsAppCloudProvider PROVIDER = new WhatsAppCloudProvider();

  private static List<String> keys(List<SettingProblem> problems) {
    return problems.stream().map(SettingProblem::key).toList();
  }

  private static List<SettingProblem> schemaProblems(String key, String value) {
    Map<String, List<String>> values = new HashMap<>();
    values.put("accessToken", List.of("t"));
    values.put("phoneNumberId", List.of("1"));
    values.put(key, List.of(value));
    return Settings.problems(PROVIDER.descriptor().settings(), values);
  }

  private static List<String> crossProblems(String... settings) {
    return keys(PROVIDER.check(Connections.settings("http://127.0.0.1:1", settings)));
  }

  @Test
  void everySettingSaysWhatItIsAndWhereToFindIt() {
    assertThat(PROVIDER.descriptor().settings())
        .extracting(Setting::key)
        .containsExactly(
            "accessToken",
            "phoneNumberId",
            "businessAccountId",
            "businessPortfolioId",
            "appId",
            "appSecret",
            "verifyToken",
            "graphVersion",
            "baseUrl",
            "phoneFormat",
            "appSecretProof",
            "templateCheck",
            "connectTimeout",
            "readTimeout",
            "writeTimeout",
            "proxy",
            "poolSize",
            "keepAlive",
            "pingInterval");
    assertThat(PROVIDER.descriptor().settings())
        .allSatisfy(
            setting -> {
              assertThat(setting.label()).isNotEqualTo(setting.key());
              assertThat(setting.help()).endsWith(".");
            });
  }

  @Test
  void tokenAndNumberAreEnough() {
    Settings settings =
        Settings.of(
            PROVIDER.descriptor().settings(),
            Map.of("accessToken", List.of("t"), "phoneNumberId", List.of("109876543210123")));

    CloudSettings read = CloudSettings.from(settings);

    assertThat(read.baseUrl()).isEqualTo(HttpUrl.get("https://graph.facebook.com/"));
    assertThat(read.graphVersion()).isEqualTo("v25.0");
    assertThat(read.plus()).isFalse();
    assertThat(read.appSecretProof()).isTrue();
    assertThat(read.proofSecret()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "phoneNumberId, +14155551234",
    "phoneNumberId, \u0661\u0662\u0663",
    "businessAccountId, acme",
    "graphVersion, 25.0",
    "graphVersion, v25",
    "baseUrl, graph.facebook.com",
    "phoneFormat, national",
    "accessToken, two words"
  })
  void malformedValuesAreFound(String key, String value) {
    assertThat(keys(schemaProblems(key, value))).containsExactly(key);
  }

  @Test
  void lineBreakInATokenIsFoundWithoutShowingTheToken() {
    assertThat(schemaProblems("accessToken", "test-token\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).doesNotContain("test-token"));
  }

  @Test
  void verifyTokenNeedsTheAppSecret() {
    assertThat(crossProblems("verifyToken=v")).containsExactly("appSecret");
    assertThat(crossProblems("verifyToken=v", "appSecret=s")).isEmpty();
  }

  @Test
  void proofThatIsAskedForNeedsTheAppSecret() {
    assertThat(crossProblems("appSecretProof=true")).containsExactly("appSecret");
    assertThat(crossProblems("appSecretProof=false")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:password@graph.example/",
        "https://graph.example/?x=1",
        "https://graph.example/#x",
        "http://graph.facebook.com/"
      })
  void baseUrlIsHostAndPathOnly(String url) {
    List<SettingProblem> problems = PROVIDER.check(Connections.settings(url));

    assertThat(keys(problems)).containsExactly("baseUrl");
    assertThat(problems.toString()).doesNotContain("password@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0ms", "11m", "PT0.0000001S", "999999999d"})
  void timeoutsAreBounded(String value) {
    assertThat(crossProblems("readTimeout=" + value)).containsExactly("readTimeout");
  }

  @Test
  void contradictionsAreRefusedAtTheLatestWhenConnecting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Connections.open("http://127.0.0.1:1", "verifyToken=hush"))
        .withMessageContaining("verifyToken is given")
        .withMessageNotContaining("hush");
  }
}
