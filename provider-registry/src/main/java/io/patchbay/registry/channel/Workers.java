package io.patchbay.registry.channel;

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

  /** Takes no more sends and waits for those that are running. */
  void stopSending(Duration longest) {
    senders.shutdown();
    try {
      if (!senders.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        senders.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      senders.shutdownNow();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    maintenance.shutdown();
  }
}
