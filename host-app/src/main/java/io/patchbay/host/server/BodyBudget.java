package io.patchbay.host.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many bytes all bodies under way may hold, whoever sends them: nobody has shown who he is
 * while his body is read. Those that have to be waited for get half of it, so that slow callers
 * leave room for the others. Thread-safe.
 */
final class BodyBudget {
  private final Semaphore all;
  private final Semaphore awaited;

  /**
   * A budget.
   *
   * @param bytes for all bodies
   * @param largest the largest body that there may be; there is room for one in any case
   */
  BodyBudget(int bytes, int largest) {
    all = new Semaphore(Math.max(bytes, largest));
    awaited = new Semaphore(Math.max(bytes / 2, largest));
  }

  void reserve(int bytes) throws Refusal {
    if (!all.tryAcquire(bytes)) {
      throw exhausted();
    }
  }

  void release(int bytes) {
    all.release(bytes);
  }

  void reserveAwaited(int bytes) throws Refusal {
    if (!awaited.tryAcquire(bytes)) {
      throw exhausted();
    }
  }

  void releaseAwaited(int bytes) {
    awaited.release(bytes);
  }

  private static Refusal exhausted() {
    return Refusal.later(
        "The bodies that are being read hold as much as they may; nothing was taken.",
        Duration.ofSeconds(1));
  }
}
