package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.patchbay.registry.editing.ConfigurationSchema;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.RhinoException;

/**
 * Editors check a configuration with an ECMAScript engine, which refuses a whole schema for one
 * pattern that it cannot compile.
 */
class SchemaPatternsTest {
  private static final RegularExpressionFactory ECMASCRIPT = new EcmaRegularExpressions();

  private static final String SCHEMA =
      ConfigurationSchema.of(ProviderCatalog.discover(SchemaPatternsTest.class.getClassLoader()));

  private static Set<String> patterns(String document) {
    Set<String> patterns = new TreeSet<>();
    collect(JsonParser.parseString(document), patterns);
    return patterns;
  }

  private static void collect(JsonElement element, Set<String> patterns) {
    if (element instanceof JsonArray array) {
      array.forEach(item -> collect(item, patterns));
    } else if (element instanceof JsonObject object) {
      JsonElement pattern = object.get("pattern");
      if (pattern != null && pattern.isJsonPrimitive()) {
        patterns.add(pattern.getAsString());
      }
      if (object.has("patternProperties")) {
        patterns.addAll(object.getAsJsonObject("patternProperties").keySet());
      }
      object.asMap().values().forEach(value -> collect(value, patterns));
    }
  }

  @Test
  void everyPatternOfTheConfigurationSchemaCompiles() {
    assertThat(patterns(SCHEMA))
        .hasSizeGreaterThan(15)
        .anyMatch(pattern -> pattern.contains("[\\s\\S]+=[\\s\\S]+"))
        .allSatisfy(ECMASCRIPT::getRegularExpression);
  }

  @Test
  void everyPatternOfTheHttpDescriptionCompiles() {
    try (ServerRig rig = new ServerRig()) {
      String description = rig.send(rig.request("/openapi.json").build()).body();

      assertThat(patterns(description)).isNotEmpty().allSatisfy(ECMASCRIPT::getRegularExpression);
    }
  }

  private static Set<String> problems(String instance) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                SCHEMA,
                SchemaValidatorsConfig.builder().regularExpressionFactory(ECMASCRIPT).build());
    String configuration =
        "{\"workspaces\":{\"acme\":{\"sms\":{\"defaultRegion\":\"DE\",\"providers\":{\"one\":"
            + instance
            + "}}}}}";
    return schema.validate(configuration, InputFormat.JSON).stream()
        .map(problem -> problem.getInstanceLocation().toString().replaceFirst(".*/one/?", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void correctInstancesAreValid() {
    assertThat(
            problems(
                """
                { "type": "http-gateway", "url": "https://gateway.example/send", "from": "+15005550006",
                  "headers": ["X-Tenant: 7"], "body": "{\\"to\\": ${to}}",
                  "answerId": "id", "errorCodes": ["17=RATE_LIMITED", "a\\nb=RECIPIENT", "${env:CODES}"] }
                """))
        .isEmpty();
    assertThat(
            problems(
                """
                { "type": "whatsapp-cloud", "accessToken": "${file:token}",
                  "phoneNumberId": "109876543210123", "graphVersion": "v25.0" }
                """))
        .isEmpty();
  }

  @Test
  void wrongValuesAreFound() {
    assertThat(
            problems(
                """
                { "type": "http-gateway", "url": "gateway.example", "answerId": "id",
                  "errorCodes": ["17"], "traceHeader": "X Trace" }
                """))
        .contains("url", "errorCodes/0", "traceHeader");
    assertThat(
            problems(
                """
                { "type": "whatsapp-cloud", "accessToken": "${file:token}", "phoneNumberId": "+1",
                  "graphVersion": "25" }
                """))
        .contains("phoneNumberId", "graphVersion");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?s).+",
        "(?i)abc",
        "(?i:abc)",
        "a++",
        "a*+b",
        "a?+",
        "a{2}+",
        "(?>ab)",
        "\\Aab\\Z",
        "ab\\z",
        "\\Qa.b\\E",
        "[a-z&&[^b]]",
        "[a-c[x-z]]",
        "\\h",
        "\\R",
        "\\X",
        "\\e",
        "\\a",
        "\\x{41}",
        "\\01",
        "\\p{Alpha}",
        "\\p{IsAlphabetic}",
        "\\p{javaLowerCase}",
        "\\pL",
        "[\\w-.]",
        "a\\-b",
        "\\#",
        "\\_",
        "(?=a)*b",
        "(?!a){2}b",
        "(?<=a)?b",
        "(a)\\1",
        "\\G",
        "\\N{DIGIT ONE}"
      })
  void expressionsOfJavaAloneAreLeftOut(String expression) {
    assertThat(ConfigurationSchema.isPortable(Pattern.compile(expression))).isFalse();
  }

  @Test
  void flagsAreLeftOut() {
    assertThat(ConfigurationSchema.isPortable(Pattern.compile("abc", Pattern.CASE_INSENSITIVE)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0-9]+",
        "[!-~]+",
        "v\\d+\\.\\d+",
        "\\+?[1-9][0-9]{4,14}",
        "[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*",
        "https?://[^\\s#]+",
        "(?:a|b)+?c",
        "(a|b){1,3}x",
        "[^=]+=.*",
        "[-a]",
        "[a-]",
        "[^-a]",
        "[^^]",
        "\\p{L}+",
        "[\\p{Lu}\\d_]+",
        "(?!AC)[A-Z]+",
        "(?=.*x)[a-z]+",
        "(?<=a)b|c",
        "(?<name>a)b",
        "\\u0041[\\x42-\\x44]",
        "a\\/b",
        "[\\-\\]\\[\\\\]+",
        "^a$",
        "\\ba\\b",
        "a&&b",
        "[a&b]",
        ""
      })
  void sharedExpressionsMatchAlike(String expression) {
    Pattern pattern = Pattern.compile(expression);
    assertThat(ConfigurationSchema.isPortable(pattern)).isTrue();
    var same = ECMASCRIPT.getRegularExpression("^(?:" + expression + ")$");
    for (String value :
        List.of(
            "",
            "a",
            "b",
            "ab",
            "c",
            "x",
            "abx",
            "xa",
            "A",
            "AB",
            "XY",
            "AC",
            "Ab_1",
            "É",
            "7",
            "~",
            "-",
            "^",
            "=",
            "a=b",
            "a=",
            "v25.0",
            "+15005550006",
            "X-Id: 7",
            "https://a.example/b",
            "acx",
            "a/b",
            "]\\[-",
            "a&&b",
            "&",
            "a\n",
            "\uD83D\uDE00")) {
      assertThat(same.matches(value))
          .as("%s of %s", value, expression)
          .isEqualTo(pattern.matcher(value).matches());
    }
  }

  @Test
  void theEngineOfTheTestRefusesWhatBrowsersRefuse() {
    assertThatThrownBy(() -> ECMASCRIPT.getRegularExpression("^(?:(?s).+=.+)$"))
        .isInstanceOf(RhinoException.class);
    assertThat(ECMASCRIPT.getRegularExpression("^a.c$").matches("a\nc")).isFalse();
  }
}
