package io.patchbay.channel.spi;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a setting by its type. */
final class SettingValue {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private SettingValue() {}

  static Optional<String> problem(Setting setting, String value) {
    if (value.isBlank()) {
      return Optional.of("is empty");
    }
    Optional<String> problem =
        switch (setting.type()) {
          case TEXT, SECRET -> Optional.empty();
          case NUMBER -> unless(NUMBER.matcher(value).matches(), "is not a whole number");
          case FLAG ->
              unless(value.equals("true") || value.equals("false"), "is neither true nor false");
          case CHOICE ->
              unless(
                  setting.choices().contains(value),
                  "is none of " + String.join(", ", setting.choices()));
          case URL -> unless(url(value).isPresent(), "is not an absolute http or https address");
          case DURATION ->
              unless(
                  duration(value).isPresent(), "is not a time such as 500ms, 30s, 5m, 2h or PT30S");
        };
    Pattern pattern = setting.pattern();
    if (problem.isEmpty() && pattern != null && !pattern.matcher(value).matches()) {
      return Optional.of("does not match " + pattern);
    }
    return problem;
  }

  private static Optional<String> unless(boolean good, String problem) {
    return good ? Optional.empty() : Optional.of(problem);
  }

  static Optional<URI> url(String value) {
    try {
      URI uri = new URI(value);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static Optional<Duration> duration(String value) {
    Matcher matcher = SHORT_DURATION.matcher(value);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return Optional.of(
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          });
    }
    try {
      Duration duration = Duration.parse(value);
      return duration.isNegative() ? Optional.empty() : Optional.of(duration);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
