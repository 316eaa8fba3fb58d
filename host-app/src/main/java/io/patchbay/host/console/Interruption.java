package io.patchbay.host.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, told to commands so that they can end what they began and say how far they came.
 * Thread-safe.
 */
public final class Interruption {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Nobody has interrupted yet. */
  public Interruption() {}

  /** Asks the command to end. */
  public void request() {
    requested.countDown();
  }

  /** Whether the command is asked to end. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits until the command is asked to end, or the thread is interrupted. */
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that the command has ended. */
  public void finish() {
    finished.countDown();
  }

  /** Waits for the command to end. */
  public void awaitFinish(Duration atMost) {
    try {
      boolean ended = finished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
