package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.postgres.ForwardingDatabase;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.LaneKey;
import io.patchbay.delivery.store.NewMessage;
import io.patchbay.delivery.store.SqliteDatabase;
import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.StorageException;
import io.patchbay.registry.storage.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueHealthTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LaneKey LANE = new LaneKey("acme", null, null, null);

  /** For answers that come; those for which nobody is to wait are told apart by a latch. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** A database that gives up what takes long, or everything. */
  private static final class Slow extends ForwardingDatabase {
    private final boolean away;

    private Slow(Database database, boolean away) {
      super(database);
      this.away = away;
    }

    private static StorageException tooSlow() {
      return new StorageException("It took too long", "wait", new IOException("cancelled"));
    }

    @Override
    public <T> T read(Work<T> work) {
      if (away) {
        throw tooSlow();
      }
      return super.read(work);
    }

    @Override
    public <T> T survey(Work<T> work) {
      throw tooSlow();
    }
  }

  private Database file(Instant now) {
    return new SqliteDatabase(
        folder.resolve(SqliteDatabase.FILE), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static NewMessage message(String id, Instant notBefore) {
    return new NewMessage(
        id,
        LANE,
        "p:" + id,
        "body of " + id,
        "print of " + id,
        SubmitOptions.defaults().withNotBefore(notBefore));
  }

  @Test
  void tellsWhatWaitsAndForHowLongTheFirstInLine() {
    try (DeliveryStore store = new DeliveryStore(file(NOON))) {
      Instant later = NOON.plus(Duration.ofHours(1));
      store.submit(List.of(message("now", NOON), message("later", later)));
    }
    try (DeliveryStore store = new DeliveryStore(file(NOON.plusSeconds(90)))) {
      assertThat(new QueueHealth(store, () -> 3, PATIENCE).json())
          .hasToString(
              """
              {"database":"reachable","waiting":2,"unknown":0,"oldestWaitingSeconds":90,\
              "inFlight":3}""");
    }
  }

  @Test
  void aQueueThatCannotBeCountedInTimeIsReachable() {
    try (DeliveryStore store = new DeliveryStore(new Slow(file(NOON), false))) {
      JsonObject json = new QueueHealth(store, () -> 0, PATIENCE).json();

      assertThat(QueueHealth.reachable(json)).isTrue();
      assertThat(json).hasToString("{\"database\":\"reachable\",\"inFlight\":0}");
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNot() {
    try (DeliveryStore store = new DeliveryStore(new Slow(file(NOON), true))) {
      assertThat(QueueHealth.reachable(new QueueHealth(store, () -> 0, PATIENCE).json())).isFalse();
    }
  }

  /** A database that counts as long as somebody wants it to. */
  private static final class Patient extends ForwardingDatabase {
    private final CountDownLatch end;

    private Patient(Database database, CountDownLatch end) {
      super(database);
      this.end = end;
    }

    @Override
    public <T> T survey(Work<T> work) {
      try {
        assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.survey(work);
    }
  }

  @Test
  void nobodyWaitsForALongCount() {
    CountDownLatch end = new CountDownLatch(1);
    try (DeliveryStore store = new DeliveryStore(new Patient(file(NOON), end))) {
      store.submit(List.of(message("m1", NOON)));
      QueueHealth health = new QueueHealth(store, () -> 0, Duration.ofMillis(10));

      assertThat(health.json()).hasToString("{\"database\":\"reachable\",\"inFlight\":0}");
      end.countDown();
      long latest = System.nanoTime() + PATIENCE.toNanos();
      while (!health.json().has("waiting") && System.nanoTime() - latest < 0) {
        Thread.onSpinWait();
      }
      assertThat(health.json().get("waiting").getAsInt()).isEqualTo(1);
    }
  }
}
