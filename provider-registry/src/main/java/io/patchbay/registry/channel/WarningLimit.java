package io.patchbay.registry.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Logs a warning that outsiders can cause: the first of a kind, and then one a minute with the
 * number of those left out. Thread-safe.
 */
final class WarningLimit {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Logger log;
  private final Clock clock;
  private final Map<String, Shown> shown = new ConcurrentHashMap<>();

  private record Shown(Instant at, long leftOut, boolean now) {}

  WarningLimit(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Logs a warning, unless one of its kind was logged within the last minute.
   *
   * @param kind of a bounded number: each is remembered
   */
  void warn(String kind, String warning) {
    Instant now = clock.instant();
    Shown before = shown.get(kind);
    Shown after =
        shown.merge(
            kind,
            new Shown(now, 0, true),
            (known, fresh) ->
                now.isBefore(known.at().plus(INTERVAL))
                    ? new Shown(known.at(), known.leftOut() + 1, false)
                    : fresh);
    if (after.now()) {
      log.warn(
          "{}{}",
          warning,
          before == null || before.leftOut() == 0
              ? ""
              : " (" + before.leftOut() + " more since the last warning like this)");
    }
  }
}
