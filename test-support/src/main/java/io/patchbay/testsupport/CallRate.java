package io.patchbay.testsupport;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * How often something is called, to find a loop that does not wait. It divides by the time that
 * really passed: on a busy machine that is longer, and the calls are fewer.
 */
public final class CallRate {
  private static final double SECOND = 1e9;

  private CallRate() {}

  /** Watches a counter for at least so many seconds, and returns the calls per second. */
  public static double perSecond(int seconds, IntSupplier counter) {
    long start = System.nanoTime();
    int before = counter.getAsInt();
    while (System.nanoTime() - start < seconds * SECOND) {
      LockSupport.parkNanos((long) (seconds * SECOND) - (System.nanoTime() - start));
    }
    int calls = counter.getAsInt() - before;
    return calls * SECOND / (System.nanoTime() - start);
  }
}
