package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.QueueDepth;
import io.patchbay.delivery.store.QueueDepth.Place;
import io.patchbay.registry.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the queue is. To count a long one takes a while: what was counted holds for some seconds, and
 * nobody waits long for it. Thread-safe.
 */
final class QueueHealth {
  private static final Logger LOG = LoggerFactory.getLogger(QueueHealth.class);
  private static final Duration HOLDS = Duration.ofSeconds(5);

  private static final Set<Place> WAITING = EnumSet.of(Place.READY, Place.SCHEDULED, Place.BEHIND);

  private final DeliveryStore store;
  private final IntSupplier inFlight;
  private final Duration patience;
  private volatile @Nullable Reached reached;
  private volatile @Nullable Counted counted;
  private final AtomicReference<@Nullable CompletableFuture<?>> counting = new AtomicReference<>();

  /** Times are those of System.nanoTime. */
  private record Reached(boolean reachable, long at) {}

  private record Counted(JsonObject json, long at) {}

  /**
   * How it is.
   *
   * @param patience how long an answer waits for what is being counted
   */
  QueueHealth(DeliveryStore store, IntSupplier inFlight, Duration patience) {
    this.store = store;
    this.inFlight = inFlight;
    this.patience = patience;
  }

  /** Whether the database can be used. */
  static boolean reachable(JsonObject json) {
    return json.get("database").getAsString().equals("reachable");
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    boolean reachable = reach();
    json.addProperty("database", reachable ? "reachable" : "unreachable");
    if (reachable) {
      addCounts(json);
    }
    json.addProperty("inFlight", inFlight.getAsInt());
    return json;
  }

  private boolean reach() {
    Reached last = reached;
    if (last == null || isOld(last.at())) {
      last = new Reached(looked(), System.nanoTime());
      reached = last;
    }
    return last.reachable();
  }

  private boolean looked() {
    try {
      // Reads one row at most; whether the database can be used does not hang on what is counted.
      var unused = store.nextDue();
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  private void addCounts(JsonObject json) {
    Counted last = counted;
    if (last == null || isOld(last.at())) {
      count();
      last = counted;
    }
    if (last != null) {
      last.json().asMap().forEach(json::add);
      if (isOld(last.at())) {
        long age = Duration.ofNanos(System.nanoTime() - last.at()).toSeconds();
        json.addProperty("countedSecondsAgo", age);
      }
    }
  }

  private static boolean isOld(long at) {
    return System.nanoTime() - at > HOLDS.toNanos();
  }

  /** One counts at a time, and whoever asks meanwhile waits for the same one. */
  private void count() {
    CompletableFuture<?> mine = new CompletableFuture<>();
    if (counting.compareAndSet(null, mine)) {
      Thread thread = new Thread(() -> count(mine), "patchbay-queue-health");
      thread.setDaemon(true);
      thread.start();
    }
    CompletableFuture<?> running = counting.get();
    if (running != null) {
      await(running);
    }
  }

  private void await(CompletableFuture<?> running) {
    try {
      running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What was counted before is told, and how old it is.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(CompletableFuture<?> mine) {
    try {
      JsonObject json = new JsonObject();
      count(json);
      counted = new Counted(json, System.nanoTime());
    } catch (StorageException e) {
      LOG.info("{} can be used, and could not be counted in time", store.describe(), e);
    } finally {
      counting.set(null);
      mine.complete(null);
    }
  }

  private void count(JsonObject json) {
    Instant now = store.now();
    List<QueueDepth> depths = store.depths();
    json.addProperty("waiting", sum(depths, WAITING));
    json.addProperty("unknown", sum(depths, EnumSet.of(Place.UNKNOWN)));
    depths.stream()
        .map(QueueDepth::oldest)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .ifPresent(
            oldest ->
                json.addProperty(
                    "oldestWaitingSeconds",
                    Math.max(0, Duration.between(oldest, now).toSeconds())));
  }

  private static long sum(List<QueueDepth> depths, Set<Place> places) {
    return depths.stream()
        .filter(depth -> places.contains(depth.place()))
        .mapToLong(QueueDepth::messages)
        .sum();
  }
}
