package io.patchbay.registry.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Setting;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.ManualClock;
import io.patchbay.testsupport.ManualScheduler;
import io.patchbay.testsupport.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a secret stands in a configuration, right or wrong, nothing ever shows it. */
class SecrecyTest {
  private static final String SECRET = "hush-hush-4711";

  @TempDir Path directory;
  private final FakeProvider fake =
      new FakeProvider(
          FakeProvider.describe("fake")
              .settings(
                  Setting.secret("pin").pattern("[0-9]{4}").build(),
                  Setting.text("region").pattern("[a-z]{2}").build())
              .build());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"fake\", \"token\": \"S\"}",
        "{\"type\": \"fake\", \"pin\": \"S\"}",
        "{\"type\": \"fake\", \"pin\": \"prefix S\"}",
        "{\"type\": \"fake\", \"keys\": [\"a\", \"S\", [\"S\"]]}",
        "{\"type\": \"fake\", \"keys\": {\"one\": \"S\"}}",
        "{\"type\": \"fake\", \"token\": [\"S\"]}",
        "{\"type\": \"fake\", \"tokn\": \"S\"}",
        "{\"type\": \"fake\", \"Token\": [\"S\"]}",
        "{\"type\": \"fake\", \"accessToken\": {\"value\": \"S\"}}",
        "{\"type\": \"fake\", \"token\": \"${S}${S\"}",
        "{\"type\": \"fake\", \"pin\": \"${env:SECRET}\"}",
        "{\"type\": \"fake\", \"region\": \"${env:SECRET}\"}",
        "{\"type\": \"fake\", \"region\": \"x${file:secret}\"}",
        "{\"type\": \"fake\", \"pin\": \"${file:secret}\"}",
        "{\"type\": \"fake\", \"port\": \"${env:SECRET}\"}",
        "{\"type\": \"fake\", \"mode\": \"${env:SECRET}\"}",
        "{\"type\": \"fake\", \"base\": \"${env:SECRET}\"}",
        "{\"type\": \"${env:SECRET}\"}",
        "{\"type\": [\"S\"]}",
        "[\"S\"]",
        "\"S\"",
        "{\"type\": \"fake\", \"token\": \"S\", \"token\": \"S\"}",
        "{\"type\": \"fake\", \"token\": \"S",
        "{\"type\": \"fake\", \"token\": \"S\" \"S\"}",
        "{\"type\": \"fake\", \"token\": S}",
        "{\"type\": \"S\"}",
        "{\"type\": \"fake\", \"account\": \"S\"}",
        "{\"type\": \"fake\", \"port\": \"S\"}",
        "{\"type\": \"fake\", \"eager\": \"S\"}",
        "{\"type\": \"fake\", \"mode\": \"S\"}",
        "{\"type\": \"fake\", \"base\": \"S\"}",
        "{\"type\": \"fake\", \"base\": \"ftp://user:S@example.org/\"}",
        "{\"type\": \"fake\", \"base\": \"ftp://example.org/S\"}",
        "{\"type\": \"fake\", \"base\": \"ftp://example.org?token=S\"}",
        "{\"type\": \"fake\", \"base\": \"ftp://example.org#S\"}",
        "{\"type\": \"fake\", \"pause\": \"S\"}",
        "{\"type\": \"fake\", \"region\": \"S\"}",
        "{\"type\": \"fake\", \"region\": \"x${env:SECRET}S\"}",
      })
  void itIsNotInAnyProblemReportRefusalOrLog(String instance) throws Exception {
    nothingShows(
        """
        {"workspaces": {"acme": {"token": "S", "sms": {"token": "S", "retry": {"token": "S"},
          "defaultProvider": "x", "providers": {"x": %s}}}}}
        """
            .formatted(instance));
  }

  /** In every line of a workspace that is no setting of a provider. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"parent\": \"S\"",
        "\"sms\": {\"defaultProvider\": \"S\"}",
        "\"parent\": \"base\", \"sms\": {\"defaultProvider\": \"S\"}",
        "\"parent\": \"base\", \"sms\": {\"fallback\": [\"S\"]}",
        "\"sms\": {\"defaultRegion\": \"S\"}",
        "\"sms\": {\"sendTimeout\": \"S\"}",
        "\"sms\": {\"failoverOnThrottle\": \"S\"}",
        "\"sms\": {\"retry\": {\"attempts\": \"S\", \"within\": \"S\"}}",
      })
  void itIsNotShownInALineOfAWorkspace(String lines) throws Exception {
    nothingShows(
        """
        {"workspaces": {"acme": {%s}, "base": {"sms": {"defaultProvider": "a",
          "providers": {"a": {"type": "fake"}}}}}}
        """
            .formatted(lines));
  }

  private void nothingShows(String configuration) throws Exception {
    Files.writeString(directory.resolve("secret"), SECRET);
    String json =
        configuration
            .replace("\"S", "\"" + SECRET)
            .replace("S\"", SECRET + "\"")
            .replace(":S@", ":" + SECRET + "@")
            .replace(" S}", " " + SECRET + "}")
            .replace("{S", "{" + SECRET);
    TestLog log = new TestLog();
    ManualClock clock = new ManualClock();
    ConnectionDrain drain =
        new ConnectionDrain(new ManualScheduler(clock), Runnable::run, Duration.ofSeconds(30));
    List<String> told = new ArrayList<>();
    ProviderCatalog catalog = ProviderCatalog.of(fake);
    Map<String, String> environment = Map.of("SECRET", SECRET);
    new ConfigurationChecker(catalog, environment::get)
        .check(json, directory)
        .forEach(problem -> told.add(problem + problem.describe()));
    Path file = Files.writeString(directory.resolve("patchbay.json"), json);
    try (ProviderRegistry registry = new ProviderRegistry(catalog, clock, environment::get, drain);
        ConfigurationFile watched =
            new ConfigurationFile(file, registry, report -> told.add(report.toString()))) {
      try {
        watched.load();
      } catch (ConfigurationException e) {
        told.add(e + " " + e.problems());
      }
      told.add(registry.problems().toString());
      told.add(String.valueOf(registry.routing("acme")));
      registry
          .routing("acme")
          .ifPresent(
              routing -> {
                told.add(routing.refusal() == null ? "" : routing.refusal().describe());
                if (routing.routesFor("x").isEmpty()) {
                  told.add(routing.refusalFor("x").toString());
                }
              });
    }
    fake.connections().forEach(connection -> told.add(connection.settings().toString()));
    assertThat(json).containsAnyOf(SECRET, "SECRET");
    assertThat(told).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    assertThat(log.text()).contains("patchbay.json").doesNotContain(SECRET);
  }

  @Test
  void whatMayBeASecretIsShownByItsStartAndLength() {
    assertThat(
            describe(
                """
                "defaultProvider": "hush-hush-4711", "defaultRegion": "hush-hush-4711",
                "providers": {"x": {"type": "fake", "region": "4711", "port": "hush-hush-4711"},
                  "y": {"type": "hush-hush-4711"}}
                """))
        .contains(
            "workspaces.acme.sms.defaultProvider = \"hush...\" (14 characters): no instance is"
                + " called 'hush...' (14 characters); none is known",
            "workspaces.acme.sms.defaultRegion = \"hush...\" (14 characters): does not match"
                + " [A-Z]{2}; for example US",
            "workspaces.acme.sms.providers.x.region = ****: does not match [a-z]{2}",
            "workspaces.acme.sms.providers.x.port = \"hush...\" (14 characters): is not a whole"
                + " number; for example 80",
            "workspaces.acme.sms.providers.y.type = \"hush...\" (14 characters): is not a provider"
                + " that is installed; known providers: fake");
  }

  @Test
  void whatIsHarmlessIsShownWhole() {
    assertThat(
            describe(
                """
                "defaultProvider": "text-by-the-newer-wya",
                "providers": {"text-by-the-newer-way": {"type": "fake", "port": "eighty",
                  "region": "${env:REGION_OF_THE_ACCOUNT}", "base": "ftp://files.example.org/"}}
                """))
        .contains(
            "workspaces.acme.sms.defaultProvider = \"text-by-the-newer-wya\": no instance is called"
                + " 'text-by-the-newer-wya'; none is known",
            "workspaces.acme.sms.providers.text-by-the-newer-way.port = \"eighty\": is not a whole"
                + " number; for example 80",
            "workspaces.acme.sms.providers.text-by-the-newer-way.region ="
                + " \"${env:REGION_OF_THE_ACCOUNT}\": does not match [a-z]{2}",
            "workspaces.acme.sms.providers.text-by-the-newer-way.base ="
                + " \"ftp://files.example.org/\": is not an absolute http or https address; for"
                + " example https://example.org/");
  }

  private List<String> describe(String sms) {
    return new ConfigurationChecker(ProviderCatalog.of(fake), name -> "EU")
        .check("{\"workspaces\": {\"acme\": {\"sms\": {" + sms + "}}}}", directory).stream()
            .map(ConfigurationProblem::describe)
            .toList();
  }

  @Test
  void aPhoneNumberIsMasked() {
    String json =
        """
        {"workspaces": {"acme": {"sms": {"defaultProvider": "+14155551234",
          "providers": {"x": {"type": "fake", "region": "+1 415 555 1234"}}}}}}
        """;
    assertThat(
            new ConfigurationChecker(ProviderCatalog.of(fake), name -> null)
                .check(json, directory)
                .toString())
        .contains("+14*******34", "+1 **********34")
        .doesNotContain("4155551234", "415 555");
  }
}
