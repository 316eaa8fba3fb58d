package io.patchbay.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What changes from one send to the next: behaviours that a test has asked for, and the count of
 * tries. Thread-safe.
 */
final class Overrides {
  private final Object lock = new Object();
  private @Nullable MagicRecipient recipient;
  private int left;
  private int throttledTries;

  void treatNext(MagicRecipient as, int sends) {
    synchronized (lock) {
      recipient = as;
      left = sends;
    }
  }

  /** Whether the send whose headers have just arrived is to be reset before its body is read. */
  boolean takeReset() {
    synchronized (lock) {
      return recipient == MagicRecipient.RESET_BEFORE_READING && take() != null;
    }
  }

  @Nullable MagicRecipient take() {
    synchronized (lock) {
      if (left == 0) {
        return null;
      }
      left--;
      return recipient;
    }
  }

  /** Counts the sends that are throttled twice; true for every third. */
  boolean isThirdTry() {
    synchronized (lock) {
      throttledTries = (throttledTries + 1) % 3;
      return throttledTries == 0;
    }
  }
}
