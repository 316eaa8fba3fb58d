package io.patchbay.core.internal.webhook;

import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.PendingEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One try to tell an event of a durable store to all its listeners. The last of them settles it;
 * while one hangs it stays open, and the store gives the event out again when its lease is over.
 * Thread-safe.
 */
final class TellingRound {
  private final EventStore store;
  private final PendingEvent pending;
  private final AtomicInteger open;
  private final AtomicReference<Telling.Result> result =
      new AtomicReference<>(Telling.Result.CONFIRMED);

  /**
   * A round.
   *
   * @param parts how many times {@link #done} will be called
   */
  TellingRound(EventStore store, PendingEvent pending, int parts) {
    this.store = store;
    this.pending = pending;
    this.open = new AtomicInteger(parts);
  }

  PendingEvent pending() {
    return pending;
  }

  void done(Telling.Result one) {
    Telling.Result all = result.accumulateAndGet(one, Telling.Result::and);
    if (open.decrementAndGet() > 0) {
      return;
    }
    if (all == Telling.Result.CONFIRMED) {
      store.finish(pending.event().key());
    } else {
      store.postpone(pending.event().key(), EventPump.wait(pending.tries()));
    }
  }
}
