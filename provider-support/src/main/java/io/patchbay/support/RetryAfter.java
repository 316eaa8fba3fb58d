package io.patchbay.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long an answer asks to wait: {@code Retry-After} in seconds or as a date. Stateless and
 * thread-safe.
 */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(30);

  private RetryAfter() {}

  /** The wait, at most 30 days; null when the header is absent, unreadable or in the past. */
  public static @Nullable Duration read(Headers headers, Clock clock) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return null;
    }
    if (value.matches("[0-9]{1,9}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(value)));
    }
    Instant date = headers.getInstant("Retry-After");
    return date == null ? null : bounded(Duration.between(clock.instant(), date));
  }

  /** A wait that an answer names otherwise, at most 30 days; null for one of no length. */
  public static @Nullable Duration bounded(Duration wait) {
    if (wait.isNegative() || wait.isZero()) {
      return null;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
