package io.patchbay.core.internal.webhook;

import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.PendingEvent;
import io.patchbay.store.internal.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the events of a durable store until every listener has confirmed them: at once when some
 * are saved, and every second for those that are due again or come from another process. Each
 * listener has a lane of its own: what one refuses waits longer from try to try, what one hangs in
 * holds up that listener alone, and neither keeps anything else back. Thread-safe.
 */
public final class EventPump implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int BATCH = 64;
  private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);

  private final EventStore store;
  private final Telling telling;
  private final ExecutorService executor;
  private final List<ListenerLane> lanes;
  private final AtomicInteger wanted = new AtomicInteger();

  /** Whether the last look failed, which is told once; belongs to the look under way. */
  private boolean failing;

  private volatile boolean closed;
  private volatile @Nullable ScheduledFuture<?> timer;

  /**
   * A pump that stands still.
   *
   * @param executor tells listeners, as many threads as the lanes let in; the pump itself uses one
   */
  public EventPump(EventStore store, Telling telling, ExecutorService executor) {
    this.store = store;
    this.telling = telling;
    this.executor = executor;
    this.lanes = telling.listeners().stream().map(ListenerLane::new).toList();
  }

  /** Begins with what an earlier process has left. */
  public void start(ScheduledExecutorService scheduler) {
    timer =
        scheduler.scheduleWithFixedDelay(this::wake, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks for events soon, on another thread. One look at a time. */
  public void wake() {
    if (!closed && wanted.getAndIncrement() == 0) {
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException e) {
        wanted.set(0);
      }
    }
  }

  private void run() {
    int seen;
    do {
      seen = wanted.get();
      try {
        tellAll();
        failing = false;
      } catch (RejectedExecutionException e) {
        closed = true;
      } catch (RuntimeException | Error e) {
        if (!failing) {
          failing = true;
          LOG.error(
              "Received events cannot be told now; they are kept and tried again every second: {}",
              Failure.of(e));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        closed = true;
      }
    } while (!wanted.compareAndSet(seen, 0));
  }

  private void tellAll() throws InterruptedException {
    while (!closed) {
      List<PendingEvent> due = store.due(BATCH);
      if (due.isEmpty()) {
        return;
      }
      for (PendingEvent event : due) {
        begin(new TellingRound(store, event, lanes.size() + 1));
      }
    }
  }

  private void begin(TellingRound round) throws InterruptedException {
    for (ListenerLane lane : lanes) {
      if (!lane.enter()) {
        round.done(Telling.Result.BUSY);
        continue;
      }
      try {
        executor.execute(() -> tell(round, lane));
      } catch (RejectedExecutionException e) {
        lane.leave();
        throw e;
      }
    }
    round.done(Telling.Result.CONFIRMED);
  }

  private void tell(TellingRound round, ListenerLane lane) {
    Telling.Result result;
    try {
      if (closed) {
        return;
      }
      result = telling.tell(round.pending().event(), lane.listener());
    } finally {
      lane.leave();
    }
    try {
      round.done(result);
    } catch (RuntimeException e) {
      LOG.error("A received event could not be settled; it is told again: {}", Failure.of(e));
    }
  }

  /** 1 second, then twice as long each time. */
  static Duration wait(int tries) {
    Duration wait = Duration.ofSeconds(1L << Math.min(tries, 20));
    return wait.compareTo(EventStore.LONGEST_WAIT) > 0 ? EventStore.LONGEST_WAIT : wait;
  }

  /** Begins nothing more. What is being told ends by itself; the rest stays in the store. */
  @Override
  public void close() {
    closed = true;
    ScheduledFuture<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
  }
}
