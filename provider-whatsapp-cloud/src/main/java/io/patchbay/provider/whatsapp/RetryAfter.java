package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer's headers ask to wait: {@code Retry-After}, in seconds or as a date, and
 * {@code estimated_time_to_regain_access} of Meta's usage header, in minutes. The longer one
 * counts.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/overview/rate-limiting">Rate
 *     limits</a>
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(30);

  private RetryAfter() {}

  static @Nullable Duration read(Headers headers, Clock clock) {
    Duration wait = standard(headers, clock);
    Duration usage = usage(headers.get("X-Business-Use-Case-Usage"));
    Duration longer = usage.compareTo(wait) > 0 ? usage : wait;
    if (longer.isNegative() || longer.isZero()) {
      return null;
    }
    return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }

  private static Duration standard(Headers headers, Clock clock) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return Duration.ZERO;
    }
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    Instant date = headers.getInstant("Retry-After");
    return date == null ? Duration.ZERO : Duration.between(clock.instant(), date);
  }

  private static Duration usage(@Nullable String header) {
    JsonObject accounts = header == null ? null : Json.object(header);
    long minutes = 0;
    if (accounts != null) {
      for (String account : accounts.keySet()) {
        for (JsonElement use : Json.elements(accounts, account)) {
          minutes = Math.max(minutes, minutes(use));
        }
      }
    }
    return Duration.ofMinutes(minutes);
  }

  private static long minutes(JsonElement use) {
    String minutes =
        use.isJsonObject()
            ? Json.text(use.getAsJsonObject(), "estimated_time_to_regain_access")
            : null;
    return minutes != null && minutes.matches("[0-9]{1,9}") ? Long.parseLong(minutes) : 0;
  }
}
