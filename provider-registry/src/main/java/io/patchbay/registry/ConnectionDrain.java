package io.patchbay.registry;

import io.patchbay.channel.InstanceId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes retired connections, each once: when its last lease has gone, or when the drain time is
 * over. Thread-safe.
 */
public final class ConnectionDrain {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionDrain.class);

  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final Duration time;
  private final Set<Draining> draining = ConcurrentHashMap.newKeySet();

  /**
   * A drain.
   *
   * @param scheduler counts the drain time
   * @param executor runs the providers' {@code close}, which may be slow
   * @param time how long leases may outlive their connection's replacement
   */
  public ConnectionDrain(ScheduledExecutorService scheduler, Executor executor, Duration time) {
    this.scheduler = scheduler;
    this.executor = executor;
    this.time = time;
  }

  private record Draining(
      ConnectionSlot slot, CountDownLatch closed, AtomicReference<@Nullable Future<?>> timer) {}

  Duration time() {
    return time;
  }

  void retire(ConnectionSlot slot) {
    Draining entry = new Draining(slot, new CountDownLatch(1), new AtomicReference<>());
    draining.add(entry);
    slot.retire(() -> executor.execute(() -> close(entry)));
    if (entry.closed().getCount() > 0) {
      entry
          .timer()
          .set(scheduler.schedule(() -> force(entry), time.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void force(Draining entry) {
    if (entry.closed().getCount() > 0) {
      executor.execute(() -> forceNow(entry));
    }
  }

  private void forceNow(Draining entry) {
    int leases = entry.slot().leases();
    if (leases > 0) {
      LOG.warn(
          "{}: the old connection is closed although {} sends still use it after {}; their outcomes"
              + " may be unknown",
          entry.slot().configuration().id(),
          leases,
          time);
    }
    close(entry);
  }

  private void close(Draining entry) {
    if (!entry.slot().claimClose()) {
      return;
    }
    InstanceId id = entry.slot().configuration().id();
    try {
      entry.slot().connection().close();
      LOG.debug("{}: old connection closed", id);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{}: the provider failed to close its connection: {}", id, e.getClass().getName());
    } finally {
      draining.remove(entry);
      entry.closed().countDown();
      Future<?> timer = entry.timer().get();
      if (timer != null) {
        timer.cancel(false);
      }
    }
  }

  /** Waits for everything retired so far, then closes by force what is left. */
  void awaitClosed() {
    long deadline = System.nanoTime() + time.toNanos();
    for (Draining entry : draining) {
      try {
        if (!entry.closed().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          forceNow(entry);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        forceNow(entry);
      }
    }
  }
}
