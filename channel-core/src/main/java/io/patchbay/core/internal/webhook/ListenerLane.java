package io.patchbay.core.internal.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many events one listener is told at once, so that one that hangs takes no threads from the
 * others. {@link #enter} is called by one thread at a time, {@link #leave} by any.
 */
final class ListenerLane {
  /** How many events a listener is told at once. */
  static final int WIDTH = 8;

  /** A listener that ends nothing for so long is not waited for until it does. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final NamedListener listener;
  private final Semaphore free = new Semaphore(WIDTH);
  private volatile boolean stuck;

  ListenerLane(NamedListener listener) {
    this.listener = listener;
  }

  NamedListener listener() {
    return listener;
  }

  /** Takes a place; false when there is none, and none is about to be. */
  boolean enter() throws InterruptedException {
    if (free.tryAcquire()) {
      return true;
    }
    if (stuck) {
      return false;
    }
    boolean entered = free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    stuck = !entered;
    return entered;
  }

  void leave() {
    stuck = false;
    free.release();
  }
}
