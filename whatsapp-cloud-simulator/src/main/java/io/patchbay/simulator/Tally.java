package io.patchbay.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts, and lets threads wait until the counts say what they wait for. Thread-safe; {@code lock}
 * guards the counts and is held for nothing else.
 */
final class Tally {
  enum Count {
    CONNECTIONS,
    OPEN_CONNECTIONS,
    REQUESTS,
    SENDS,
    ACCEPTED,
    REFUSED,
    FORGOTTEN,
    STATUSES_DELIVERED,
    WEBHOOKS_DELIVERED,
    WEBHOOK_FAILURES,
    WEBHOOKS_GIVEN_UP,
    CHANGES_DISCARDED,
    CHANGES_PENDING
  }

  private final Object lock = new Object();
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private long changes;

  void add(Count count) {
    add(count, 1);
  }

  void add(Count count, long amount) {
    synchronized (lock) {
      counts.merge(count, amount, Long::sum);
      changes++;
      lock.notifyAll();
    }
  }

  SimulatorCounts snapshot() {
    synchronized (lock) {
      return new SimulatorCounts(
          of(Count.CONNECTIONS),
          of(Count.OPEN_CONNECTIONS),
          of(Count.REQUESTS),
          of(Count.SENDS),
          of(Count.ACCEPTED),
          of(Count.REFUSED),
          of(Count.FORGOTTEN),
          of(Count.STATUSES_DELIVERED),
          of(Count.WEBHOOKS_DELIVERED),
          of(Count.WEBHOOK_FAILURES),
          of(Count.WEBHOOKS_GIVEN_UP),
          of(Count.CHANGES_DISCARDED),
          of(Count.CHANGES_PENDING));
    }
  }

  private long of(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  /**
   * Waits until the counts satisfy the condition; false when the time is over or the thread is
   * interrupted.
   */
  boolean await(Predicate<SimulatorCounts> condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long seen = changes();
      if (condition.test(snapshot())) {
        return true;
      }
      if (!awaitChangeAfter(seen, end)) {
        return false;
      }
    }
  }

  private long changes() {
    synchronized (lock) {
      return changes;
    }
  }

  private boolean awaitChangeAfter(long seen, long end) {
    synchronized (lock) {
      while (changes == seen) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          lock.wait(left / 1_000_000, (int) (left % 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }
}
