package io.patchbay.registry.internal.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.Settings;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.OptOutRules;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one workspace's section. Used once. */
public final class WorkspaceReader {
  static final List<String> WORKSPACE_KEYS = List.of("parent", "sms");
  static final List<String> RETRY_KEYS = List.of("attempts", "within");

  /** The keys of {@code sms} that take one plain value, read by the rules of provider settings. */
  public static final List<Setting> SMS_SETTINGS =
      List.of(
          Setting.text("defaultProvider")
              .label("Default provider")
              .help("The instance that carries messages which name none.")
              .example("whatsapp")
              .build(),
          Setting.text("defaultRegion")
              .label("Default region")
              .help("The region by whose rules national phone numbers are read: two letters.")
              .pattern("[A-Z]{2}")
              .example("US")
              .build(),
          Setting.flag("failoverOnThrottle")
              .label("Fail over when throttled")
              .help("Whether a throttled message goes to the fallback instead of waiting.")
              .build(),
          Setting.flag("failoverAfterFailure")
              .label("Fail over after a failure")
              .help(
                  "Whether a message of the queue that its provider took and gave up afterwards"
                      + " goes to the fallback, once; it may arrive twice then.")
              .build(),
          Setting.duration("sendTimeout")
              .label("Send time-out")
              .help("How long one attempt may take: 30s unless given.")
              .example("30s")
              .build(),
          Setting.flag("requireConsent")
              .label("Require consent")
              .help("Whether a message is refused unless the person's consent is on record.")
              .build());

  public static final List<Setting> OPT_OUT_SETTINGS =
      List.of(
          Setting.choice("stops", "all", "marketing")
              .label("Stops")
              .help("What a stop word stops: all messages unless given, or marketing alone.")
              .example("marketing")
              .build());

  /** The keys of {@code optOut} that take a list. */
  static final List<String> WORD_KEYS = List.of("stopWords", "startWords", "languages");

  public static final List<Setting> RETRY_SETTINGS =
      List.of(
          Setting.number("attempts")
              .label("Attempts")
              .help(
                  "How often an asynchronous send is tried: 3 unless given, 0 turns retrying off.")
              .pattern("[0-9]{1,2}")
              .example("3")
              .build(),
          Setting.duration("within")
              .label("Within")
              .help("How long after the first attempt the last may start: 30s unless given.")
              .example("30s")
              .build());

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final ProviderCatalog catalog;
  private final Placeholders placeholders;
  private final ForeignCalls calls;
  private final String name;
  private final String path;
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final Map<String, InstanceConfiguration> instances = new LinkedHashMap<>();
  private final Map<String, String> broken = new LinkedHashMap<>();

  WorkspaceReader(
      ProviderCatalog catalog, Placeholders placeholders, ForeignCalls calls, String name) {
    this.catalog = catalog;
    this.placeholders = placeholders;
    this.calls = calls;
    this.name = name;
    this.path = "workspaces." + name;
  }

  WorkspaceConfiguration read(JsonElement element) {
    checkName(path, "workspace", name);
    JsonObject section = object(path, element);
    known(path, section, WORKSPACE_KEYS);
    String parent = text(path, section, "parent");
    String smsPath = path + ".sms";
    JsonElement smsElement = section.get("sms");
    JsonObject sms = smsElement == null ? new JsonObject() : object(smsPath, smsElement);
    List<String> smsKeys = new ArrayList<>(SMS_SETTINGS.stream().map(Setting::key).toList());
    smsKeys.addAll(List.of("fallback", "retry", "optOut", "providers"));
    known(smsPath, sms, smsKeys);
    Map<String, String> plain = plain(smsPath, sms, SMS_SETTINGS);
    String retryPath = smsPath + ".retry";
    JsonElement retryElement = sms.get("retry");
    JsonObject retry = retryElement == null ? new JsonObject() : object(retryPath, retryElement);
    known(retryPath, retry, RETRY_KEYS);
    Map<String, String> retryPlain = plain(retryPath, retry, RETRY_SETTINGS);
    readInstances(smsPath + ".providers", sms.get("providers"));
    String attempts = retryPlain.get("attempts");
    return new WorkspaceConfiguration(
        name,
        parent,
        plain.get("defaultProvider"),
        fallback(smsPath + ".fallback", sms.get("fallback")),
        plain.get("defaultRegion"),
        flag(plain, "failoverOnThrottle"),
        flag(plain, "failoverAfterFailure"),
        duration(SMS_SETTINGS, plain, "sendTimeout"),
        attempts == null ? null : Integer.valueOf(attempts),
        duration(RETRY_SETTINGS, retryPlain, "within"),
        optOut(smsPath + ".optOut", sms.get("optOut")),
        flag(plain, "requireConsent"),
        instances,
        broken,
        List.copyOf(problems));
  }

