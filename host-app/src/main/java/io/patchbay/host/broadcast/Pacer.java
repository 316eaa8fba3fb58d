package io.patchbay.host.broadcast;

import io.patchbay.channel.spi.Rate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds one thread back so that it goes no faster than a sender may. Half of the burst that the
 * sender allows is left unused: messages that leave evenly do not arrive evenly. Not thread-safe.
 */
final class Pacer {
  /** Waits; a method of its own so that tests do not have to. */
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private @Nullable Rate rate;
  private long next;

  Pacer(LongSupplier nanoTime, Sleeper sleeper) {
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /**
   * Waits until one more message may go.
   *
   * @param limit the sender's rate of this moment; null for none
   */
  void await(@Nullable Rate limit) throws InterruptedException {
    if (limit == null) {
      rate = null;
      return;
    }
    long now = nanoTime.getAsLong();
    if (!limit.equals(rate)) {
      rate = limit;
      next = now;
    }
    long interval = limit.per().toNanos() / limit.permits();
    long ahead = interval * Math.max(0, limit.burst() / 2 - 1);
    long wait = next - ahead - now;
    if (wait > 0) {
      sleeper.sleep(wait);
    }
    next = Math.max(next, now) + interval;
  }
}
