package io.patchbay.host.console;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C, told to commands so that they can end what they began and say how far they came.
 * Thread-safe.
 */
public final class Interruption {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CompletableFuture<Integer> finished = new CompletableFuture<>();

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

  /** Waits until the command is asked to end, but no longer than this. */
  public void await(Duration atMost) {
    try {
      var unused = requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells that the command has ended.
   *
   * @param code its exit code
   */
  public void finish(int code) {
    finished.complete(code);
  }

  /** Whether the command has ended. */
  public boolean finished() {
    return finished.isDone();
  }

  /**
   * Waits for the command to end.
   *
   * @return its exit code; empty when it has not ended in time
   */
  public OptionalInt awaitFinish(Duration atMost) {
    try {
      return OptionalInt.of(finished.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