  private static @Nullable Boolean flag(Map<String, String> values, String key) {
    String value = values.get(key);
    return value == null ? null : Boolean.valueOf(value);
  }

  private static @Nullable Duration duration(
      List<Setting> schema, Map<String, String> values, String key) {
    String value = values.get(key);
    return value == null ? null : Settings.of(schema, Map.of(key, List.of(value))).duration(key);
  }

  private void readInstances(String at, @Nullable JsonElement element) {
    if (element == null) {
      return;
    }
    for (Map.Entry<String, JsonElement> entry : object(at, element).entrySet()) {
      String instance = entry.getKey();
      String instancePath = at + "." + instance;
      if (!checkName(instancePath, "instance", instance) || !checkNameQuietly(name)) {
        broken.put(instance, "its name is not usable");
        continue;
      }
      if (!entry.getValue().isJsonObject()) {
        object(instancePath, entry.getValue());
        broken.put(instance, "it is not an object");
        continue;
      }
      int before = problems.size();
      Optional<InstanceConfiguration> valid =
          new InstanceReader(catalog, placeholders, calls, new InstanceId(name, instance), problems)
              .read(instancePath, entry.getValue().getAsJsonObject());
      if (valid.isPresent()) {
        instances.put(instance, valid.get());
      } else {
        broken.put(
            instance,
            String.join(
                "; ",
                problems.subList(before, problems.size()).stream()
                    .filter(problem -> problem.severity() == ConfigurationProblem.Severity.ERROR)
                    .map(ConfigurationProblem::describe)
                    .toList()));
      }
    }
  }

  private WorkspaceConfiguration.OptOut optOut(String at, @Nullable JsonElement element) {
    JsonObject optOut = element == null ? new JsonObject() : object(at, element);
    List<String> keys = new ArrayList<>(OPT_OUT_SETTINGS.stream().map(Setting::key).toList());
    keys.addAll(WORD_KEYS);
    known(at, optOut, keys);
    String stops = plain(at, optOut, OPT_OUT_SETTINGS).get("stops");
    List<String> stopWords = words(at + ".stopWords", optOut.get("stopWords"));
    List<String> startWords = words(at + ".startWords", optOut.get("startWords"));
    List<String> languages = languages(at + ".languages", optOut.get("languages"));
    List<String> stopping = new ArrayList<>(stopWords == null ? List.of() : stopWords);
    if (languages != null) {
      languages.forEach(language -> stopping.addAll(StopWords.of(language)));
    }
    if (startWords != null) {
      List<String> folded = stopping.stream().map(OptOutRules::fold).toList();
      startWords.stream()
          .filter(word -> folded.contains(OptOutRules.fold(word)))
          .forEach(
              word ->
                  report(
                      at + ".startWords",
                      "\"" + word + "\"",
                      "is a stop word too",
                      "take it out of one of the two lists"));
    }
    return new WorkspaceConfiguration.OptOut(
        stopWords,
        startWords,
        languages,
        stops == null ? null : Boolean.valueOf(stops.equals("all")));
  }

  private @Nullable List<String> words(String at, @Nullable JsonElement element) {
    if (element == null) {
      return null;
    }
    String example = "for example [\"STOP\", \"UNSUBSCRIBE\"]; an empty list turns it off";
    if (!element.isJsonArray()) {
      report(at, null, "is not a list of words", example);
      return null;
    }
    List<String> words = new ArrayList<>();
    for (JsonElement item : element.getAsJsonArray()) {
      if (!(item instanceof JsonPrimitive primitive) || !primitive.isString()) {
        report(at, null, "holds something that is not a word", example);
        continue;
      }
      String word = primitive.getAsString();
      if (word.length() > OptOutRules.LONGEST) {
        report(at, null, "holds a word of more than 100 characters", example);
      } else if (OptOutRules.fold(word).isEmpty()) {
        report(
            at,
            "\"" + word + "\"",
            "has nothing but punctuation and white space, which are not compared",
            example);
      } else {
        words.add(word);
      }
    }
    // A list with a mistake must not stop less than the list that it was meant to replace.
    return words.size() == element.getAsJsonArray().size() ? List.copyOf(words) : null;
  }

