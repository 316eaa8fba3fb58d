package io.patchbay.delivery;

import io.patchbay.delivery.store.Conclusion;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.SenderNews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how attempts ended, as many in one transaction as have come together. While the
 * database is away it keeps them and tries again; they are as many as were being sent. Thread-safe.
 */
final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int BATCH = 500;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final DeliveryStore store;
  private final Runnable whenWritten;
  private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Outage outage;
  private volatile boolean givingUp;

  private record Entry(@Nullable Conclusion conclusion, @Nullable SenderNews news) {}

  /** Wakes the thread for the end. */
  private static final Entry END = new Entry(null, null);

  Recorder(DeliveryStore store, Runnable whenWritten) {
    this.store = store;
    this.whenWritten = whenWritten;
    this.outage =
        new Outage(
            LOG, store, "How attempts ended cannot be written to " + store.describe() + " now");
    this.thread = new Thread(this::run, "patchbay-delivery-record");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has it written down soon. */
  void add(Conclusion conclusion, @Nullable SenderNews news) {
    queue.add(new Entry(conclusion, news));
  }

  private void run() {
    List<Entry> entries = new ArrayList<>(BATCH);
    boolean ending = false;
    while (!ending || !queue.isEmpty()) {
      try {
        entries.add(queue.take());
      } catch (InterruptedException e) {
        // Nobody outside has this thread; it ends when it is told to.
        continue;
      }
      queue.drainTo(entries, BATCH - 1);
      ending |= entries.remove(END);
      write(entries);
      entries.clear();
    }
  }

  private void write(List<Entry> entries) {
    List<Conclusion> conclusions = new ArrayList<>(entries.size());
    List<SenderNews> news = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.conclusion() != null) {
        conclusions.add(entry.conclusion());
      }
      if (entry.news() != null) {
        news.add(entry.news());
      }
    }
    Duration wait = FIRST_WAIT;
    while (!conclusions.isEmpty() || !news.isEmpty()) {
      try {
        store.conclude(conclusions, news);
        outage.over();
        whenWritten.run();
        return;
      } catch (RuntimeException | Error e) {
        if (givingUp) {
          LOG.error(
              "The outcomes of {} attempts could not be written to {}; they count as unknown",
              conclusions.size(),
              store.describe(),
              e);
          return;
        }
        outage.met(e);
        pause(wait);
        wait = wait.multipliedBy(2);
        wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
      }
    }
  }

  private void pause(Duration wait) {
    try {
      givingUp = closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // As above.
      givingUp |= closing.getCount() == 0;
    }
  }

  /** Writes what there is, with one more try when the database is away, and ends. */
  void close(Duration longest) {
    queue.add(END);
    closing.countDown();
    try {
      thread.join(Math.max(1, longest.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
