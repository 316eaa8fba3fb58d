package io.patchbay.delivery.store;

import io.patchbay.delivery.Submission;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether messages can be written: the last one showed it, or else a trial does. A read proves
 * nothing, and neither does a transaction that changed nothing. Logs each outage once, and its end.
 * Thread-safe.
 */
final class Acceptance {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

  /** What was proved holds for so long. */
  private static final Duration HOLDS = Duration.ofSeconds(5);

  /**
   * So many times as long as the last trial took, none is made: a large file takes long to check.
   */
  private static final int REST = 3;

  /** Of an ordinary trial, and of one after a failure: as large as the largest message. */
  private static final int SMALL = 64;

  private static final int LARGE = 48 * 1024;

  /** No message has this number. */
  private static final long NOBODY = -1;

  private static final String ADD =
      "INSERT INTO history (message, at, what, reason) VALUES (?, ?, 'TRIAL', ?)";
  private static final String REMOVE = "DELETE FROM history WHERE message = ?";

  private final SqlDatabase database;
  private final Runnable reading;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable StorageException> failure = new AtomicReference<>();
  private final AtomicBoolean trying = new AtomicBoolean();

  /** By nanoTime: before this no trial is needed. */
  private volatile long nextTrial;

  /**
   * For a database.
   *
   * @param reading reads what sending needs, and fails when it cannot be read
   * @param nanoTime as System.nanoTime
   */
  Acceptance(SqlDatabase database, Runnable reading, LongSupplier nanoTime) {
    this.database = database;
    this.reading = reading;
    this.nanoTime = nanoTime;
    this.nextTrial = nanoTime.getAsLong();
  }

  /** Why messages cannot be written; empty while they can, as far as it is known. */
  Optional<StorageException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Writes messages, and judges by what becomes of it. Only a trial ends an outage: where one
   * message still finds room, the next one may not.
   */
  List<Submission> write(Supplier<List<Submission>> messages) {
    try {
      List<Submission> written = messages.get();
      if (failure.get() == null
          && written.stream().anyMatch(one -> one.result() == Submission.Result.CREATED)) {
        nextTrial = nanoTime.getAsLong() + HOLDS.toNanos();
      }
      return written;
    } catch (StorageException e) {
      failed(e);
      nextTrial = nanoTime.getAsLong() + HOLDS.toNanos();
      throw e;
    }
  }

  /**
   * Reads, and writes something and removes it again, unless that was proved lately.
   *
   * @throws StorageException when it cannot even be read
   */
  void prove() {
    try {
      reading.run();
    } catch (StorageException e) {
      failed(e);
      throw e;
    }
    if (nanoTime.getAsLong() - nextTrial >= 0 && trying.compareAndSet(false, true)) {
      long began = nanoTime.getAsLong();
      try {
        attempt(failure.get());
      } finally {
        long now = nanoTime.getAsLong();
        nextTrial = now + Math.max(HOLDS.toNanos(), (now - began) * REST);
        trying.set(false);
      }
    }
  }

  /** Whether messages cannot be written: unless that is known, tried now whatever was proved. */
  boolean explains() {
    if (failure.get() != null) {
      return true;
    }
    nextTrial = nanoTime.getAsLong();
    try {
      prove();
    } catch (StorageException e) {
      // It is kept, and told.
    }
    return failure.get() != null;
  }

  private void attempt(@Nullable StorageException before) {
    try {
      if (before != null && !before.passing()) {
        // What is damaged stays so, even where the trial does not come across it.
        database.verify();
      }
      database.write(session -> trial(session, before == null ? SMALL : LARGE));
      over();
    } catch (StorageException e) {
      failed(e);
    }
  }

  /** Within one transaction, so that nobody ever sees it. */
  private boolean trial(SqlSession session, int bytes) throws SQLException {
    byte[] filling = new byte[bytes];
    // By chance, or the database would make it smaller.
    ThreadLocalRandom.current().nextBytes(filling);
    String text = Base64.getEncoder().encodeToString(filling);
    session.update(ADD, NOBODY, database.now(session), text);
    session.update(REMOVE, NOBODY);
    return true;
  }

  private void failed(StorageException e) {
    if (failure.getAndSet(e) == null) {
      LOG.warn(
          "No message can be taken: {}. Messages are refused until writing succeeds, which is tried"
              + " every {} s",
          e.getMessage(),
          HOLDS.toSeconds());
    }
  }

  private void over() {
    if (failure.getAndSet(null) != null) {
      LOG.info("Messages are taken again: {} can be written", database.describe());
    }
  }
}