  private @Nullable List<String> languages(String at, @Nullable JsonElement element) {
    if (element == null) {
      return null;
    }
    String known = "use some of " + String.join(", ", StopWords.languages());
    if (!element.isJsonArray()) {
      report(at, null, "is not a list of languages", known);
      return null;
    }
    List<String> languages = new ArrayList<>();
    for (JsonElement item : element.getAsJsonArray()) {
      String language =
          item instanceof JsonPrimitive one && one.isString() ? one.getAsString() : "";
      if (StopWords.languages().contains(language)) {
        languages.add(language);
      } else {
        report(
            at,
            language.length() == 2 ? "\"" + language + "\"" : null,
            "holds something that is no language with stop words of its own",
            known + "; write other words into stopWords");
      }
    }
    return List.copyOf(languages);
  }

  private @Nullable List<String> fallback(String at, @Nullable JsonElement element) {
    if (element == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    if (element.isJsonArray()) {
      for (JsonElement item : element.getAsJsonArray()) {
        if (item instanceof JsonPrimitive primitive && primitive.isString()) {
          names.add(primitive.getAsString());
        } else {
          report(at, null, "holds something that is not a name", "for example [\"text\"]");
        }
      }
    } else {
      report(at, null, "is not a list of instances", "for example [\"text\"]");
    }
    return List.copyOf(names);
  }

  private Map<String, String> plain(String at, JsonObject object, List<Setting> schema) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Setting setting : schema) {
      JsonElement element = object.get(setting.key());
      if (element == null) {
        continue;
      }
      String where = at + "." + setting.key();
      if (!(element instanceof JsonPrimitive primitive)) {
        report(where, null, "is not a plain value", setting.help());
        continue;
      }
      String value = primitive.getAsString();
      Optional<String> problem = setting.problemWith(value).or(() -> outside(setting, value));
      if (problem.isPresent()) {
        String example = setting.example();
        report(
            where,
            ShownValue.of(List.of(), value),
            problem.get(),
            example == null ? setting.help() : "for example " + example);
      } else {
        values.put(setting.key(), value);
      }
    }
    return values;
  }

  /** A time that no send can be given, or that would overflow a clock. */
  private static Optional<String> outside(Setting setting, String value) {
    if (setting.type() != SettingType.DURATION) {
      return Optional.empty();
    }
    Duration time =
        Settings.of(List.of(setting), Map.of(setting.key(), List.of(value)))
            .duration(setting.key());
    if (time.compareTo(LONGEST) > 0) {
      return Optional.of("is longer than 1h");
    }
    boolean mayBeZero = setting.key().equals("within");
    return mayBeZero || time.compareTo(SHORTEST) >= 0
        ? Optional.empty()
        : Optional.of("is shorter than 1ms");
  }

  private @Nullable String text(String at, JsonObject object, String key) {
    JsonElement element = object.get(key);
    if (element == null) {
      return null;
    }
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    report(at + "." + key, null, "is not a text", "write a name in quotes");
    return null;
  }

  private JsonObject object(String at, JsonElement element) {
    if (element.isJsonObject()) {
      return element.getAsJsonObject();
    }
    report(at, null, "is not an object", "write { ... }");
    return new JsonObject();
  }

  private void known(String at, JsonObject object, List<String> keys) {
    for (String key : object.keySet()) {
      if (!keys.contains(key)) {
        report(at + "." + key, null, "is not a key here", Suggestion.sentence(keys, key));
      }
    }
  }

  private boolean checkName(String at, String what, String value) {
    boolean good = checkNameQuietly(value);
    if (!good) {
      report(
          at,
          null,
          "is not a usable " + what + " name",
          "use 1 to 64 letters, digits, '-' or '_', starting with a letter or digit");
    }
    return good;
  }

  private static boolean checkNameQuietly(String value) {
    return InstanceId.parse(value + "/x").isPresent() && value.indexOf('/') < 0;
  }

  private void report(String at, @Nullable String value, String message, String suggestion) {
    problems.add(ConfigurationProblem.error(name, at, value, message, suggestion));
  }
}
