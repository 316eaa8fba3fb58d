package io.patchbay.delivery;

import io.patchbay.delivery.store.ForwardingDatabase;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A real database that a test can take away, fill up, slow down, and count the calls of. */
final class TroubledDatabase extends ForwardingDatabase {
  private final AtomicInteger calls = new AtomicInteger();
  volatile boolean away;
  private volatile String losesTo = "";
  private volatile Runnable meanwhile = () -> {};
  volatile int mostPages;
  volatile Duration slow = Duration.ZERO;

  TroubledDatabase(SqlDatabase database) {
    super(database);
  }

  int calls() {
    return calls.get();
  }

  /** From now on the file may not grow. */
  void fill() {
    mostPages = read(session -> session.all("PRAGMA page_count", row -> row.getInt(1))).get(0);
  }

  void makeRoom() {
    mostPages = 1 << 30;
  }

  @Override
  public <T> T read(Work<T> work) {
    reach();
    return super.read(work);
  }

  @Override
  public <T> T read(T absent, Work<T> work) {
    reach();
    return super.read(absent, work);
  }

  @Override
  public <T> T survey(Work<T> work) {
    reach();
    return super.survey(work);
  }

  /** Loses the answer to the next commit of this thread. */
  void loseAnswer(String threadName) {
    losesTo = threadName;
  }

  @Override
  public <T> T write(Work<T> work) {
    T result = written(work);
    if (losesTo.equals(Thread.currentThread().getName())) {
      losesTo = "";
      throw new StorageException("The line broke", "wait", new IOException("cut"));
    }
    return result;
  }

  private <T> T written(Work<T> work) {
    reach();
    return super.write(
        session -> {
          if (mostPages > 0) {
            session.all("PRAGMA max_page_count = " + mostPages, row -> row.getInt(1));
          }
          return work.with(session);
        });
  }

  /** Has something happen at the next call, before it. */
  void meanwhile(Runnable event) {
    meanwhile = event;
  }

  private void reach() {
    Runnable event = meanwhile;
    meanwhile = () -> {};
    event.run();
    calls.incrementAndGet();
    long end = System.nanoTime() + slow.toNanos();
    while (end - System.nanoTime() > 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    if (away) {
      throw new StorageException("The database is away", "bring it back", new IOException("gone"));
    }
  }
}
