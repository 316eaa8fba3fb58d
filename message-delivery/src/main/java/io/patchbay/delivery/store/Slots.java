package io.patchbay.delivery.store;

import io.patchbay.channel.spi.Rate;
import java.time.Duration;

/**
 * The slots of one sender: the generic cell rate algorithm. Each slot is one interval after the
 * last; after a rest up to a burst of slots lies in the past. Times are microseconds since 1970.
 * For one thread.
 */
final class Slots {
  /** What a rest may save up, of a second's messages: it keeps any one second within 5 %. */
  private static final int BURST_SHARE = 20;

  private final double interval;
  private final double latest;
  private double next;

  /**
   * Slots from now on.
   *
   * @param stored the next free slot as it was written down
   * @param rate how fast
   * @param pace the share of the rate that is allowed at the moment
   */
  Slots(long stored, Rate rate, double pace, long now, Duration ahead) {
    interval = micros(rate.per()) / (rate.permits() * pace);
    latest = (double) now + micros(ahead);
    double perSecond = 1e6 / interval;
    double burst = Math.max(1, Math.min(rate.burst(), perSecond / BURST_SHARE));
    double earliest = (double) now - (burst - 1) * interval;
    // Nobody takes a slot that lies farther ahead: one that does is from before the clock was set
    // back.
    double reachable = latest + 2 * interval;
    next = stored > reachable ? (double) now : Math.max((double) stored, earliest);
  }

  /** How many may be taken. */
  int free() {
    return next > latest ? 0 : (int) Math.min(1_000_000, (latest - next) / interval + 1);
  }

  /** Takes one and says when it is. */
  long take() {
    double slot = next;
    next += interval;
    return (long) slot;
  }

  /** The next free slot. */
  long next() {
    return (long) Math.ceil(next);
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }
}
