package io.patchbay.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one simulator: messages a second of each business number, and, if wanted, messages
 * to one person.
 *
 * <p>Thread-safe. Numbers from the throughput and pair-limit sections of Meta's Cloud API guide.
 */
final class Limits {
  private static final Duration PAIR_INTERVAL = Duration.ofSeconds(6);
  private static final int PAIR_BURST = 45;
  private static final int PAIRS_KEPT = 50_000;

  private final Object lock = new Object();
  private final Clock clock;
  private final int messagesPerSecond;
  private final boolean pairLimit;
  private final Map<String, Pace> numbers = new HashMap<>();
  private final Map<String, Pace> pairs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
          return size() > PAIRS_KEPT;
        }
      };

  Limits(Clock clock, int messagesPerSecond, boolean pairLimit) {
    this.clock = clock;
    this.messagesPerSecond = messagesPerSecond;
    this.pairLimit = pairLimit;
  }

  /** Takes one message's permits; returns the refusal, or null when it may pass. */
  @Nullable GraphError take(String phoneNumberId, String recipient) {
    Instant now = clock.instant();
    Duration interval = Duration.ofSeconds(1).dividedBy(messagesPerSecond);
    synchronized (lock) {
      if (!numbers
          .computeIfAbsent(phoneNumberId, id -> new Pace(interval, messagesPerSecond))
          .tryTake(now)) {
        return GraphErrors.THROTTLED;
      }
      if (pairLimit
          && !pairs
              .computeIfAbsent(
                  phoneNumberId + '>' + recipient, pair -> new Pace(PAIR_INTERVAL, PAIR_BURST))
              .tryTake(now)) {
        return GraphErrors.PAIR_LIMITED;
      }
      return null;
    }
  }
}
