package io.patchbay.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what blocks on a provider, for each instance one thing at a time on a thread of a few: one
 * that hangs takes one of them and holds up nobody else. Thread-safe.
 */
final class InstanceTasks {
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final Consumer<? super Throwable> whenFailed;
  private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

  InstanceTasks(int most, ThreadFactory factory, Consumer<? super Throwable> whenFailed) {
    this.whenFailed = whenFailed;
    // The queue holds each instance once at most.
    threads =
        new ThreadPoolExecutor(
            most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Begins with something for an instance, unless something is under way for it already.
   *
   * @return ends with what is under way, and as it does
   */
  CompletableFuture<Void> begin(String instance, Runnable work) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Void> before = underWay.putIfAbsent(instance, end);
    if (before != null) {
      return before;
    }
    try {
      threads.execute(() -> run(instance, work, end));
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nothing is asked any more.
      done(instance, end, null);
    }
    return end;
  }

  private void run(String instance, Runnable work, CompletableFuture<Void> end) {
    try {
      work.run();
      done(instance, end, null);
    } catch (RuntimeException | Error e) {
      done(instance, end, e);
    }
  }

  private void done(String instance, CompletableFuture<Void> end, @Nullable Throwable failure) {
    // First, so that whoever waits for the end may begin anew.
    underWay.remove(instance, end);
    if (failure == null) {
      end.complete(null);
    } else {
      whenFailed.accept(failure);
      end.completeExceptionally(failure);
    }
  }

  /** Interrupts what is under way, and waits for its end for so long at most. */
  void close(Duration longest) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    underWay.forEach((instance, end) -> done(instance, end, null));
  }
}
