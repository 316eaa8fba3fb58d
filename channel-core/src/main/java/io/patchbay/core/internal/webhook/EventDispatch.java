package io.patchbay.core.internal.webhook;

import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.ReceivedEvent;
import io.patchbay.store.internal.Failure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of a webhook on: keeps them first where the store does, else tells them at once.
 * Thread-safe.
 */
public final class EventDispatch {
  private static final Logger LOG = LoggerFactory.getLogger(EventDispatch.class);

  private final EventStore store;
  private final Telling telling;
  private final Runnable whenSaved;

  /**
   * A dispatch.
   *
   * @param whenSaved told when a durable store has something to tell
   */
  public EventDispatch(EventStore store, Telling telling, Runnable whenSaved) {
    this.store = store;
    this.telling = telling;
    this.whenSaved = whenSaved;
  }

  /** Whether the provider may forget the events. */
  Telling.Result dispatch(List<ReceivedEvent> events) {
    if (events.isEmpty()) {
      return Telling.Result.CONFIRMED;
    }
    if (store.durable()) {
      return save(events);
    }
    Telling.Result result = Telling.Result.CONFIRMED;
    for (ReceivedEvent event : events) {
      result = result.and(telling.tell(event));
    }
    return result;
  }

  private Telling.Result save(List<ReceivedEvent> events) {
    try {
      store.save(events);
    } catch (RuntimeException e) {
      LOG.error(
          "{} events of {} could not be saved; the provider is asked to deliver them again: {}",
          events.size(),
          events.get(0).context().instance(),
          Failure.of(e));
      return Telling.Result.FAILED;
    }
    whenSaved.run();
    return Telling.Result.CONFIRMED;
  }
}
