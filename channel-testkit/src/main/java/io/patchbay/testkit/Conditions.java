package io.patchbay.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
final class Conditions {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Conditions() {}

  static void await(BooleanSupplier condition) {
    if (!awaitQuietly(condition)) {
      throw new AssertionError("The condition did not come true within " + LONGEST);
    }
  }

  static boolean awaitQuietly(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return true;
  }
}
