package io.patchbay.delivery;

import io.patchbay.delivery.store.DeliveryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done again and again: looking for what time does to messages, forgetting what ended long
 * ago, and asking providers. Thread-safe.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** How often providers are asked, as people are told. */
  static final Duration UPKEEP = Duration.ofSeconds(30);

  private static final Duration FORGETTING = Duration.ofMinutes(1);

  private final DeliveryStore store;
  private final DeliverySettings settings;
  private final Settler settler;
  private final Upkeep upkeep;
  private final Runnable whenChanged;
  private final Outage sweepOutage;
  private final Outage upkeepOutage;
  private final ScheduledThreadPoolExecutor sweeper;
  private final ScheduledThreadPoolExecutor keeper;
  private volatile List<Future<?>> repeated = List.of();

  /** By System.nanoTime; of the sweeping thread alone. */
  private long nextForgetting;

  Rounds(
      DeliveryStore store,
      DeliverySettings settings,
      Settler settler,
      Upkeep upkeep,
      Runnable whenChanged,
      Function<String, ThreadFactory> named) {
    this.store = store;
    this.settings = settings;
    this.settler = settler;
    this.upkeep = upkeep;
    this.whenChanged = whenChanged;
    sweepOutage = new Outage(LOG, store, store.describe() + " cannot be looked through now");
    upkeepOutage =
        new Outage(LOG, store, "What providers do not tell by themselves cannot be asked for now");
    sweeper = new ScheduledThreadPoolExecutor(1, named.apply("patchbay-delivery-sweep"));
    keeper = new ScheduledThreadPoolExecutor(1, named.apply("patchbay-delivery-upkeep"));
  }

  void start() {
    long sweep = settings.sweepInterval().toMillis();
    long keep = UPKEEP.toMillis();
    repeated =
        List.of(
            sweeper.scheduleWithFixedDelay(this::sweep, 0, sweep, TimeUnit.MILLISECONDS),
            keeper.scheduleWithFixedDelay(this::keepUp, keep, keep, TimeUnit.MILLISECONDS));
  }

  private void sweep() {
    try {
      if (store.unwritable().isPresent()) {
        // Nobody may be left who would show that it is over.
        store.prove();
      }
      if (store.sweep(settings.settleAfter()) + settler.settle() > 0) {
        whenChanged.run();
      }
      long now = System.nanoTime();
      if (nextForgetting == 0 || now - nextForgetting >= 0) {
        nextForgetting = Math.max(1, now + FORGETTING.toNanos());
        int forgotten = store.forget(store.now().minus(settings.retention()));
        if (forgotten > 0) {
          LOG.info("{} messages that ended long ago were removed", forgotten);
        }
      }
      sweepOutage.over();
    } catch (RuntimeException | Error e) {
      sweepOutage.met(e);
    }
  }

  /** What does not answer is not waited for. */
  private void keepUp() {
    try {
      upkeep.begin();
      Throwable before = upkeep.failure();
      if (before == null) {
        upkeepOutage.over();
      } else {
        upkeepOutage.met(before);
      }
    } catch (RuntimeException | Error e) {
      upkeepOutage.met(e);
    }
  }

  /** Begins no round any more, and ends what providers are being asked. */
  void stop() {
    repeated.forEach(one -> one.cancel(false));
    sweeper.shutdown();
    keeper.shutdown();
    upkeep.close();
  }

  /** Waits for the last round: whoever closes the store next would otherwise make it fail. */
  void awaitEnd(Duration longest) {
    try {
      if (!sweeper.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} is still being looked through, which takes long", store.describe());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
