package io.patchbay.registry.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.ConfigurationProblem.Severity;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeProvider;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class ConfigurationCheckerTest {
  private static final String PROVIDERS = "workspaces.acme.sms.providers.";

  @TempDir Path directory;
  private final FakeProvider fake = new FakeProvider("fake");

  private List<ConfigurationProblem> problems(String json) {
    return new ConfigurationChecker(ProviderCatalog.of(fake), Map.of("TOKEN", "t0ken")::get)
        .check(json, directory);
  }

  private List<String> check(String json) {
    return problems(json).stream().map(ConfigurationProblem::describe).toList();
  }

  /** A workspace acme with one good instance that is the default, and this one besides. */
  private List<String> checkInstance(String instance) {
    return check(
        """
        {"workspaces": {"acme": {"sms": {"defaultProvider": "fake",
          "providers": {"fake": {}, "x": %s}}}}}
        """
            .formatted(instance));
  }

  /** A workspace acme with one good instance that is the default, and these members of sms. */
  private List<String> checkSms(String members) {
    return check(
        """
        {"workspaces": {"acme": {"sms": {%s, "providers": {"fake": {}}}}}}
        """
            .formatted(members));
  }

  @Test
  void theExampleOfTheDesignIsGood() throws IOException {
    Path secret = Files.writeString(directory.resolve("acme-app-secret"), "s3cret\n");
    FakeProvider whatsapp =
        new FakeProvider(
            FakeProvider.describe("whatsapp-cloud")
                .settings(
                    Setting.secret("accessToken").required().build(),
                    Setting.text("phoneNumberId").required().pattern("[0-9]+").build(),
                    Setting.text("businessAccountId").build(),
                    Setting.secret("appSecret").repeated().build(),
                    Setting.secret("verifyToken").build())
                .build());
    FakeProvider text =
        new FakeProvider(
            FakeProvider.describe("twilio-stub")
                .settings(
                    Setting.text("accountSid").required().build(),
                    Setting.secret("authToken").required().build(),
                    Setting.text("from").build())
                .build());
    String json =
        """
        { "workspaces": {
            "acme": { "sms": {
                "defaultProvider": "whatsapp", "defaultRegion": "US", "fallback": ["text"],
                "providers": {
                  "whatsapp": { "type": "whatsapp-cloud", "accessToken": "${env:ACME_WHATSAPP_TOKEN}",
                      "phoneNumberId": "109876543210123", "businessAccountId": "102290129340398",
                      "appSecret": ["${file:%s}"], "verifyToken": "${env:ACME_VERIFY}" },
                  "text": { "type": "twilio-stub", "accountSid": "${env:SID}",
                      "authToken": "${env:AUTH}", "from": "15005550006" } } } },
            "acme-eu": { "parent": "acme" } } }
        """
            .formatted(secret);
    Map<String, String> environment =
        Map.of("ACME_WHATSAPP_TOKEN", "a", "ACME_VERIFY", "b", "SID", "c", "AUTH", "d");
    ConfigurationChecker checker =
        new ConfigurationChecker(ProviderCatalog.of(whatsapp, text), environment::get);
    assertThat(checker.check(json, directory)).isEmpty();
    assertThat(whatsapp.connections()).isEmpty();
    List<String> unset =
        new ConfigurationChecker(ProviderCatalog.of(whatsapp, text), name -> null)
            .check(json, directory).stream().map(ConfigurationProblem::path).toList();
    assertThat(unset)
        .startsWith(
            PROVIDERS + "whatsapp.accessToken",
            PROVIDERS + "whatsapp.verifyToken",
            PROVIDERS + "text.accountSid",
            PROVIDERS + "text.authToken");
  }

  @Nested
  class AStubBesideAProviderThatSends {
    private final FakeProvider stub =
        new FakeProvider(FakeProvider.describe("stub").sendsNothing().build());

    private List<String> warnings(String workspaces) {
      return new ConfigurationChecker(ProviderCatalog.of(fake, stub), name -> null)
          .check("{\"workspaces\": {%s}}".formatted(workspaces), directory).stream()
              .map(problem -> problem.severity() + " " + problem.describe())
              .toList();
    }

    @Test
    void isWarnedOfAsTheFallback() {
      assertThat(
              warnings(
                  """
                  "acme": {"sms": {"defaultProvider": "fake", "fallback": ["s"],
                    "providers": {"fake": {}, "s": {"type": "stub"}}}}, "inherits": {"parent": "acme"}
                  """))
          .containsExactly(
              "WARNING workspaces.acme.sms.fallback = \"s\": is a stub, The stub, beside a provider that"
                  + " sends: messages of workspace 'acme' that go through it end as nothing-sent;"
                  + " remove it from the fallback, or name an instance that sends");
    }

    @Test
    void isWarnedOfAsTheDefault() {
      assertThat(
              warnings(
                  """
                  "acme": {"sms": {"defaultProvider": "s",
                    "providers": {"fake": {}, "s": {"type": "stub"}}}}
                  """))
          .singleElement()
          .asString()
          .startsWith("WARNING workspaces.acme.sms.defaultProvider = \"s\": is a stub, The stub")
          .endsWith("name an instance that sends as the default");
    }

    @Test
    void isWarnedOfInTheWorkspaceThatCombinesThem() {
      assertThat(
              warnings(
                  """
                  "acme": {"sms": {"defaultProvider": "s", "fallback": ["s"],
                    "providers": {"s": {"type": "stub"}}}},
                  "child": {"parent": "acme", "sms": {"defaultProvider": "fake",
                    "providers": {"fake": {}}}}
                  """))
          .singleElement()
          .asString()
          .startsWith("WARNING workspaces.acme.sms.fallback = \"s\"")
          .contains("messages of workspace 'child'");
    }

    @Test
    void aloneOrOnlyNamedByMessagesIsFine() {
      assertThat(
              warnings(
                  """
                  "trial": {"sms": {"defaultProvider": "s", "providers": {"s": {"type": "stub"}}}},
                  "acme": {"sms": {"defaultProvider": "fake",
                    "providers": {"fake": {}, "s": {"type": "stub"}}}}
                  """))
          .isEmpty();
    }
  }

  @Nested
  class TheText {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{\"workspaces\":}|at line 1, column 15, in 'workspaces': a value is missing before this",
          "{\"workspaces\": {\"acme\": {}|at line 1, column 27, in 'workspaces.acme': the text ends"
              + " too early: a '}' is missing",
          "{\"workspaces\": {\"acme\": {},}}|at line 1, column 28, in 'workspaces.acme': a comma"
              + " stands before this, though nothing follows it",
          "{\"workspaces\": [1,]}|at line 1, column 19, in 'workspaces[1]': a comma stands before"
              + " this, though nothing follows it",
          "{\"workspaces\" {}}|at line 1, column 15, in 'workspaces': a colon is missing before"
              + " this",
          "{\"workspaces\" \"foo\"}|at line 1, column 15, in 'workspaces': a colon is missing"
              + " before this",
          "{\"$schema\": \"x\" \"workspaces\": {}}|at line 1, column 17, in '$schema': a comma is"
              + " missing before this",
          "{\"workspaces\": {} ]|at line 1, column 19, in 'workspaces': a '}' is wanted before"
              + " this",
          "{workspaces: {}}|at line 1, column 2: texts and names stand in double quotes",
          "{\"workspaces\": acme}|at line 1, column 16, in 'workspaces': texts and names stand in"
              + " double quotes",
          "{'workspaces': {}}|at line 1, column 2: only plain double quotes (\") may stand around"
              + " texts and names",
          "{\"workspaces\": 'x'}|at line 1, column 16, in 'workspaces': only plain double quotes"
              + " (\") may stand around texts and names",
          "{\u201Cworkspaces\u201D: {}}|at line 1, column 2: only plain double quotes (\") may"
              + " stand around texts and names",
          "// c|at line 1, column 1: JSON has no comments",
          "{\"workspaces\": {}} // all|at line 1, column 20: JSON has no comments",
          "{\"workspaces\": {}} {}|at line 1, column 20: there is more text after the end",
          "nonsense|at line 1, column 1: texts and names stand in double quotes",
          "{\"workspaces\": 01}|at line 1, column 16, in 'workspaces': this is not how a number is"
              + " written",
          "{\"workspaces\": \"C:\\Users\"}|at line 1, column 19, in 'workspaces': a backslash in a"
              + " text is written twice",
          "{\"workspaces\": \"a\tb\"}|at line 1, column 18, in 'workspaces': a control character in"
              + " a text is written as \\t or \\u0000",
          "{\"workspaces\": {\"acme\": \"t0ken|at line 1, column 25, in 'workspaces.acme': this"
              + " text has no closing double quote",
        })
    void brokenJsonIsToldWithItsPlace(String json, String problem) {
      assertThat(check(json))
          .containsExactly(
              "The configuration cannot be read: it is not JSON "
                  + problem
                  + "; correct it and save it again");
    }

    @Test
    void linesAreCounted() {
      assertThat(check("{\n  \"workspaces\": {\n    \"acme\": {\n      \"sms\" {} } } }"))
          .containsExactly(
              "The configuration cannot be read: it is not JSON at line 4, column 13, in"
                  + " 'workspaces.acme.sms': a colon is missing before this; correct it and save it"
                  + " again");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "` `|it is empty",
          "`\uFEFF`|it is empty",
          "[]|it is not a JSON object",
          "\"workspaces\"|it is not a JSON object",
          "null|it is not a JSON object",
          "{\"workspaces\": {\"a\": {}, \"a\": {}}}|'a' stands twice at workspaces.a",
          "{\"workspaces\": {}, \"workspaces\": {}}|'workspaces' stands twice at workspaces",
          "{\"workspaces\": {\"a\": {\"sms\": {\"fallback\": [1, {\"x\": 1, \"x\": 2}]}}}}|'x'"
              + " stands twice at workspaces.a.sms.fallback[1].x",
          "{\"workspaces\": 1e99999999999}|the number at workspaces is out of range",
        })
    void whatIsNoConfigurationIsRefused(String json, String problem) {
      assertThat(check(json))
          .containsExactly(
              "The configuration cannot be read: " + problem + "; correct it and save it again");
    }

    @Test
    void endlessNestingIsRefused() {
      assertThat(check("{\"workspaces\":" + "[".repeat(100_000)))
          .singleElement()
          .asString()
          .startsWith("The configuration cannot be read: it is not JSON at line 1, column 2");
    }

    @Test
    void aByteOrderMarkDoesNoHarm() {
      assertThat(
              check(
                  "\uFEFF{\"workspaces\": {\"acme\": {\"sms\": {\"defaultProvider\": \"fake\","
                      + " \"providers\": {\"fake\": {}}}}}}"))
          .isEmpty();
    }

    @Test
    void workspacesAreAskedFor() {
      String hint =
          "workspaces: is missing or not an object; write { \"workspaces\": { \"acme\": { \"sms\":"
              + " { \"providers\": { ... } } } } }";
      assertThat(check("{}")).containsExactly(hint);
      assertThat(check("{\"workspaces\": []}")).containsExactly(hint);
      assertThat(check("{\"workspaces\": null}")).containsExactly(hint);
      assertThat(check("{\"$schema\": \"./schema.json\", \"workspaces\": {}}")).isEmpty();
    }
  }

  @Nested
  class TheFile {
    private List<String> checkFile(Path file) {
      return new ConfigurationChecker(ProviderCatalog.of(fake), name -> null)
          .check(file).stream().map(ConfigurationProblem::describe).toList();
    }

    @Test
    void missing() {
      Path file = directory.resolve("no.json");
      assertThat(checkFile(file))
          .containsExactly(
              "The configuration file "
                  + file
                  + " does not exist; create it, or name another file");
    }

    @Test
    void aDirectory() {
      assertThat(checkFile(directory))
          .containsExactly(
              "The configuration file " + directory + " is a directory; name a file in it");
    }

    @Test
    void aDeviceOrPipe() {
      Path zero = Path.of("/dev/zero");
      assumeTrue(Files.exists(zero));
      assertThat(checkFile(zero))
          .containsExactly(
              "The configuration file /dev/zero cannot be read: it is not a regular file;"
                  + " name a regular file of at most 16 MiB");
    }

    @Test
    void oneThatIsTooLarge() throws IOException {
      Path file = directory.resolve("large.json");
      try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
        large.setLength((16 << 20) + 1);
      }
      assertThat(checkFile(file))
          .containsExactly(
              "The configuration file "
                  + file
                  + " cannot be read: it is larger than 16 MiB; name a regular file of at most 16"
                  + " MiB");
    }

    @Test
    void oneBehindALink() throws IOException {
      Path file = Files.writeString(directory.resolve("good.json"), "{\"workspaces\": {}}");
      assertThat(checkFile(Files.createSymbolicLink(directory.resolve("link"), file))).isEmpty();
    }

    @Test
    void notUtf8() throws IOException {
      Path file = directory.resolve("16.json");
      Files.writeString(file, "{\"workspaces\": {\"\u00FC\": {}}}", StandardCharsets.UTF_16);
      assertThat(checkFile(file))
          .containsExactly(
              "The configuration file " + file + " is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void secretsLieBesideIt() throws IOException {
      Path file = directory.resolve("good.json");
      Files.writeString(directory.resolve("token"), "t0ken");
      Files.writeString(
          file,
          """
          {"workspaces": {"acme": {"sms": {"defaultProvider": "fake",
            "providers": {"fake": {"token": "${file:token}"}}}}}}
          """);
      assertThat(checkFile(file)).isEmpty();
    }
  }

  @Nested
  class Keys {
    @Test
    void unknownOnesAreToldAtEveryLevelWithWhatWasProbablyMeant() {
      assertThat(
              check(
                  """
                  {"workspace": {}, "workspaces": {"acme": {"parnt": "x", "other": 1, "sms": {
                     "defualtProvider": "fake", "defaultProvider": "fake", "colour": "red",
                     "retry": {"atempts": 3, "now": true},
                     "providers": {"fake": {"tokn": "t0ken", "Port": 8, "shoe": 1}}}}}}
                  """))
          .containsExactly(
              "workspace: is not a key of the configuration; did you mean 'workspaces'?",
              "workspaces.acme.parnt: is not a key here; did you mean 'parent'?",
              "workspaces.acme.other: is not a key here; known: parent, sms",
              "workspaces.acme.sms.defualtProvider: is not a key here; did you mean"
                  + " 'defaultProvider'?",
              "workspaces.acme.sms.colour: is not a key here; known: defaultProvider,"
                  + " defaultRegion, failoverOnThrottle, failoverAfterFailure, sendTimeout,"
                  + " requireConsent, fallback, retry, optOut, providers",
              "workspaces.acme.sms.retry.atempts: is not a key here; did you mean 'attempts'?",
              "workspaces.acme.sms.retry.now: is not a key here; known: attempts, within",
              PROVIDERS + "fake.tokn = ****: is not a setting; did you mean 'token'?",
              PROVIDERS + "fake.Port = ****: is not a setting; did you mean 'port'?",
              PROVIDERS
                  + "fake.shoe = ****: is not a setting; known: token, account, port, eager, mode,"
                  + " base, pause, keys, tags",
              "workspaces.acme.sms.defaultProvider = \"fake\": acme/fake is not usable (see "
                  + PROVIDERS
                  + "fake)");
    }

    @Test
    void aVeryLongOneCostsNothing() {
      String key = "k".repeat(1_000_000);
      assertThat(checkSms("\"defaultProvider\": \"fake\", \"" + key + "\": 1")).hasSize(1);
    }
  }

  @Nested
  class Types {
    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "1", "true"})
    void whatIsNoObjectIsRefusedWhereOneIsWanted(String value) {
      assertThat(check("{\"workspaces\": {\"acme\": " + value + "}}"))
          .startsWith("workspaces.acme: is not an object; write { ... }");
      assertThat(check("{\"workspaces\": {\"acme\": {\"sms\": " + value + "}}}"))
          .startsWith("workspaces.acme.sms: is not an object; write { ... }");
      assertThat(checkSms("\"defaultProvider\": \"fake\", \"retry\": " + value))
          .containsExactly("workspaces.acme.sms.retry: is not an object; write { ... }");
      assertThat(check("{\"workspaces\": {\"acme\": {\"sms\": {\"providers\": " + value + "}}}}"))
          .startsWith("workspaces.acme.sms.providers: is not an object; write { ... }");
      assertThat(checkInstance(value))
          .containsExactly(PROVIDERS + "x: is not an object; write { ... }");
    }

    @Test
    void anInstanceThatIsNoObjectIsNotTakenForOneWithoutSettings() {
      assertThat(
              check(
                  """
                  {"workspaces": {"acme": {"sms": {"defaultProvider": "fake",
                    "providers": {"fake": "fake"}}}}}
                  """))
          .containsExactly(
              PROVIDERS + "fake: is not an object; write { ... }",
              "workspaces.acme.sms.defaultProvider = \"fake\": acme/fake is not usable (see "
                  + PROVIDERS
                  + "fake)");
    }

    @Test
    void plainValuesOfTheWrongType() {
      assertThat(
              checkSms(
                  """
                  "defaultProvider": ["fake"], "defaultRegion": "usa", "failoverOnThrottle": "yes",
                  "sendTimeout": "soon", "fallback": "fake",
                  "retry": {"attempts": -1, "within": {}}
                  """))
          .containsExactly(
              "workspaces.acme.sms.defaultProvider: is not a plain value; The instance that"
                  + " carries messages which name none.",
              "workspaces.acme.sms.defaultRegion = \"usa\": does not match [A-Z]{2}; for example"
                  + " US",
              "workspaces.acme.sms.failoverOnThrottle = \"yes\": is neither true nor false; Whether"
                  + " a throttled message goes to the fallback instead of waiting.",
              "workspaces.acme.sms.sendTimeout = \"soon\": is not a time such as 500ms, 30s, 5m,"
                  + " 2h or PT30S; for example 30s",
              "workspaces.acme.sms.retry.attempts = \"-1\": does not match [0-9]{1,2}; for example"
                  + " 3",
              "workspaces.acme.sms.retry.within: is not a plain value; How long after the first"
                  + " attempt the last may start: 30s unless given.",
              "workspaces.acme.sms.fallback: is not a list of instances; for example [\"text\"]");
      assertThat(checkSms("\"defaultProvider\": \"fake\", \"fallback\": [\"fake\", 1, null, []]"))
          .containsExactly(
              "workspaces.acme.sms.fallback: holds something that is not a name; for example"
                  + " [\"text\"]");
      assertThat(check("{\"workspaces\": {\"acme\": {\"parent\": 7}}}"))
          .startsWith("workspaces.acme.parent: is not a text; write a name in quotes");
    }

    @ParameterizedTest
    @CsvSource({
      "sendTimeout, 0s, is shorter than 1ms",
      "sendTimeout, PT0.0001S, is shorter than 1ms",
      "sendTimeout, 2h, is longer than 1h",
      "sendTimeout, PT999999H, is longer than 1h",
    })
    void aTimeThatNoSendCanHave(String key, String value, String problem) {
      assertThat(checkSms("\"defaultProvider\": \"fake\", \"%s\": \"%s\"".formatted(key, value)))
          .containsExactly(
              "workspaces.acme.sms.%s = \"%s\": %s; for example 30s"
                  .formatted(key, value, problem));
    }

    @Test
    void retryingMayBeLimitedToNoTimeButNotToDays() {
      String sms = "\"defaultProvider\": \"fake\", \"retry\": {\"within\": \"%s\"}";
      assertThat(checkSms(sms.formatted("0s"))).isEmpty();
      assertThat(checkSms(sms.formatted("3d"))).hasSize(1);
    }

    @Test
    void aRegionWithoutNumbers() {
      assertThat(checkSms("\"defaultProvider\": \"fake\", \"defaultRegion\": \"UK\""))
          .containsExactly(
              "workspaces.acme.sms.defaultRegion = \"UK\": is not a region with phone numbers of"
                  + " its own; use a two-letter code of ISO 3166-1 such as US, GB or DE");
    }
  }

  @Nested
  class Settings {
    @Test
    void valuesOfEveryTypeThatAreWrong() {
      assertThat(
              checkInstance(
                  """
                  {"type": "fake", "token": " ", "account": "Not this", "port": "eighty",
                   "eager": 1, "mode": "FAST", "base": "ftp://example.org", "pause": "5 minutes"}
                  """))
          .containsExactly(
              PROVIDERS + "x.token = ****: is empty; The key.",
              PROVIDERS + "x.account = \"Not this\": does not match [a-z0-9]+; for example main",
              PROVIDERS + "x.port = \"eighty\": is not a whole number; for example 80",
              PROVIDERS + "x.eager = \"1\": is neither true nor false; Whether to hurry.",
              PROVIDERS + "x.mode = \"FAST\": is none of slow, fast; How fast.",
              PROVIDERS
                  + "x.base = \"ftp://example.org\": is not an absolute http or https address; for"
                  + " example https://example.org/",
              PROVIDERS
                  + "x.pause = \"5 minutes\": is not a time such as 500ms, 30s, 5m, 2h or PT30S;"
                  + " for example 30s");
    }

    @Test
    void valuesOfEveryTypeThatAreRight() {
      assertThat(
              checkInstance(
                  """
                  {"type": "fake", "token": "t0ken", "account": 15005550006, "port": 80,
                   "eager": true, "mode": "fast", "base": "https://example.org", "pause": "PT5M",
                   "keys": ["a", "b"], "tags": "single"}
                  """))
          .isEmpty();
    }

    @Test
    void severalValues() {
      assertThat(
              checkInstance(
                  """
                  {"type": "fake", "account": ["a", "b"], "port": {}, "mode": null,
                   "keys": [" ", {}, "k3y", null], "tags": {"a": 1}}
                  """))
          .containsExactly(
              PROVIDERS + "x.account: is not one value; The account.",
              PROVIDERS + "x.port: is not one value",
              PROVIDERS + "x.mode: is not one value; How fast.",
              PROVIDERS + "x.keys[0] = ****: is empty; The keys.",
              PROVIDERS + "x.keys[1]: is not a plain value; The keys.",
              PROVIDERS + "x.keys[3]: is not a plain value; The keys.",
              PROVIDERS + "x.tags: is not a value or a list of values; Labels.");
    }

    @Test
    void requiredOnesThatAreMissing() {
      FakeProvider strict =
          new FakeProvider(
              FakeProvider.describe("strict")
                  .settings(
                      Setting.secret("pin").required().help("The pin.").build(),
                      Setting.text("names").required().repeated().help("The names.").build())
                  .build());
      ConfigurationChecker checker =
          new ConfigurationChecker(ProviderCatalog.of(fake, strict), name -> null);
      String json =
          """
          {"workspaces": {"acme": {"sms": {"defaultProvider": "fake",
            "providers": {"fake": {}, "strict": %s}}}}}
          """;
      assertThat(checker.check(json.formatted("{}"), directory))
          .extracting(ConfigurationProblem::describe)
          .containsExactly(
              PROVIDERS + "strict.pin: is required; The pin.",
              PROVIDERS + "strict.names: is required; The names.");
      assertThat(checker.check(json.formatted("{\"pin\": \"1\", \"names\": []}"), directory))
          .extracting(ConfigurationProblem::describe)
          .containsExactly(PROVIDERS + "strict.names: is an empty list; The names.");
    }

    @Test
    void theTypeOfProvider() {
      assertThat(checkInstance("{}"))
          .containsExactly(
              PROVIDERS
                  + "x: has no type, and no provider is called 'x' as the instance is; known"
                  + " providers: fake");
      assertThat(checkInstance("{\"type\": \"fkae\", \"whatever\": 1}"))
          .containsExactly(
              PROVIDERS
                  + "x.type = \"fkae\": is not a provider that is installed; did you mean 'fake'?"
                  + " known providers: fake");
      assertThat(checkInstance("{\"type\": null}"))
          .containsExactly(PROVIDERS + "x.type: is not a text; name a provider in quotes");
      assertThat(checkInstance("{\"type\": 5}"))
          .containsExactly(PROVIDERS + "x.type: is not a text; name a provider in quotes");
    }

    @Test
    void rulesAcrossSettings() {
      fake.check(
          settings ->
              settings.has("account")
                  ? List.of(
                      new SettingProblem("", "needs account or port, not both", "remove one"),
                      new SettingProblem("port", "is for insiders", ""))
                  : List.of());
      assertThat(checkInstance("{\"type\": \"fake\", \"account\": \"a\"}"))
          .containsExactly(
              PROVIDERS + "x: needs account or port, not both; remove one",
              PROVIDERS + "x.port: is for insiders");
    }

    @Test
    void aRuleThatThrowsDoesNotEndTheCheck() {
      String told =
          PROVIDERS
              + "x: the provider 'fake' failed to check its settings: %s; report this to the"
              + " provider's author";
      String json = "{\"type\": \"fake\", \"token\": \"t0ken\", \"account\": \"a\"}";
      fake.check(
          settings -> {
            if (settings.has("account")) {
              throw new IllegalStateException("bad token " + settings.text("token"));
            }
            return List.of();
          });
      assertThat(checkInstance(json))
          .containsExactly(told.formatted("java.lang.IllegalStateException"));
      fake.check(
          settings -> {
            if (settings.has("account")) {
              throw new AssertionError("bad token " + settings.text("token"));
            }
            return List.of();
          });
      assertThat(checkInstance(json)).containsExactly(told.formatted("java.lang.AssertionError"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aRuleThatGivesNothingDoesNotEndTheCheck() {
      fake.check(settings -> settings.has("account") ? null : List.of());
      assertThat(checkInstance("{\"type\": \"fake\", \"account\": \"a\"}"))
          .containsExactly(
              PROVIDERS
                  + "x: the provider 'fake' failed to check its settings:"
                  + " java.lang.NullPointerException; report this to the provider's author");
    }
  }

  @Nested
  class Names {
    private static final String RULE =
        "use 1 to 64 letters, digits, '-' or '_', starting with a letter or digit";

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a/b", "", " ", "a b", "-a", "\u00E4", "../x", "a\\nb"})
    void thatAreNotUsableAreReportedAndDoNotThrow(String name) {
      String shown = name.replace("\\n", "\n");
      assertThat(
              check(
                  """
                  {"workspaces": {"%s": {"parent": "%1$s", "sms": {"defaultProvider": "%1$s",
                    "fallback": ["%1$s"], "providers": {"%1$s": {"type": "fake"}}}},
                    "child": {"parent": "%1$s", "sms": {"defaultProvider": "%1$s"}}}}
                  """
                      .formatted(name)))
          .contains(
              "workspaces." + shown + ": is not a usable workspace name; " + RULE,
              "workspaces."
                  + shown
                  + ".sms.providers."
                  + shown
                  + ": is not a usable instance name; "
                  + RULE);
    }

    @Test
    void aNameOf64CharactersIsUsableAndALongerOneIsNot() {
      String json =
          """
          {"workspaces": {"%s": {"sms": {"defaultProvider": "fake", "providers": {"fake": {}}}}}}
          """;
      assertThat(check(json.formatted("w".repeat(64)))).isEmpty();
      assertThat(check(json.formatted("w".repeat(65)))).isNotEmpty();
    }
  }

  @Nested
  class TheDefault {
    @Test
    void noneAtAll() {
      assertThat(check("{\"workspaces\": {\"acme\": {}}}"))
          .containsExactly(
              "workspaces.acme: has no usable default provider; Configure a provider under"
                  + " workspaces.acme.sms.providers.");
    }

    @Test
    void oneInstanceSuggestsTheLine() {
      assertThat(checkSms("\"fallback\": []"))
          .containsExactly(
              "workspaces.acme: has no usable default provider; Add \"defaultProvider\": \"fake\""
                  + " to workspaces.acme.sms.");
    }

    @Test
    void onesThatDoNotExist() {
      assertThat(checkSms("\"defaultProvider\": \"faek\", \"fallback\": [\"fake\", \"other\"]"))
          .containsExactly(
              "workspaces.acme.sms.defaultProvider = \"faek\": no instance is called 'faek'; did"
                  + " you mean 'fake'?",
              "workspaces.acme.sms.fallback = \"other\": no instance is called 'other'; known:"
                  + " fake");
    }
  }

  @Nested
  class Parents {
    private List<String> checkParents(String... pairs) {
      StringBuilder json = new StringBuilder("{\"workspaces\": {");
      for (int i = 0; i < pairs.length; i += 2) {
        json.append(i == 0 ? "" : ", ")
            .append("\"%s\": {".formatted(pairs[i]))
            .append(pairs[i + 1].isEmpty() ? "" : "\"parent\": \"%s\", ".formatted(pairs[i + 1]))
            .append("\"sms\": {\"defaultProvider\": \"fake\", \"providers\": {\"fake\": {}}}}");
      }
      return check(json + "}}");
    }

    @Test
    void aMissingOneIsToldToItsChildOnly() {
      assertThat(checkParents("acme", "acmee", "acme-eu", "acme"))
          .containsExactly(
              "workspaces.acme.parent = \"acmee\": is not a workspace; did you mean 'acme'?");
    }

    @Test
    void aCycleIsToldToItsMembersOnly() {
      assertThat(checkParents("a", "a"))
          .containsExactly(
              "workspaces.a.parent = \"a\": the parents lead back: a -> a; remove one of these"
                  + " parents");
      assertThat(checkParents("a", "b", "b", "a"))
          .containsExactly(
              "workspaces.a.parent = \"b\": the parents lead back: a -> b -> a; remove one of these"
                  + " parents",
              "workspaces.b.parent = \"a\": the parents lead back: b -> a -> b; remove one of these"
                  + " parents");
      assertThat(checkParents("a", "b", "b", "c", "c", "a", "below", "c", "deeper", "below"))
          .containsExactly(
              "workspaces.a.parent = \"b\": the parents lead back: a -> b -> c -> a; remove one of"
                  + " these parents",
              "workspaces.b.parent = \"c\": the parents lead back: b -> c -> a -> b; remove one of"
                  + " these parents",
              "workspaces.c.parent = \"a\": the parents lead back: c -> a -> b -> c; remove one of"
                  + " these parents");
    }
  }

  @Nested
  class Consequences {
    @Test
    void ofACycleAreNotToldBesideIt() {
      StringBuilder json = new StringBuilder("{\"workspaces\": {");
      for (int i = 0; i < 5; i++) {
        json.append("\"w%d\": {\"parent\": \"w%d\"}, ".formatted(i, (i + 1) % 5));
      }
      assertThat(check(json + "\"below\": {\"parent\": \"w3\"}}}"))
          .hasSize(6)
          .allMatch(told -> told.contains("the parents lead back") || told.contains("below"))
          .last()
          .isEqualTo(
              "workspaces.below: has no usable default provider; correct its ancestor workspaces.w3"
                  + " first");
    }

    @Test
    void ofAFaultyInstanceNameItsPathAndComeLast() {
      assertThat(
              check(
                  """
                  {"workspaces": {
                    "child": {"parent": "acme", "sms": {"fallback": ["x"]}},
                    "quiet": {"parent": "acme"},
                    "acme": {"sms": {"defaultProvider": "x", "providers": {
                      "x": {"type": "fake", "port": "eighty"}}}}}}
                  """))
          .containsExactly(
              PROVIDERS + "x.port = \"eighty\": is not a whole number; for example 80",
              "workspaces.child.sms.fallback = \"x\": acme/x is not usable (see "
                  + PROVIDERS
                  + "x)",
              "workspaces.acme.sms.defaultProvider = \"x\": acme/x is not usable (see "
                  + PROVIDERS
                  + "x)",
              "workspaces.quiet: has no usable default provider; correct its ancestor"
                  + " workspaces.acme first");
    }
  }

  @Test
  void everythingWrongIsToldAtOnceWithItsWorkspace() {
    List<ConfigurationProblem> problems =
        problems(
            """
            {"worspaces": 1, "workspaces": {
              "a": {"sms": {"defaultProvider": "x", "providers": {"x": {"type": "fake",
                "port": "p", "mode": "m", "token": "${env:NONE}"}}}},
              "b": {"parent": "c", "sms": {"defaultRegion": "u", "providers": {"y": {}}}},
              "d.e": {}}}
            """);
    assertThat(problems)
        .extracting(ConfigurationProblem::workspace, ConfigurationProblem::path)
        .containsExactly(
            at("", "worspaces"),
            at("a", "workspaces.a.sms.providers.x.token"),
            at("a", "workspaces.a.sms.providers.x.port"),
            at("a", "workspaces.a.sms.providers.x.mode"),
            at("b", "workspaces.b.sms.defaultRegion"),
            at("b", "workspaces.b.sms.providers.y"),
            at("d.e", "workspaces.d.e"),
            at("a", "workspaces.a.sms.defaultProvider"),
            at("b", "workspaces.b.parent"));
    assertThat(problems).allMatch(problem -> problem.severity() == Severity.ERROR);
  }

  private static org.assertj.core.groups.Tuple at(String workspace, String path) {
    return org.assertj.core.groups.Tuple.tuple(workspace, path);
  }
}
