package io.patchbay.delivery.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.patchbay.delivery.store.DeliveryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The numbers of a queue, for whatever Micrometer writes to; {@code docs/alerts.md} names them and
 * says what to watch.
 *
 * <pre>{@code
 * DeliveryMetrics metrics = new DeliveryMetrics(store);
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>Counters and timers tell what this process did since it was bound: add those of several hosts
 * up. Gauges tell how the queue stands for all that share the database: take the greatest. They are
 * read on a thread of this object, never when somebody asks the registry, every 15 seconds; when
 * that takes long they are read less often, so that it is a twentieth of the time at most. While
 * the database cannot be read they stay as they were, and {@code patchbay.delivery.store.age}
 * grows.
 *
 * <p>No tag names a recipient, a message or a text; of workspaces, the first {@value #WORKSPACES}
 * are told apart. Micrometer is not brought along: a host that uses this adds {@code
 * io.micrometer:micrometer-core}. Thread-safe. Close it before the store.
 */
public final class DeliveryMetrics implements MeterBinder, AutoCloseable {
  /** How many workspaces are told apart; the others are {@code other} together. */
  public static final int WORKSPACES = 200;

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final DeliveryStore store;
  private final Duration interval;
  private final List<DeliveryCounters> counters = new CopyOnWriteArrayList<>();
  private final List<QueueGauges> gauges = new CopyOnWriteArrayList<>();

  /** The numbers of a store, whose gauges are read every 15 seconds. */
  public DeliveryMetrics(DeliveryStore store) {
    this(store, INTERVAL);
  }

  /**
   * The same.
   *
   * @param interval how often gauges are read at most
   * @throws IllegalArgumentException when it is not positive
   */
  public DeliveryMetrics(DeliveryStore store, Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("The interval is " + interval + ", not positive");
    }
    this.store = store;
    this.interval = interval;
  }

  /** Registers every meter and begins to count. */
  @Override
  public void bindTo(MeterRegistry registry) {
    Workspaces workspaces = new Workspaces(WORKSPACES);
    DeliveryCounters listening = new DeliveryCounters(registry, workspaces);
    counters.add(listening);
    store.listen(listening);
    QueueGauges started = new QueueGauges(store, registry, workspaces, interval);
    gauges.add(started);
    started.start();
  }

  /**
   * Counts no more and reads no more gauges; what was counted stays. Closing twice is the same as
   * once.
   */
  @Override
  public void close() {
    counters.forEach(store::ignore);
    gauges.forEach(QueueGauges::close);
  }
}
