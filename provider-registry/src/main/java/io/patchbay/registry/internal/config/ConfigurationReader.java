package io.patchbay.registry.internal.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.content.StrictJson;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the text of a configuration and reports everything wrong in it at once. */
public final class ConfigurationReader {
  static final List<String> TOP_KEYS = List.of("$schema", ServerReader.KEY, "workspaces");

  private final ProviderCatalog catalog;
  private final Function<String, @Nullable String> environment;
  private final ForeignCalls calls;

  public ConfigurationReader(
      ProviderCatalog catalog, Function<String, @Nullable String> environment, ForeignCalls calls) {
    this.catalog = catalog;
    this.environment = environment;
    this.calls = calls;
  }

  /**
   * Reads a text.
   *
   * @param text the JSON
   * @param directory where relative paths of secret files start
   */
  public ConfigurationDocument read(String text, Path directory) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    Map<String, WorkspaceConfiguration> workspaces = new LinkedHashMap<>();
    Placeholders placeholders = new Placeholders(environment, directory);
    ServerReader.Section server = new ServerReader(placeholders).read(null);
    try {
      JsonObject root = JsonDocument.parse(text);
      for (String key : root.keySet()) {
        if (!TOP_KEYS.contains(key)) {
          problems.add(
              ConfigurationProblem.error(
                  "",
                  key,
                  null,
                  "is not a key of the configuration",
                  Suggestion.sentence(TOP_KEYS, key)));
        }
      }
      server = new ServerReader(placeholders).read(root.get(ServerReader.KEY));
      JsonElement sections = root.get("workspaces");
      if (sections == null || !sections.isJsonObject()) {
        problems.add(
            ConfigurationProblem.error(
                "",
                "workspaces",
                null,
                "is missing or not an object",
                "write { \"workspaces\": { \"acme\": { \"sms\": { \"providers\": { ... } } } } }"));
      } else {
        for (Map.Entry<String, JsonElement> entry : sections.getAsJsonObject().entrySet()) {
          WorkspaceConfiguration workspace =
              new WorkspaceReader(catalog, placeholders, calls, entry.getKey())
                  .read(entry.getValue());
          workspaces.put(entry.getKey(), workspace);
        }
      }
    } catch (StrictJson.Broken e) {
      problems.add(
          ConfigurationProblem.error(
              "",
              "",
              null,
              "The configuration cannot be read: " + e.getMessage(),
              "correct it and save it again"));
    }
    return new ConfigurationDocument(
        workspaces, server, problems, Map.copyOf(placeholders.files()));
  }
}
