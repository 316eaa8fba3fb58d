package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.delivery.Submission;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.store.internal.Work;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceTest {
  private static final Duration HOLDS = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private Limited database;

  /** A file that may not grow, as on a disk that is full: SQLite itself refuses. */
  private static final class Limited extends ForwardingDatabase {
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean full;

    private Limited(Path file) {
      super(SqliteDatabase.queue(file, Clock.systemUTC()));
    }

    @Override
    public <T> T write(Work<T> work) {
      writes.incrementAndGet();
      return super.write(
          session -> {
            // SQLite never makes it smaller than the file is.
            session.first("PRAGMA max_page_count = " + (full ? 1 : 1_000_000), row -> 0);
            return work.with(session);
          });
    }
  }

  @BeforeEach
  void open() {
    database = new Limited(folder.resolve(SqliteDatabase.QUEUE));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Acceptance acceptance() {
    return new Acceptance(database, () -> {}, nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static NewMessage message(String id, int length) {
    return new NewMessage(
        id,
        new LaneKey("acme", null, null, null),
        "p:" + id,
        "x".repeat(length),
        "print of " + id,
        SubmitOptions.defaults());
  }

  @Test
  void anIdleQueueIsTriedOnceInFiveSecondsAndNothingOfItStays() {
    Acceptance acceptance = acceptance();
    for (int i = 0; i < 100; i++) {
      acceptance.prove();
    }
    assertThat(database.writes).hasValue(1);
    pass(HOLDS);
    acceptance.prove();
    assertThat(database.writes).hasValue(2);
    assertThat(acceptance.failure()).isEmpty();
    List<Integer> left =
        database.read(session -> session.all("SELECT count(*) FROM history", row -> row.getInt(1)));
    assertThat(left).containsExactly(0);
  }

  @Test
  void aFailedMessageIsSeenBeforeAnyTrialAndATrialEndsTheOutage() {
    try (DeliveryStore store = new DeliveryStore(database)) {
      AtomicInteger refused = new AtomicInteger();
      store.listen(
          new DeliveryListener() {
            @Override
            public void refused(int messages) {
              refused.addAndGet(messages);
            }
          });
      store.submit(List.of(message("m1", 10)));
      assertThat(store.unwritable()).isEmpty();
      database.full = true;

      assertThatThrownBy(
              () -> store.submit(List.of(message("m2", 200_000), message("m3", 200_000))))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("SQLITE_FULL");

      assertThat(store.unwritable().map(StorageException::remedy))
          .isEqualTo(Optional.of("make room on the disk"));
      assertThat(refused).hasValue(2);
    }
  }

  @Test
  void onlyATrialOfTheLargestMessageEndsAnOutage() {
    Acceptance acceptance = acceptance();
    database.full = true;
    fill();
    assertThatThrownBy(() -> acceptance.write(() -> submit("large", 200_000)))
        .isInstanceOf(StorageException.class);

    // What changes no row proves nothing, and neither does a trial before its time.
    acceptance.write(List::of);
    acceptance.prove();
    assertThat(acceptance.failure()).isPresent();
    pass(HOLDS);
    acceptance.prove();
    assertThat(acceptance.failure()).as("it is still full").isPresent();

    database.full = false;
    acceptance.prove();
    assertThat(acceptance.failure()).as("too soon").isPresent();
    acceptance.write(() -> submit("small", 10));
    assertThat(acceptance.failure()).as("one message found room").isPresent();
    pass(HOLDS);
    acceptance.prove();
    assertThat(acceptance.failure()).isEmpty();
  }

  /** Until no page is left that was used before. */
  private void fill() {
    for (int i = 0; ; i++) {
      try {
        submit("fill-" + i, 2_000);
      } catch (StorageException e) {
        return;
      }
    }
  }

  private List<Submission> submit(String id, int length) {
    return database.write(
        session -> Submissions.add(session, database.now(session), List.of(message(id, length))));
  }
}
