package io.patchbay.registry.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfigurationEditorTest {
  @Test
  void onlyTheValueChanges() {
    String before =
        """
        { "workspaces": {
            "acme":   { "sms": { "defaultProvider" : "whatsapp", "fallback": ["text"],
              "providers": { "text": { "note\\"}": "a } b { \\\\" } } } },
            "other": { "sms": { "defaultProvider": "whatsapp" } } } }
        """;
    assertThat(ConfigurationEditor.setDefault(before, "acme", "text"))
        .isEqualTo(before.replaceFirst("\"whatsapp\"", "\"text\""));
    assertThat(ConfigurationEditor.setDefault(before, "other", "text"))
        .isEqualTo(
            before.replace(
                "\"other\": { \"sms\": { \"defaultProvider\": \"whatsapp\"",
                "\"other\": { \"sms\": { \"defaultProvider\": \"text\""));
  }

  @Test
  void aMissingDefaultIsPutFirstInTheLayoutOfItsNeighbours() {
    String before =
        """
        {
          "workspaces": {
            "acme": {
              "sms": {
                "fallback": []
              }
            }
          }
        }
        """;
    assertThat(ConfigurationEditor.setDefault(before, "acme", "text"))
        .isEqualTo(
            """
            {
              "workspaces": {
                "acme": {
                  "sms": {
                    "defaultProvider": "text",
                    "fallback": []
                  }
                }
              }
            }
            """);
  }

  @Test
  void emptyAndMissingSectionsAreFilled() {
    assertThat(ConfigurationEditor.setDefault("{\"workspaces\":{\"a\":{\"sms\":{}}}}", "a", "x"))
        .isEqualTo("{\"workspaces\":{\"a\":{\"sms\":{ \"defaultProvider\": \"x\" }}}}");
    assertThat(ConfigurationEditor.setDefault("{\"workspaces\":{\"a\":{}}}", "a", "x"))
        .isEqualTo("{\"workspaces\":{\"a\":{ \"sms\": { \"defaultProvider\": \"x\" } }}}");
    assertThat(
            ConfigurationEditor.setDefault(
                "{\"workspaces\":{\"a\":{\"parent\":\"b\"},\"b\":{}}}", "a", "x"))
        .isEqualTo(
            "{\"workspaces\":{\"a\":{ \"sms\": { \"defaultProvider\": \"x\" }, \"parent\":\"b\"},"
                + "\"b\":{}}}");
  }

  @Test
  void namesAreComparedAsTheyRead() {
    assertThat(
            ConfigurationEditor.setDefault(
                "\uFEFF{\"$schema\":-1.5e+3,\"x\":[true,null,{\"workspaces\":0}],"
                    + "\"work\\u0073paces\":{\"a\":{\"sms\":{\"defaultProvider\":null}}}}",
                "a",
                "x"))
        .isEqualTo(
            "\uFEFF{\"$schema\":-1.5e+3,\"x\":[true,null,{\"workspaces\":0}],"
                + "\"work\\u0073paces\":{\"a\":{\"sms\":{\"defaultProvider\":\"x\"}}}}");
  }

  @Test
  void whatCannotBeChangedIsSaid() {
    assertThatThrownBy(
            () -> ConfigurationEditor.setDefault("{\"workspaces\":{\"acme\":{}}}", "acne", "x"))
        .hasMessage("No workspace 'acne' in the configuration; did you mean 'acme'?");
    assertThatThrownBy(() -> ConfigurationEditor.setDefault("{\"workspaces\":{", "acme", "x"))
        .hasMessageStartingWith("The configuration cannot be read: it is not JSON at line 1");
    assertThatThrownBy(() -> ConfigurationEditor.setDefault("{}", "acme", "x"))
        .hasMessage("'workspaces' in the configuration is missing or not an object");
    assertThatThrownBy(
            () -> ConfigurationEditor.setDefault("{\"workspaces\":{\"acme\":3}}", "acme", "x"))
        .hasMessage("'acme' in workspaces is missing or not an object");
  }
}
