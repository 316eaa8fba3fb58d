package io.patchbay.delivery.store;

import java.time.Duration;

/**
 * How fast a sender may send that was throttled: it speeds up again step by step while nobody
 * complains. What is stored is how it stood at some time; how it stands now follows from that.
 *
 * <p>Immutable.
 *
 * @param share the share of its rate that it may use; 1 for all of it
 * @param at when that was so, in milliseconds since 1970
 */
record Pace(double share, long at) {
  /** How often a sender that was throttled speeds up again, and by what part of its rate. */
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private static final double RECOVERY_STEP = 0.1;

  /** How it stands now, in milliseconds since 1970. */
  Pace recovered(long now) {
    // A later one is from before the clock was set back.
    long since = Math.min(at, now);
    long steps = full() ? 0 : (now - since) / RECOVERY.toMillis();
    return steps == 0
        ? new Pace(share, since)
        : new Pace(Math.min(1, share + steps * RECOVERY_STEP), now);
  }

  /** Whether the sender may use its whole rate. */
  boolean full() {
    return share >= 1;
  }
}
