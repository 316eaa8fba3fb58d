package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.WatchedCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueHealthTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LaneKey LANE = new LaneKey("acme", null, null, null);

  /** For answers that come; those for which nobody is to wait are told apart by a latch. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** A database that gives up on these calls. */
  private static SqlDatabase failing(SqlDatabase database, Set<String> calls) {
    return WatchedCalls.of(
        SqlDatabase.class,
        database,
        call -> {
          if (calls.contains(call)) {
            throw tooSlow();
          }
        });
  }

  private static StorageException tooSlow() {
    return new StorageException("It took too long", "wait", new IOException("cancelled"));
  }

  private SqlDatabase file(Instant now) {
    return SqliteDatabase.queue(
        folder.resolve(SqliteDatabase.QUEUE), Clock.fixed(now, ZoneOffset.UTC));
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
              "inFlight":3}\
              """);
    }
  }

  @Test
  void aQueueThatCannotBeCountedInTimeIsReachable() {
    try (DeliveryStore store = new DeliveryStore(failing(file(NOON), Set.of("survey")))) {
      JsonObject json = new QueueHealth(store, () -> 0, PATIENCE).json();

      assertThat(QueueHealth.usable(json)).isTrue();
      assertThat(json).hasToString("{\"database\":\"reachable\",\"inFlight\":0}");
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNot() {
    try (DeliveryStore store = new DeliveryStore(failing(file(NOON), Set.of("read", "survey")))) {
      assertThat(QueueHealth.usable(new QueueHealth(store, () -> 0, PATIENCE).json())).isFalse();
    }
  }

  /** A database that runs this before each call of the method. */
  private static SqlDatabase before(String method, Runnable hook, SqlDatabase database) {
    return WatchedCalls.of(
        SqlDatabase.class,
        database,
        call -> {
          if (call.equals(method)) {
            hook.run();
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitThat(BooleanSupplier condition) {
    Conditions.await("the state is as expected", condition);
  }

  @Test
  void nobodyWaitsForALongCount() {
    CountDownLatch end = new CountDownLatch(1);
    try (DeliveryStore store = new DeliveryStore(before("survey", () -> await(end), file(NOON)))) {
      store.submit(List.of(message("m1", NOON)));
      QueueHealth health = new QueueHealth(store, () -> 0, Duration.ofMillis(10));

      // It answers sooner or later; the count does not end.
      awaitThat(() -> QueueHealth.usable(health.json()));
      assertThat(health.json()).hasToString("{\"database\":\"reachable\",\"inFlight\":0}");
      end.countDown();
      awaitThat(() -> health.json().has("waiting"));
      assertThat(health.json().get("waiting").getAsInt()).isEqualTo(1);
    }
  }

  /** Much sooner than the patience is over. */
  @Test
  void nobodyWaitsForADatabaseThatHasGivenNoAnswerForSoLong() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger reads = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    Runnable beforeRead =
        () -> {
          reads.incrementAndGet();
          asked.countDown();
          await(back);
        };
    try (DeliveryStore store = new DeliveryStore(before("read", beforeRead, file(NOON)))) {
      QueueHealth health = new QueueHealth(store, () -> 0, PATIENCE, nanos::get);
      FutureTask<JsonObject> first = new FutureTask<>(health::json);
      Thread waiting = new Thread(first);
      waiting.start();
      await(asked);
      awaitThat(() -> waiting.getState() == Thread.State.TIMED_WAITING);
      nanos.addAndGet(PATIENCE.toNanos());

      assertThat(health.json()).hasToString("{\"database\":\"unreachable\",\"inFlight\":0}");
      assertThat(first.isDone()).as("it began to wait before").isFalse();
      assertThat(reads).as("asked once at a time").hasValue(1);
      back.countDown();
      assertThat(QueueHealth.usable(first.get(2, TimeUnit.MINUTES))).isTrue();
      assertThat(QueueHealth.usable(health.json())).isTrue();
    }
  }

  @Test
  void countingRestsInProportionToWhatItTook() {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger counts = new AtomicInteger();
    Runnable takesTenSeconds =
        () -> {
          counts.incrementAndGet();
          nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        };
    try (DeliveryStore store = new DeliveryStore(before("survey", takesTenSeconds, file(NOON)))) {
      QueueHealth health = new QueueHealth(store, () -> 0, PATIENCE, nanos::get);
      assertThat(health.json().has("waiting")).isTrue();

      nanos.addAndGet(Duration.ofSeconds(190).toNanos());
      assertThat(health.json().get("countedSecondsAgo").getAsInt()).isEqualTo(190);
      assertThat(counts).hasValue(1);
      nanos.addAndGet(1);
      assertThat(health.json().has("countedSecondsAgo")).isFalse();
      assertThat(counts).hasValue(2);
    }
  }

  @Test
  void aCountThatFailedRestsToo() {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger counts = new AtomicInteger();
    Runnable fails =
        () -> {
          counts.incrementAndGet();
          throw tooSlow();
        };
    try (DeliveryStore store = new DeliveryStore(before("survey", fails, file(NOON)))) {
      QueueHealth health = new QueueHealth(store, () -> 0, PATIENCE, nanos::get);

      health.json();
      health.json();
      assertThat(counts).hasValue(1);
      nanos.addAndGet(Duration.ofSeconds(6).toNanos());
      health.json();
      assertThat(counts).hasValue(2);
    }
  }
}
