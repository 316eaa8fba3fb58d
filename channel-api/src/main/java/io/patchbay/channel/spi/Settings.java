package io.patchbay.channel.spi;

import io.patchbay.channel.Masking;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of one instance, checked against the provider's schema. Two are equal when their
 * values are, which is how a change of configuration is recognised.
 *
 * <p>Immutable and thread-safe. {@code toString} masks secrets, user name and password within an
 * address, and whatever may be a phone number.
 */
public final class Settings {
  /** Up to the last {@code @}: an unescaped password may have any character, that one too. */
  private static final Pattern USER_INFO = Pattern.compile("//.*@");

  private final Map<String, Setting> schema;
  private final Map<String, List<String>> values;

  private Settings(Map<String, Setting> schema, Map<String, List<String>> values) {
    this.schema = schema;
    this.values = values;
  }

  /**
   * Checks values against a schema.
   *
   * @param schema the settings that there are
   * @param values the values as text, by key
   * @throws IllegalArgumentException that lists every problem; use {@link #problems} to get them as
   *     values
   */
  public static Settings of(List<Setting> schema, Map<String, List<String>> values) {
    List<SettingProblem> problems = problems(schema, values);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream()
              .map(problem -> problem.key() + " " + problem.message())
              .collect(Collectors.joining("; ", "Settings: ", "")));
    }
    Map<String, Setting> byKey = new LinkedHashMap<>();
    schema.forEach(setting -> byKey.put(setting.key(), setting));
    Map<String, List<String>> copy = new LinkedHashMap<>();
    for (Setting setting : schema) {
      List<String> given = values.getOrDefault(setting.key(), List.of());
      if (!given.isEmpty()) {
        copy.put(setting.key(), List.copyOf(given));
      }
    }
    return new Settings(byKey, copy);
  }

  /** Every problem that {@link #of} would report; empty when there is none. */
  public static List<SettingProblem> problems(
      List<Setting> schema, Map<String, List<String>> values) {
    List<SettingProblem> problems = new ArrayList<>();
    List<String> known = schema.stream().map(Setting::key).toList();
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problems.add(
            new SettingProblem(
                key, "is not a setting of this provider", "known: " + String.join(", ", known)));
      }
    }
    for (Setting setting : schema) {
      List<String> given = values.getOrDefault(setting.key(), List.of());
      if (given.isEmpty() && setting.required()) {
        problems.add(new SettingProblem(setting.key(), "is required", setting.help()));
      }
      if (given.size() > 1 && !setting.repeated()) {
        problems.add(
            new SettingProblem(setting.key(), "has several values", "give one value, not a list"));
      }
      for (String value : given) {
        setting
            .problemWith(value)
            .ifPresent(
                problem ->
                    problems.add(new SettingProblem(setting.key(), problem, suggestion(setting))));
      }
    }
    return problems;
  }

  private static String suggestion(Setting setting) {
    return setting.example() == null ? setting.help() : "for example " + setting.example();
  }

  /** Whether the configuration gives the setting; a default does not count. */
  public boolean has(String key) {
    setting(key);
    return values.containsKey(key);
  }

  /**
   * A text, choice or other setting as text, its default included.
   *
   * @throws IllegalArgumentException when the schema has no such setting, or no value and no
   *     default
   */
  public String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  /** A text, choice or other setting as text, its default included. */
  public Optional<String> optionalText(String key) {
    List<String> all = texts(key);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** All values of a repeated setting, its default included. */
  public List<String> texts(String key) {
    Setting setting = setting(key);
    List<String> given = values.get(key);
    if (given != null) {
      return given;
    }
    String defaultValue = setting.defaultValue();
    return defaultValue == null ? List.of() : List.of(defaultValue);
  }

  /**
   * A secret.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Secret secret(String key) {
    return new Secret(text(key));
  }

  /** A secret that may be missing. */
  public Optional<Secret> optionalSecret(String key) {
    return optionalText(key).map(Secret::new);
  }

  /** All values of a repeated secret. */
  public List<Secret> secrets(String key) {
    return texts(key).stream().map(Secret::new).toList();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public long number(String key) {
    return Long.parseLong(text(key));
  }

  /** A flag; false when neither the configuration nor the default gives it. */
  public boolean flag(String key) {
    return optionalText(key).map(Boolean::parseBoolean).orElse(false);
  }

  /**
   * A web address.
   *
   * @throws IllegalArgumentException when there is none
   */
  public URI url(String key) {
    return optionalUrl(key).orElseThrow(() -> missing(key));
  }

  /** A web address that may be missing. */
  public Optional<URI> optionalUrl(String key) {
    return optionalText(key).flatMap(SettingValue::url);
  }

  /**
   * A length of time.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Duration duration(String key) {
    return optionalDuration(key).orElseThrow(() -> missing(key));
  }

  /** A length of time that may be missing. */
  public Optional<Duration> optionalDuration(String key) {
    return optionalText(key).flatMap(SettingValue::duration);
  }

  private Setting setting(String key) {
    Setting setting = schema.get(key);
    if (setting == null) {
      throw new IllegalArgumentException(
          "No setting '" + key + "' in the schema; known: " + String.join(", ", schema.keySet()));
    }
    return setting;
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("Setting '" + key + "' has no value and no default");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings
        && values.equals(settings.values)
        && schema.keySet().equals(settings.schema.keySet());
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + shown(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", "Settings[", "]"));
  }

  private String shown(String key, List<String> given) {
    boolean secret = setting(key).type() == SettingType.SECRET;
    return secret
        ? "****"
        : given.stream()
            .map(value -> Masking.numbersIn(USER_INFO.matcher(value).replaceAll("//****@")))
            .collect(Collectors.joining("|"));
  }
}
