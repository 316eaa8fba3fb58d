package io.patchbay.registry.internal.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.DeliveryConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the part {@code delivery} of the section {@code server}. Used once. */
public final class DeliveryReader {
  public static final String KEY = "delivery";

  public static final List<Setting> SETTINGS =
      List.of(
          Setting.number("messagesPerSecond")
              .label("Messages a second")
              .help("How fast every sender may send; what its account allows unless given.")
              .pattern("[1-9][0-9]{0,4}")
              .example("80")
              .build(),
          Setting.number("headroomPercent")
              .label("Headroom")
              .help(
                  "The share of a sender's speed that is left to what does not go through the"
                      + " queue, from 0 to 90: 0 unless given.")
              .pattern("[0-9]|[1-8][0-9]|90")
              .example("10")
              .build(),
          Setting.number("tries")
              .label("Tries")
              .help("How often a message is sent that is refused for now: 8 unless given.")
              .pattern("[1-9][0-9]?")
              .example("8")
              .build(),
          Setting.duration("retryWithin")
              .label("Retry within")
              .help("How long after its first try a message is tried again: 24h unless given.")
              .example("24h")
              .build(),
          Setting.duration("retention")
              .label("Retention")
              .help(
                  "How long messages are kept that have ended, with their history: 30d unless"
                      + " given. A message that is repeated later than that is a new one.")
              .example("30d")
              .build());

  private static final List<String> KEYS =
      Stream.concat(SETTINGS.stream(), DatabaseReader.SETTINGS.stream()).map(Setting::key).toList();

  /** Between which times a setting may be. */
  private record Bounds(Duration least, Duration most, String words) {}

  private static final Map<String, Bounds> BOUNDS =
      Map.of(
          "retryWithin",
          new Bounds(Duration.ofMillis(1), Duration.ofDays(30), "1ms and 30 days"),
          "retention",
          new Bounds(Duration.ofHours(1), Duration.ofDays(3650), "1 hour and 3650 days"));

  private final String path;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  DeliveryReader(String path) {
    this.path = path;
  }

  /** Everything wrong in it. */
  List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }

  DeliveryConfiguration read(@Nullable JsonElement element) {
    if (element == null) {
      return DeliveryConfiguration.none();
    }
    if (!element.isJsonObject()) {
      report("", null, "is not an object", "write { \"tries\": 8 }");
      return DeliveryConfiguration.none();
    }
    JsonObject section = element.getAsJsonObject();
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String key : section.keySet()) {
      if (!KEYS.contains(key)) {
        report("." + key, null, "is not a key here", Suggestion.sentence(KEYS, key));
      }
    }
    for (Setting setting : SETTINGS) {
      JsonElement value = section.get(setting.key());
      if (value != null) {
        value(setting, value).ifPresent(text -> values.put(setting.key(), List.of(text)));
      }
    }
    Settings read = Settings.of(SETTINGS, values);
    return new DeliveryConfiguration(
        number(read, values, "messagesPerSecond"),
        number(read, values, "headroomPercent"),
        number(read, values, "tries"),
        read.optionalDuration("retryWithin").orElse(null),
        read.optionalDuration("retention").orElse(null));
  }

  private static @Nullable Integer number(
      Settings read, Map<String, List<String>> values, String key) {
    return values.containsKey(key) ? Integer.valueOf((int) read.number(key)) : null;
  }

  private Optional<String> value(Setting setting, JsonElement element) {
    if (!(element instanceof JsonPrimitive primitive)) {
      report("." + setting.key(), null, "is not a value", setting.help());
      return Optional.empty();
    }
    String text = primitive.getAsString();
    Optional<String> problem = setting.problemWith(text);
    Bounds bounds = BOUNDS.get(setting.key());
    if (problem.isEmpty() && bounds != null) {
      problem = outside(bounds, setting, text);
    }
    if (problem.isPresent()) {
      report("." + setting.key(), ShownValue.of(List.of(), text), problem.get(), setting.help());
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static Optional<String> outside(Bounds bounds, Setting setting, String text) {
    Duration time =
        Settings.of(List.of(setting), Map.of(setting.key(), List.of(text))).duration(setting.key());
    return time.compareTo(bounds.least()) < 0 || time.compareTo(bounds.most()) > 0
        ? Optional.of("is not between " + bounds.words())
        : Optional.empty();
  }

  private void report(String at, @Nullable String value, String message, String suggestion) {
    problems.add(ConfigurationProblem.error("", path + at, value, message, suggestion));
  }
}
