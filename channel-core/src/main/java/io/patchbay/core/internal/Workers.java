package io.patchbay.core.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one Patchbay. All are daemons and end when idle, but for the one that keeps time.
 */
final class Workers implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor scheduler;
  private final ThreadPoolExecutor senders;
  private final ThreadPoolExecutor maintenance;
  private final ThreadPoolExecutor tellers;

  Workers(int sendThreads) {
    scheduler = new ScheduledThreadPoolExecutor(1, named("patchbay-timer"));
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    senders =
        new ThreadPoolExecutor(
            sendThreads,
            sendThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("patchbay-send"));
    senders.allowCoreThreadTimeOut(true);
    maintenance =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("patchbay-maintenance"));
    tellers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("patchbay-event"));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  ExecutorService senders() {
    return senders;
  }

  ExecutorService maintenance() {
    return maintenance;
  }

  /** Tell the events of a durable store; the lanes of the listeners bound them. */
  ExecutorService tellers() {
    return tellers;
  }

  /** Takes no more sends and waits for those that are running. */
  void stopSending(Duration longest) {
    stop(senders, longest);
  }

  /** Tells no more events and waits for those that are being told. */
  void stopTelling(Duration longest) {
    stop(tellers, longest);
  }

  private static void stop(ThreadPoolExecutor pool, Duration longest) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pool.shutdownNow();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    maintenance.shutdown();
  }
}
