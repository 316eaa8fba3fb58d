package io.patchbay.registry.editing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationSchemaTest {
  private static final class Sample implements SmsProvider {
    @Override
    public ProviderDescriptor descriptor() {
      return ProviderDescriptor.of("sample", "Sample", URI.create("https://example.org/"))
          .settings(
              Setting.secret("token").required().build(),
              Setting.text("from").repeated().pattern("\\+?[0-9]{5,15}").build(),
              Setting.number("port").defaultValue("80").build(),
              Setting.flag("eager").build(),
              Setting.choice("mode", "slow", "fast").build(),
              Setting.url("base").example("https://example.org/").build(),
              Setting.duration("wait").build())
          .contents(ContentType.TEXT)
          .recipient(PhoneNumber.class)
          .build();
    }

    @Override
    public SmsConnection connect(ConnectionContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ConfigurationSchema.of(ProviderCatalog.of(new Sample())));

  private List<String> problems(String configuration) {
    return schema.validate(configuration, InputFormat.JSON).stream()
        .map(ValidationMessage::getInstanceLocation)
        .map(Object::toString)
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> problemsOfInstance(String instance) {
    return problems(
        "{\"workspaces\":{\"acme\":{\"sms\":{\"providers\":{\"one\":" + instance + "}}}}}");
  }

  @Test
  void aWholeConfigurationIsValid() {
    assertThat(
            problems(
                """
                { "$schema": "./patchbay.schema.json",
                  "workspaces": {
                    "acme": { "parent": "group", "sms": {
                      "defaultProvider": "one", "defaultRegion": "US", "fallback": ["sample"],
                      "failoverOnThrottle": true, "failoverAfterFailure": true, "sendTimeout": "20s",
                      "retry": { "attempts": 3, "within": "30s" }, "requireConsent": true,
                      "optOut": { "stopWords": ["STOP", "HALT"], "startWords": [],
                                  "stops": "marketing" },
                      "providers": {
                        "one": { "type": "sample", "token": "${env:TOKEN}",
                                 "from": ["+14155551234", "${file:from}"], "port": 8080,
                                 "eager": false, "mode": "fast", "base": "https://example.org/x",
                                 "wait": "5m" },
                        "sample": { "token": "t" } } } },
                    "group": {} } }
                """))
        .isEmpty();
  }

  @Test
  void misspeltKeysAreSeenAtEveryLevel() {
    assertThat(problems("{\"workspaces\":{},\"workspace\":{}}")).containsExactly("$");
    assertThat(problems("{\"workspaces\":{\"acme\":{\"parrent\":\"x\"}}}"))
        .containsExactly("$.workspaces.acme");
    assertThat(problems("{\"workspaces\":{\"acme\":{\"sms\":{\"defaultProvder\":\"x\"}}}}"))
        .containsExactly("$.workspaces.acme.sms");
    assertThat(problemsOfInstance("{\"type\":\"sample\",\"token\":\"t\",\"tokn\":\"t\"}"))
        .containsExactly("$.workspaces.acme.sms.providers.one");
    assertThat(problems("{\"workspaces\":{\"a.b\":{}}}")).isNotEmpty();
  }

  @Test
  void wrongWordsOfOptingOutAreSeen() {
    assertThat(
            problems(
                """
                {"workspaces": {"acme": {"sms": {"requireConsent": "maybe", "optOut": {
                  "stopWords": "STOP", "startWords": [1, ""], "stops": "some", "stopWord": []}}}}}
                """))
        .extracting(path -> path.replace("$.workspaces.acme.sms.", ""))
        .containsExactly(
            "optOut",
            "optOut.startWords[0]",
            "optOut.startWords[1]",
            "optOut.stopWords",
            "optOut.stops",
            "requireConsent");
  }

  @Test
  void wrongValuesAreSeen() {
    String wrong =
        "{\"type\":\"sample\",\"token\":\"t\",\"from\":[\"abc\"],\"port\":1.5,\"eager\":\"yes\","
            + "\"mode\":\"medium\",\"base\":\"ftp://x\"}";
    assertThat(problemsOfInstance(wrong))
        .extracting(path -> path.replace("$.workspaces.acme.sms.providers.one.", ""))
        .contains("from[0]", "port", "eager", "mode", "base");
    assertThat(problemsOfInstance("{\"type\":\"sample\"}"))
        .as("the token is required")
        .containsExactly("$.workspaces.acme.sms.providers.one");
    assertThat(problemsOfInstance("{\"type\":\"simple\",\"token\":\"t\"}"))
        .containsExactly("$.workspaces.acme.sms.providers.one.type");
  }

  @Test
  void helpReachesTheEditor() {
    assertThat(ConfigurationSchema.of(ProviderCatalog.of(new Sample())))
        .contains("\"description\": \"Sample: https://example.org/\"")
        .contains("\"default\": \"80\"")
        .contains("\"title\": \"Default region\"");
  }
}
