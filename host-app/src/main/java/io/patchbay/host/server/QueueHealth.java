package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.QueueDepth;
import io.patchbay.delivery.store.QueueDepth.Place;
import io.patchbay.store.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the queue is. To ask a database that is away takes a while, and so does counting a long
 * queue: what was found holds for some seconds, and nobody waits long for it. Thread-safe.
 */
final class QueueHealth {
  private static final Logger LOG = LoggerFactory.getLogger(QueueHealth.class);
  private static final Duration HOLDS = Duration.ofSeconds(5);

  /** So many times as long as the last count took, nothing is counted. */
  private static final int REST = 19;

  private static final Set<Place> WAITING = EnumSet.of(Place.READY, Place.SCHEDULED, Place.BEHIND);

  private final DeliveryStore store;
  private final IntSupplier inFlight;
  private final LongSupplier nanoTime;
  private final Awaited reaching;
  private final Awaited counting;
  private volatile @Nullable Reached reached;
  private volatile @Nullable Counted counted;

  /** Before this nothing is counted; null as long as nothing was. */
  private volatile @Nullable Long countsAgain;

  private record Reached(boolean reachable, long at) {}

  private record Counted(JsonObject json, long at) {}

  /**
   * How it is.
   *
   * @param patience how long an answer waits for what is being asked or counted
   */
  QueueHealth(DeliveryStore store, IntSupplier inFlight, Duration patience) {
    this(store, inFlight, patience, System::nanoTime);
  }

  /** The same for tests of the time. */
  QueueHealth(DeliveryStore store, IntSupplier inFlight, Duration patience, LongSupplier nanoTime) {
    this.store = store;
    this.inFlight = inFlight;
    this.nanoTime = nanoTime;
    reaching = new Awaited("patchbay-queue-reach", this::reachNow, patience, nanoTime);
    counting = new Awaited("patchbay-queue-health", this::countNow, patience, nanoTime);
  }

  /** Whether the database can be read and written. */
  static boolean usable(JsonObject json) {
    return json.get("database").getAsString().equals("reachable");
  }

  /** Why nothing can be written; empty while it can. */
  Optional<StorageException> unwritable() {
    return store.unwritable();
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    boolean reachable = reach();
    boolean writable = store.unwritable().isEmpty();
    json.addProperty("database", reachable ? writable ? "reachable" : "unwritable" : "unreachable");
    if (reachable) {
      addCounts(json);
    }
    json.addProperty("inFlight", inFlight.getAsInt());
    return json;
  }

  /** One that gives no answer in time is as good as away. */
  private boolean reach() {
    Reached last = reached;
    if (last != null && !isOld(last.at())) {
      return last.reachable();
    }
    reaching.run();
    Reached now = reached;
    return now != null && !now.equals(last) && now.reachable();
  }

  private void reachNow() {
    boolean reachable = false;
    try {
      // Few rows: whether the database can be used does not depend on what is counted.
      store.prove();
      reachable = true;
    } catch (StorageException e) {
      // Its own users tell of it in the log.
    } finally {
      reached = new Reached(reachable, nanoTime.getAsLong());
    }
  }

  private void addCounts(JsonObject json) {
    Long again = countsAgain;
    if (again == null || nanoTime.getAsLong() - again > 0) {
      counting.run();
    }
    Counted last = counted;
    if (last != null) {
      last.json().asMap().forEach(json::add);
      if (isOld(last.at())) {
        long age = Duration.ofNanos(nanoTime.getAsLong() - last.at()).toSeconds();
        json.addProperty("countedSecondsAgo", age);
      }
    }
  }

  private boolean isOld(long at) {
    return nanoTime.getAsLong() - at > HOLDS.toNanos();
  }

  private void countNow() {
    long began = nanoTime.getAsLong();
    try {
      JsonObject json = new JsonObject();
      count(json);
      counted = new Counted(json, nanoTime.getAsLong());
    } catch (StorageException e) {
      LOG.info("{} can be used, and could not be counted in time", store.describe(), e);
    } finally {
      long now = nanoTime.getAsLong();
      countsAgain = now + Math.max(HOLDS.toNanos(), (now - began) * REST);
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
