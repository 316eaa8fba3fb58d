package io.patchbay.testsupport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler whose tasks run when a test moves the clock, on the test's thread. */
public final class ManualScheduler extends AbstractExecutorService
    implements ScheduledExecutorService {
  private final ManualClock clock;
  private final List<Task> tasks = new ArrayList<>();
  private boolean shutdown;

  public ManualScheduler(ManualClock clock) {
    this.clock = clock;
  }

  private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final Instant due;
    private final long delayMillis;

    Task(Runnable work, long delayMillis) {
      super(work, null);
      this.delayMillis = delayMillis;
      this.due = clock.instant().plusMillis(delayMillis);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.instant(), due));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  /** Moves the clock and runs what has become due, in order. */
  public void advance(Duration time) {
    Instant end = clock.instant().plus(time);
    while (true) {
      Task next;
      synchronized (tasks) {
        tasks.removeIf(Task::isDone);
        next =
            tasks.stream()
                .filter(task -> !task.due.isAfter(end))
                .min(Comparator.comparing(task -> task.due))
                .orElse(null);
        if (next != null) {
          tasks.remove(next);
        }
      }
      if (next == null) {
        clock.advance(Duration.between(clock.instant(), end));
        return;
      }
      Duration until = Duration.between(clock.instant(), next.due);
      clock.advance(until.isNegative() ? Duration.ZERO : until);
      next.run();
    }
  }

  /** The delays of what waits, in milliseconds and in the order of its scheduling. */
  public List<Long> waiting() {
    synchronized (tasks) {
      tasks.removeIf(Task::isDone);
      return tasks.stream().map(task -> task.delayMillis).toList();
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    synchronized (tasks) {
      if (shutdown) {
        throw new RejectedExecutionException("shut down");
      }
      Task task = new Task(work, unit.toMillis(delay));
      tasks.add(task);
      return task;
    }
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long initial, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long initial, long delay, TimeUnit unit) {
    return schedule(
        () -> {
          work.run();
          ScheduledFuture<?> next = scheduleWithFixedDelay(work, delay, delay, unit);
          assert !next.isDone();
        },
        initial,
        unit);
  }

  @Override
  public void execute(Runnable work) {
    ScheduledFuture<?> task = schedule(work, 0, TimeUnit.MILLISECONDS);
    assert !task.isDone();
  }

  @Override
  public void shutdown() {
    synchronized (tasks) {
      shutdown = true;
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    synchronized (tasks) {
      List<Runnable> left = List.copyOf(tasks);
      tasks.clear();
      return left;
    }
  }

  @Override
  public boolean isShutdown() {
    synchronized (tasks) {
      return shutdown;
    }
  }

  @Override
  public boolean isTerminated() {
    return isShutdown();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isShutdown();
  }
}
