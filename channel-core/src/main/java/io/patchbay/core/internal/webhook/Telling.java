package io.patchbay.core.internal.webhook;

import io.patchbay.store.inbox.Claim;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.ReceivedEvent;
import io.patchbay.store.internal.Failure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of events: each listener that has not confirmed an event, one after the other.
 * One that fails does not keep the event from the others, and it alone is told again. Thread-safe.
 */
public final class Telling {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final EventStore store;
  private final List<NamedListener> listeners;

  public Telling(EventStore store, List<NamedListener> listeners) {
    this.store = store;
    this.listeners = listeners;
  }

  /** How far an event has come; the later word is the stronger one. */
  enum Result {
    CONFIRMED,
    BUSY,
    FAILED;

    Result and(Result other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  Result tell(ReceivedEvent event) {
    Result result = Result.CONFIRMED;
    for (NamedListener listener : listeners) {
      result = result.and(tell(event, listener));
    }
    return result;
  }

  List<NamedListener> listeners() {
    return listeners;
  }

  /** Tells one listener, unless it has confirmed or is being told right now. */
  Result tell(ReceivedEvent event, NamedListener listener) {
    try {
      Claim claim = store.claim(event.key(), listener.name());
      return switch (claim.state()) {
        case CONFIRMED -> Result.CONFIRMED;
        case BUSY -> Result.BUSY;
        case GRANTED -> call(event, listener, claim.token());
      };
    } catch (RuntimeException e) {
      LOG.error(
          "The store of events failed on {} of {}; the event is told again: {}",
          event.event().getClass().getSimpleName(),
          event.context().instance(),
          Failure.of(e));
      return Result.FAILED;
    }
  }

  private Result call(ReceivedEvent event, NamedListener listener, long token) {
    try {
      listener.listener().on(event.event(), event.context());
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.warn(
          "An event listener failed on {} of {}: {}; it is told again: {}",
          event.event().getClass().getSimpleName(),
          event.context().instance(),
          listener.name(),
          Failure.of(e));
      store.release(event.key(), listener.name(), token);
      return Result.FAILED;
    }
    store.confirm(event.key(), listener.name());
    return Result.CONFIRMED;
  }
}
