package io.patchbay.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: {@code burst} permits at once, then one every {@code interval}. Kept as the one
 * instant at which the bucket would be full again, so that no rounding builds up. Not thread-safe.
 */
final class Pace {
  private final Duration interval;
  private final Duration tolerance;
  private Instant fullAt = Instant.MIN;

  Pace(Duration interval, int burst) {
    this.interval = interval;
    this.tolerance = interval.multipliedBy(burst - 1L);
  }

  /** Takes a permit if there is one at {@code now}; a refusal costs nothing. */
  boolean tryTake(Instant now) {
    Instant start = fullAt.isBefore(now) ? now : fullAt;
    if (start.isAfter(now.plus(tolerance))) {
      return false;
    }
    fullAt = start.plus(interval);
    return true;
  }
}
