package io.patchbay.registry.internal.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.InstanceSecrets;
import io.patchbay.registry.internal.ModuleTrace;
import io.patchbay.registry.internal.PluginContext;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one instance by its provider's schema. Used once. */
final class InstanceReader {
  private static final String MASKED = "****";

  /** Of what a provider says about its settings. */
  private static final int LONGEST = 2_000;

  private final ProviderCatalog catalog;
  private final Placeholders placeholders;
  private final ForeignCalls calls;
  private final InstanceId id;
  private final List<ConfigurationProblem> problems;
  private boolean faulty;

  InstanceReader(
      ProviderCatalog catalog,
      Placeholders placeholders,
      ForeignCalls calls,
      InstanceId id,
      List<ConfigurationProblem> problems) {
    this.catalog = catalog;
    this.placeholders = placeholders;
    this.calls = calls;
    this.id = id;
    this.problems = problems;
  }

  Optional<InstanceConfiguration> read(String path, JsonObject object) {
    Optional<ProviderCatalog.Entry> provider = provider(path, object);
    if (provider.isEmpty()) {
      return Optional.empty();
    }
    List<Setting> schema = provider.get().descriptor().settings();
    Map<String, List<String>> values = values(path, object, schema);
    if (faulty) {
      return Optional.empty();
    }
    InstanceConfiguration instance =
        new InstanceConfiguration(id, provider.get(), Settings.of(schema, values));
    check(path, instance);
    return faulty ? Optional.empty() : Optional.of(instance);
  }

  private Optional<ProviderCatalog.Entry> provider(String path, JsonObject object) {
    JsonElement type = object.get(Setting.TYPE_KEY);
    boolean text = type instanceof JsonPrimitive primitive && primitive.isString();
    if (type != null && !text) {
      report(path + ".type", null, "is not a text", "name a provider in quotes");
      return Optional.empty();
    }
    String providerId = type == null ? id.name() : type.getAsString();
    Optional<ProviderCatalog.Entry> provider = catalog.find(providerId);
    if (provider.isEmpty()) {
      String meant =
          Suggestion.among(catalog.ids(), providerId)
              .map(name -> "did you mean '" + name + "'? ")
              .orElse("");
      String missing =
          type == null
              ? "has no type, and no provider is called '" + id.name() + "' as the instance is"
              : "is not a provider that is installed";
      report(
          type == null ? path : path + ".type",
          type == null ? null : ShownValue.among(catalog.ids(), providerId),
          missing,
          meant + catalog.inventory());
    }
    return provider;
  }

  private Map<String, List<String>> values(String path, JsonObject object, List<Setting> schema) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<String> known = schema.stream().map(Setting::key).toList();
    for (String key : object.keySet()) {
      if (!known.contains(key) && !key.equals(Setting.TYPE_KEY)) {
        // Shown masked: it may be a misspelt secret.
        report(path + "." + key, MASKED, "is not a setting", Suggestion.sentence(known, key));
      }
    }
    for (Setting setting : schema) {
      JsonElement element = object.get(setting.key());
      if (element == null) {
        if (setting.required()) {
          report(path + "." + setting.key(), null, "is required", setting.help());
        }
        continue;
      }
      values.put(setting.key(), texts(path + "." + setting.key(), schema, setting, element));
    }
    return values;
  }

  private List<String> texts(
      String path, List<Setting> schema, Setting setting, JsonElement element) {
    List<String> texts = new ArrayList<>();
    if (element instanceof JsonPrimitive primitive) {
      text(path, schema, setting, primitive).ifPresent(texts::add);
    } else if (element.isJsonArray() && setting.repeated()) {
      int index = 0;
      for (JsonElement item : element.getAsJsonArray()) {
        String at = path + "[" + index++ + "]";
        if (item instanceof JsonPrimitive primitive) {
          text(at, schema, setting, primitive).ifPresent(texts::add);
        } else {
          report(at, null, "is not a plain value", setting.help());
        }
      }
      if (index == 0 && setting.required()) {
        report(path, null, "is an empty list", setting.help());
      }
    } else {
      String wanted = setting.repeated() ? "a value or a list of values" : "one value";
      report(path, null, "is not " + wanted, setting.help());
    }
    return texts;
  }

  private Optional<String> text(
      String path, List<Setting> schema, Setting setting, JsonPrimitive primitive) {
    String written = primitive.getAsString();
    String resolved;
    try {
      resolved = placeholders.resolve(written);
    } catch (Placeholders.Unresolved e) {
      report(path, null, String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    }
    Optional<String> problem = setting.problemWith(resolved);
    if (problem.isPresent()) {
      report(path, shown(schema, setting, written), problem.get(), suggestion(setting));
      return Optional.empty();
    }
    if (setting.type() != SettingType.SECRET) {
      LiteralSecrets.in(written)
          .ifPresent(
              found ->
                  problems.add(
                      ConfigurationProblem.warning(
                          id.workspace(),
                          path,
                          null,
                          "holds a secret in plain text: " + found,
                          LiteralSecrets.remedy(schema))));
    }
    return Optional.of(resolved);
  }

  /** What stands in the file, so that a resolved value never shows, whatever the field. */
  private static String shown(List<Setting> schema, Setting setting, String written) {
    boolean hidden = setting.type() == SettingType.SECRET && !Placeholders.isAll(written);
    return hidden ? MASKED : ShownValue.of(schema, written);
  }

  private static String suggestion(Setting setting) {
    return setting.example() == null ? setting.help() : "for example " + setting.example();
  }

  private void check(String path, InstanceConfiguration instance) {
    SmsProvider provider = instance.provider().provider();
    Settings settings = instance.settings();
    try {
      InstanceSecrets secrets = InstanceSecrets.of(instance.provider().descriptor(), settings);
      for (SettingProblem problem :
          calls.call(
              instance,
              ForeignCalls.Kind.SETTINGS,
              () -> PluginContext.call(provider, () -> provider.check(settings)))) {
        String key = secrets.said(problem.key(), LONGEST);
        report(
            key.isEmpty() ? path : path + "." + key,
            null,
            secrets.said(problem.message(), LONGEST),
            secrets.said(problem.suggestion(), LONGEST));
      }
    } catch (ProviderException e) {
      report(path, null, failed(instance) + e.error().message(), e.error().remedy());
    } catch (Throwable e) {
      // A defect in foreign code of any kind concerns this one instance, whose settings its message
      // may quote.
      Throwable cause = e instanceof ExecutionException ? Objects.requireNonNull(e.getCause()) : e;
      ModuleTrace.log(id, cause);
      report(
          path,
          null,
          failed(instance) + cause.getClass().getName(),
          "report this to the provider's author");
    }
  }

  private static String failed(InstanceConfiguration instance) {
    return "the provider '"
        + instance.provider().descriptor().id()
        + "' failed to check its settings: ";
  }

  private void report(String at, @Nullable String value, String message, String suggestion) {
    faulty = true;
    problems.add(ConfigurationProblem.error(id.workspace(), at, value, message, suggestion));
  }
}
