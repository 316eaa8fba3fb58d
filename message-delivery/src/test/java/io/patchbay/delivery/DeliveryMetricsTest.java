package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.delivery.metrics.DeliveryMetrics;
import io.patchbay.delivery.store.ForwardingDatabase;
import io.patchbay.delivery.store.Usage;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.store.internal.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@org.junit.jupiter.api.Tag("locale")
class DeliveryMetricsTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  @TempDir Path directory;
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private double counted(String name, String... tags) {
    return registry.find("patchbay.delivery." + name).tags(tags).counters().stream()
        .mapToDouble(one -> one.count())
        .sum();
  }

  private double gauge(String name, String... tags) {
    return registry.find("patchbay.delivery." + name).tags(tags).gauges().stream()
        .mapToDouble(one -> one.value())
        .sum();
  }

  private void awaitGauge(double value, String name, String... tags) {
    Desk.await(
        () -> gauge(name, tags) == value,
        () -> name + List.of(tags) + " is " + gauge(name, tags) + ", not " + value);
  }

  @Test
  void countsEverythingThatHappens() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      metrics.bindTo(registry);

      BusyDay.on(desk, desk.start());

      assertThat(counted("submitted", "workspace", "acme", "result", "created")).isEqualTo(8);
      assertThat(counted("submitted", "workspace", "acme", "result", "repeated")).isEqualTo(1);
      assertThat(counted("attempts", "provider", "line", "outcome", "accepted")).isEqualTo(3);
      assertThat(counted("attempts", "provider", "line", "outcome", "nothing_sent")).isEqualTo(1);
      assertThat(counted("attempts", "outcome", "unknown", "category", "network")).isEqualTo(2);
      assertThat(counted("attempts", "outcome", "rejected", "category", "request")).isEqualTo(1);
      assertThat(counted("throttled", "workspace", "acme", "category", "rate_limited"))
          .isPositive();
      assertThat(counted("pauses", "provider", "line", "kind", "slowed")).isPositive();
      assertThat(counted("unknown", "workspace", "acme")).isEqualTo(2);
      assertThat(counted("settled", "by", "sent_again")).isEqualTo(1);
      assertThat(counted("settled", "by", "given_up")).isEqualTo(1);
      assertThat(counted("duplicates", "workspace", "acme")).isEqualTo(1);
      assertThat(counted("expired", "workspace", "acme")).isEqualTo(1);
      assertThat(counted("statuses", "status", "delivered")).isEqualTo(2);
      assertThat(counted("statuses", "category", "recipient_unreachable")).isEqualTo(1);
      assertThat(counted("dead", "state", "unknown")).isEqualTo(1);
      assertThat(counted("dead", "state", "failed", "category", "request")).isEqualTo(1);
      assertThat(counted("dead", "state", "nothing_sent", "category", "none")).isEqualTo(1);
      Desk.await(
          () -> counted("dead", "category", "recipient_unreachable") == 1,
          () -> "dead " + counted("dead"));
      Timer accepted = registry.get("patchbay.delivery.accepted.latency").timer();
      assertThat(accepted.count()).isEqualTo(3);
      assertThat(accepted.max(TimeUnit.MINUTES)).isBetween(20.0, 30.0);
      Timer delivered = registry.get("patchbay.delivery.delivered.latency").timer();
      assertThat(delivered.count()).isEqualTo(2);
      assertThat(registry.find("patchbay.delivery.attempt.duration").timers()).hasSize(4);
    }
  }

  @Test
  void whatIsClosedCountsNoMore() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN);
      metrics.bindTo(registry);
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      metrics.close();

      delivery.submit("acme", Desk.message("m2"));

      assertThat(counted("submitted")).isEqualTo(1);
    }
  }

  @Test
  void showsHowTheQueueStandsForAllHosts() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      BusyDay.on(desk, desk.start());
      metrics.bindTo(registry);

      awaitGauge(2, "queue.messages", "workspace", "acme", "state", "failed");
      awaitGauge(1, "queue.messages", "workspace", "acme", "state", "unknown");
      awaitGauge(0, "queue.messages", "workspace", "acme", "state", "parked");
      awaitGauge(1, "queue.messages", "workspace", "acme", "state", "nothing_sent");
      awaitGauge(1, "senders.held", "provider", "line");
      // Five people were written to or may have been; one was refused, and one only by a stub.
      awaitGauge(0.8, "limit.used", "provider", "line");
      desk.line.accepts("a");
      desk.store.resume("line:acme/a");
      desk.clock.advance(Duration.ofMinutes(1));
      desk.awaitState("throttled", DeliveryState.ACCEPTED);
      awaitGauge(0, "senders.held", "provider", "line");
    }
  }

  @Test
  void showsHowLongTheFirstInLineHasWaited() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      Delivery delivery = desk.start();
      delivery.close();
      Crash.claimAndDie(desk, "lost");
      Delivery other = desk.start();
      other.close();
      metrics.bindTo(registry);
      awaitGauge(1, "queue.messages", "workspace", "acme", "state", "sending");
      awaitGauge(0, "queue.age", "workspace", "acme");
      desk.store.submit(List.of(Crash.row(desk, "waits")));

      desk.clock.advance(Duration.ofMinutes(3));

      awaitGauge(180, "queue.age", "workspace", "acme");
    }
  }

  /** A database that does not answer until it is let go. */
  private static final class Hanging extends ForwardingDatabase {
    private final CountDownLatch free = new CountDownLatch(1);
    private final CountDownLatch met = new CountDownLatch(1);
    private volatile boolean hangs;

    Hanging(SqlDatabase database) {
      super(database);
    }

    @Override
    public <T> T survey(Work<T> work) {
      if (hangs) {
        met.countDown();
        try {
          assertThat(free.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return super.survey(work);
    }
  }

  @Test
  void whoeverAsksDoesNotWaitForADatabaseThatHangs() throws Exception {
    List<Hanging> made = new ArrayList<>();
    try (Desk desk =
            new Desk(
                directory,
                Desk.ONE_LINE,
                clock -> {
                  made.add(
                      new Hanging(
                          SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), clock)));
                  return made.get(0);
                });
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      desk.store.submit(List.of(Crash.row(desk, "waits")));
      metrics.bindTo(registry);
      awaitGauge(1, "queue.messages", "state", "ready");
      made.get(0).hangs = true;
      assertThat(made.get(0).met.await(2, TimeUnit.MINUTES)).isTrue();

      assertThat(gauge("queue.messages", "state", "ready")).isEqualTo(1);
      double age = gauge("store.age");
      Desk.await(() -> gauge("store.age") > age, () -> "the age is still " + age);
      made.get(0).free.countDown();
    }
  }

  @Test
  void aDatabaseThatFailsLeavesTheGaugesAsTheyWere() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      desk.store.submit(List.of(Crash.row(desk, "waits")));
      metrics.bindTo(registry);
      awaitGauge(1, "queue.messages", "state", "ready");
      desk.database.away = true;
      int calls = desk.database.calls();
      Desk.await(() -> desk.database.calls() > calls + 2, () -> "it is not tried again");

      assertThat(gauge("queue.messages", "state", "ready")).isEqualTo(1);
      desk.database.away = false;
      desk.store.submit(List.of(Crash.row(desk, "waits-too")));
      awaitGauge(2, "queue.messages", "state", "ready");
    }
  }

  /** A database that can tell everything but how many people were written to. */
  private static final class Shy extends ForwardingDatabase {
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger queue = new AtomicInteger();

    Shy(SqlDatabase database) {
      super(database);
    }

    @Override
    public <T> T survey(Work<T> work) {
      T found = super.survey(work);
      if (found instanceof Usage) {
        people.incrementAndGet();
        throw new StorageException("It took too long", "wait", new IOException("cancelled"));
      }
      queue.incrementAndGet();
      return found;
    }
  }

  @Test
  void theQueueIsReadThoughThePeopleCannotBeCounted() {
    List<Shy> made = new ArrayList<>();
    try (Desk desk =
            new Desk(
                directory,
                Desk.ONE_LINE,
                clock -> {
                  made.add(
                      new Shy(
                          SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), clock)));
                  return made.get(0);
                });
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      metrics.bindTo(registry);
      Shy database = made.get(0);
      Desk.await(() -> database.people.get() >= 3, () -> "the people are not counted again");
      long failed = System.nanoTime();

      Desk.await(
          () -> gauge("store.age") < (System.nanoTime() - failed) / 1e9,
          () -> "the age is " + gauge("store.age"));
      // To read the queue asks twice.
      Desk.await(
          () -> database.queue.get() > 3 * database.people.get(),
          () -> "the people are counted as often as the queue is read");
    }
  }

  @Test
  void noTagNamesAPersonOrAMessage() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      metrics.bindTo(registry);
      BusyDay.on(desk, desk.start());
      awaitGauge(1, "senders.held", "provider", "line");

      Set<String> values = new TreeSet<>();
      for (Meter meter : registry.getMeters()) {
        meter.getId().getTags().stream()
            .filter(tag -> !tag.getKey().equals("le"))
            .map(Tag::getValue)
            .forEach(values::add);
      }
      assertThat(values)
          .contains("acme", "line", "accepted", "rate_limited")
          .allMatch(value -> value.matches("[a-z_]+"))
          .doesNotContain("twice", "arrives");
    }
  }

  @Test
  void tellsABoundedNumberOfWorkspacesApart() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, OFTEN)) {
      metrics.bindTo(registry);
      for (int i = 0; i < DeliveryMetrics.WORKSPACES + 5; i++) {
        desk.store.submit(List.of(Crash.row(desk, "workspace-" + i, "m1")));
      }

      assertThat(counted("submitted", "workspace", "other")).isEqualTo(5);
      awaitGauge(5, "queue.messages", "workspace", "other", "state", "ready");
      assertThat(registry.find("patchbay.delivery.submitted").counters())
          .hasSize(DeliveryMetrics.WORKSPACES + 1);
    }
  }

  @Test
  void anIntervalIsPositive() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      assertThatThrownBy(() -> new DeliveryMetrics(desk.store, Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The interval is PT0S, not positive");
    }
  }
}
