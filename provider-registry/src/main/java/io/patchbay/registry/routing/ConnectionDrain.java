package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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

  /** How long a host that shuts down waits for connections that do not come to an end. */
  private static final Duration GRACE = Duration.ofSeconds(5);

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
      ConnectionSlot slot, CountDownLatch closed, AtomicReference<@Nullable Future<?>> timer) {
    boolean isClosed() {
      return closed.getCount() == 0;
    }

    void cancelTimer() {
      Future<?> pending = timer.get();
      if (pending != null) {
        pending.cancel(false);
      }
    }
  }

  Duration time() {
    return time;
  }

  void retire(ConnectionSlot slot) {
    Draining entry = new Draining(slot, new CountDownLatch(1), new AtomicReference<>());
    draining.add(entry);
    slot.retire(() -> execute(() -> close(entry)));
    if (entry.isClosed()) {
      return;
    }
    try {
      Runnable force = () -> execute(() -> force(entry));
      entry.timer().set(scheduler.schedule(force, time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: closed with its last lease: time is not kept any more", id(entry));
    }
    if (entry.isClosed()) {
      entry.cancelTimer();
    }
  }

  /** On this thread when the host is shutting down: no connection is left open for that. */
  private void execute(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      work.run();
    }
  }

  private void force(Draining entry) {
    int leases = entry.slot().leases();
    if (leases > 0 && !entry.isClosed()) {
      LOG.warn(
          "{}: the old connection is closed although {} still use it after the drain time; the"
              + " outcomes of their sends may be unknown",
          id(entry),
          leases);
    }
    close(entry);
  }

  private void close(Draining entry) {
    if (!entry.slot().claimClose()) {
      return;
    }
    try {
      entry.slot().connection().close();
      LOG.debug("{}: old connection closed", id(entry));
    } catch (Throwable e) {
      // Foreign code: whatever it throws, the connection counts as closed.
      LOG.warn(
          "{}: the provider failed to close its connection: {}",
          id(entry),
          e instanceof ProviderException known ? known.error().message() : e.getClass().getName());
    } finally {
      draining.remove(entry);
      entry.closed().countDown();
      entry.cancelTimer();
    }
  }

  private static InstanceId id(Draining entry) {
    return entry.slot().configuration().id();
  }

  /** Waits for everything retired so far, then closes by force what is left. */
  void awaitClosed(Duration longest) {
    List<Draining> waited = List.copyOf(draining);
    if (!await(waited, longest)) {
      List<Draining> left = waited.stream().filter(entry -> !entry.isClosed()).toList();
      left.forEach(entry -> execute(() -> force(entry)));
      await(left, GRACE);
    }
  }

  private static boolean await(List<Draining> entries, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    try {
      for (Draining entry : entries) {
        if (!entry.closed().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
