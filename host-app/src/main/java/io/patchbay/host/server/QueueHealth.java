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
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the queue is. To count a large one takes a while, so an answer holds for some seconds.
 * Thread-safe.
 */
final class QueueHealth {
  private static final Logger LOG = LoggerFactory.getLogger(QueueHealth.class);
  private static final Duration HOLDS = Duration.ofSeconds(5);

  private static final Set<Place> WAITING = EnumSet.of(Place.READY, Place.SCHEDULED, Place.BEHIND);

  private final DeliveryStore store;
  private final IntSupplier inFlight;
  private volatile @Nullable Seen seen;

  private record Seen(JsonObject json, long at) {}

  QueueHealth(DeliveryStore store, IntSupplier inFlight) {
    this.store = store;
    this.inFlight = inFlight;
  }

  /** Whether the database can be used. */
  static boolean reachable(JsonObject json) {
    return json.get("database").getAsString().equals("reachable");
  }

  JsonObject json() {
    Seen last = seen;
    long now = System.nanoTime();
    if (last == null || now - last.at() > HOLDS.toNanos()) {
      last = new Seen(look(), now);
      seen = last;
    }
    JsonObject json = last.json().deepCopy();
    json.addProperty("inFlight", inFlight.getAsInt());
    return json;
  }

  private JsonObject look() {
    JsonObject json = new JsonObject();
    try {
      // Reads one row at most; whether the database can be used does not hang on what is counted.
      var unused = store.nextDue();
      json.addProperty("database", "reachable");
    } catch (StorageException e) {
      json.addProperty("database", "unreachable");
      return json;
    }
    try {
      count(json);
    } catch (StorageException e) {
      LOG.info("{} can be used, and could not be counted in time", store.describe(), e);
    }
    return json;
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
