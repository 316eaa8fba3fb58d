package io.patchbay.delivery.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.patchbay.delivery.metrics.GaugeGroup.Missing;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.PacedSender;
import io.patchbay.delivery.store.QueueDepth;
import io.patchbay.delivery.store.Usage;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how the queue stands, on a thread of its own: whoever asks the registry gets what was read
 * last, whatever the database does. Thread-safe.
 */
final class QueueGauges implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueGauges.class);
  private static final String PREFIX = "patchbay.delivery.";

  /** So many times as long as the last reading took, nothing is read. */
  private static final int REST = 19;

  /** To count people means to look at a day's attempts: that is done once in so many times. */
  private static final int PEOPLE = 4;

  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final DeliveryStore store;
  private final Workspaces workspaces;
  private final Duration interval;
  private final GaugeGroup messages;
  private final GaugeGroup age;
  private final GaugeGroup paused;
  private final GaugeGroup used;
  private final ScheduledExecutorService thread;

  /** By System.nanoTime; as the others without volatile of the reading thread alone. */
  private long nextPeople;

  private boolean peopleRead;
  private boolean failing;
  private boolean peopleFailing;

  /** When the queue was last read; when this began, before that. By System.nanoTime. */
  private volatile long readAt = System.nanoTime();

  QueueGauges(
      DeliveryStore store, MeterRegistry registry, Workspaces workspaces, Duration interval) {
    this.store = store;
    this.workspaces = workspaces;
    this.interval = interval;
    messages =
        group(
            registry,
            "queue.messages",
            "Messages that have not ended well, by place",
            null,
            Missing.ZERO);
    age =
        group(
            registry,
            "queue.age",
            "How long the first in line has waited that may be sent",
            "seconds",
            Missing.ZERO);
    paused =
        group(
            registry,
            "senders.held",
            "Senders that have to wait or are slowed down",
            null,
            Missing.ZERO);
    used =
        group(
            registry,
            "limit.used",
            "The greatest share of an account's daily limit of people that is used",
            "ratio",
            Missing.REMOVED);
    replace(registry, "store.age");
    TimeGauge.builder(
            PREFIX + "store.age",
            this,
            TimeUnit.NANOSECONDS,
            self -> System.nanoTime() - self.readAt)
        .description("How long ago the gauges of the queue were read")
        .register(registry);
    replace(registry, "store.writable");
    Gauge.builder(PREFIX + "store.writable", store, one -> one.unwritable().isEmpty() ? 1 : 0)
        .description("Whether messages can be written: 1, or 0 while they are refused")
        .register(registry);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "patchbay-delivery-metrics");
              made.setDaemon(true);
              return made;
            });
  }

  void start() {
    thread.execute(this::read);
  }

  private void read() {
    long began = System.nanoTime();
    try {
      readQueue();
      readAt = System.nanoTime();
      failing = false;
    } catch (RuntimeException | Error e) {
      failing = tell(failing, "The gauges of {} cannot be read now; they stay as they were: {}", e);
    }
    // Only the queue's time counts: what people cost has a rest of its own.
    long took = System.nanoTime() - began;
    try {
      if (!failing) {
        readPeopleWhenDue();
      }
    } finally {
      again(Math.max(interval.toNanos(), took * REST));
    }
  }

  /** Apart from the queue: it takes longer, and may run into a limit that the queue does not. */
  private void readPeopleWhenDue() {
    long began = System.nanoTime();
    if (peopleRead && began - nextPeople < 0) {
      return;
    }
    try {
      readPeople();
      peopleFailing = false;
    } catch (RuntimeException | Error e) {
      peopleFailing =
          tell(peopleFailing, "The people of {} cannot be counted now; that gauge stays: {}", e);
    } finally {
      long now = System.nanoTime();
      nextPeople = now + Math.max(interval.toNanos() * PEOPLE, (now - began) * REST);
      peopleRead = true;
    }
  }

  /** Once, until it works again, unless the store has told of it. */
  private boolean tell(boolean told, String what, Throwable cause) {
    if (told || thread.isShutdown()) {
      return told;
    }
    if (!(cause instanceof StorageException)) {
      LOG.warn(what, store.describe(), Failure.of(cause), cause);
    } else if (!store.explains()) {
      LOG.warn(what, store.describe(), cause.getMessage());
    } else {
      return false;
    }
    return true;
  }

  private void again(long nanos) {
    if (!thread.isShutdown()) {
      var unused = thread.schedule(this::read, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void readQueue() {
    Instant now = store.now();
    Map<String, Map<QueueDepth.Place, Double>> counts = new TreeMap<>();
    Map<String, Double> ages = new TreeMap<>();
    for (QueueDepth depth : store.depths()) {
      String workspace = workspaces.tag(depth.workspace());
      counts
          .computeIfAbsent(workspace, key -> everyPlace())
          .merge(depth.place(), (double) depth.messages(), Double::sum);
      ages.putIfAbsent(workspace, 0.0);
      Instant oldest = depth.oldest();
      if (oldest != null) {
        ages.merge(
            workspace, Math.max(0, Duration.between(oldest, now).toMillis() / 1e3), Math::max);
      }
    }
    Map<Tags, Double> places = new HashMap<>();
    counts.forEach(
        (workspace, numbers) ->
            numbers.forEach(
                (place, number) ->
                    places.put(
                        Tags.of("workspace", workspace, "state", DeliveryCounters.word(place)),
                        number)));
    Map<String, Double> held = new TreeMap<>();
    for (PacedSender sender : store.pacedSenders()) {
      held.merge(DeliveryCounters.provider(sender.key()), 1.0, Double::sum);
    }
    // Only once everything was read: a reading that fails half-way changes nothing.
    messages.publish(places);
    age.publish(tagged(ages, "workspace"));
    paused.publish(tagged(held, "provider"));
  }

  /** A gauge that is gone says something else than one that is zero. */
  private static Map<QueueDepth.Place, Double> everyPlace() {
    Map<QueueDepth.Place, Double> places = new EnumMap<>(QueueDepth.Place.class);
    for (QueueDepth.Place place : QueueDepth.Place.values()) {
      places.put(place, 0.0);
    }
    return places;
  }

  private void readPeople() {
    Map<String, Double> shares = new TreeMap<>();
    for (Usage.People account : store.usage(null).accounts()) {
      account
          .used()
          .ifPresent(
              share -> shares.merge(DeliveryCounters.provider(account.key()), share, Math::max));
    }
    used.publish(tagged(shares, "provider"));
  }

  private static Map<Tags, Double> tagged(Map<String, Double> values, String tag) {
    Map<Tags, Double> tagged = new HashMap<>();
    values.forEach((value, number) -> tagged.put(Tags.of(tag, value), number));
    return tagged;
  }

  /** A gauge of a store that was closed would stay, and hide this store's. */
  private static void replace(MeterRegistry registry, String name) {
    registry.removeByPreFilterId(
        new Meter.Id(PREFIX + name, Tags.empty(), null, null, Meter.Type.GAUGE));
  }

  private static GaugeGroup group(
      MeterRegistry registry,
      String name,
      String description,
      @Nullable String unit,
      Missing missing) {
    return new GaugeGroup(registry, PREFIX + name, description, unit, missing);
  }

  /** Reads no more, and lets a reading that is under way end, for some seconds at most. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} is still being read for its gauges", store.describe());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
