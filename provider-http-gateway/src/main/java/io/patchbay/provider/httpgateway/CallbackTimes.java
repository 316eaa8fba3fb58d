package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.SettingProblems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads times: seconds or milliseconds since 1970, ISO 8601 with or without an offset, or a pattern
 * of the gateway's own.
 *
 * <p>Immutable and thread-safe.
 *
 * @param zone of times without an offset
 */
record CallbackTimes(@Nullable DateTimeFormatter pattern, ZoneId zone) {
  private static final String PATTERN = "callbackTimePattern";
  private static final String ZONE = "callbackTimeZone";
  private static final int MOST_DIGITS_OF_SECONDS = 11;

  static List<Setting> schema() {
    return List.of(
        Setting.text(PATTERN)
            .label("Time pattern")
            .help(
                "Of Java's DateTimeFormatter, for times that are neither seconds or milliseconds"
                    + " since 1970 nor ISO 8601.")
            .example("yyMMddHHmm")
            .group("Callbacks")
            .build(),
        Setting.text(ZONE)
            .label("Time zone")
            .help("Of times that name none.")
            .defaultValue("UTC")
            .group("Callbacks")
            .build());
  }

  static CallbackTimes read(Settings settings, SettingProblems problems) {
    ZoneId zone = ZoneId.of("UTC");
    try {
      zone = ZoneId.of(settings.text(ZONE));
    } catch (DateTimeException e) {
      problems.add(ZONE, "is no time zone", "for example Europe/Berlin");
    }
    DateTimeFormatter pattern = null;
    try {
      pattern =
          settings
              .optionalText(PATTERN)
              .map(text -> DateTimeFormatter.ofPattern(text, Locale.ROOT))
              .orElse(null);
    } catch (IllegalArgumentException e) {
      problems.add(PATTERN, "is no pattern of DateTimeFormatter", "for example yyMMddHHmm");
    }
    return new CallbackTimes(pattern, zone);
  }

  /** The time; empty for one that cannot be read. */
  Optional<Instant> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (pattern != null) {
        return Optional.of(
            instant(pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from)));
      }
      if (text.matches("[0-9]{9,17}")) {
        long number = Long.parseLong(text);
        return Optional.of(
            text.length() <= MOST_DIGITS_OF_SECONDS
                ? Instant.ofEpochSecond(number)
                : Instant.ofEpochMilli(number));
      }
      return Optional.of(
          instant(
              DateTimeFormatter.ISO_DATE_TIME.parseBest(
                  text.replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Instant instant(TemporalAccessor time) {
    return time instanceof LocalDateTime local
        ? local.atZone(zone).toInstant()
        : Instant.from(time);
  }
}
