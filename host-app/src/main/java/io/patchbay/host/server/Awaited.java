package io.patchbay.host.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that takes nobody knows how long: it is done once at a time, on a thread of its own, and
 * nobody waits for it once it has run for some time. Thread-safe.
 */
final class Awaited {
  private static final Logger LOG = LoggerFactory.getLogger(Awaited.class);

  private final String name;
  private final Runnable work;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Run> running = new AtomicReference<>();

  private record Run(CountDownLatch end, long began) {}

  /**
   * Work to be begun.
   *
   * @param name of its thread
   * @param patience how long after its begin it is waited for
   * @param nanoTime as System.nanoTime
   */
  Awaited(String name, Runnable work, Duration patience, LongSupplier nanoTime) {
    this.name = name;
    this.work = work;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** Begins the work, unless it runs, and waits for its end as long as it is worth to. */
  void run() {
    Run mine = new Run(new CountDownLatch(1), nanoTime.getAsLong());
    if (running.compareAndSet(null, mine)) {
      begin(mine);
    }
    Run run = running.get();
    if (run != null) {
      await(run);
    }
  }

  private void begin(Run run) {
    Thread thread = new Thread(() -> work(run), name);
    thread.setDaemon(true);
    boolean begun = false;
    try {
      thread.start();
      begun = true;
    } finally {
      if (!begun) {
        end(run);
      }
    }
  }

  private void work(Run run) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("{} ended early", name, e);
    } finally {
      end(run);
    }
  }

  private void end(Run run) {
    running.set(null);
    run.end().countDown();
  }

  private void await(Run run) {
    try {
      // Whether it has ended in time shows in what it has done.
      var unused =
          run.end()
              .await(
                  patience.toNanos() - (nanoTime.getAsLong() - run.began()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
