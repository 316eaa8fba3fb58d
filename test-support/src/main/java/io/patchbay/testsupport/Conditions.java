package io.patchbay.testsupport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for what another thread does. The limit is generous: it only ends a test that hangs. */
public final class Conditions {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Conditions() {}

  /**
   * Returns once the condition is true.
   *
   * @param what what is waited for, as the failure describes it
   */
  public static void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(LIMIT)
        .until(condition::getAsBoolean);
  }
}
