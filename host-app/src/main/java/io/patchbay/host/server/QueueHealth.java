package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.registry.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the queue is. To count a large one takes a while, so an answer holds for some seconds.
 * Thread-safe.
 */
final class QueueHealth {
  private static final Duration HOLDS = Duration.ofSeconds(5);

  private final Delivery delivery;
  private volatile @Nullable Seen seen;

  private record Seen(JsonObject json, long at) {}

  QueueHealth(Delivery delivery) {
    this.delivery = delivery;
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
    json.addProperty("inFlight", delivery.inFlight());
    return json;
  }

  private JsonObject look() {
    JsonObject json = new JsonObject();
    try {
      Instant now = delivery.store().now();
      List<StateCount> counts = delivery.store().counts();
      json.addProperty("database", "reachable");
      json.addProperty("waiting", sum(counts, DeliveryState.QUEUED));
      json.addProperty("unknown", sum(counts, DeliveryState.UNKNOWN));
      counts.stream()
          .filter(count -> count.state() == DeliveryState.QUEUED)
          .map(StateCount::oldest)
          .min(Comparator.naturalOrder())
          .ifPresent(
              oldest ->
                  json.addProperty(
                      "oldestWaitingSeconds",
                      Math.max(0, Duration.between(oldest, now).toSeconds())));
    } catch (StorageException e) {
      json.addProperty("database", "unreachable");
    }
    return json;
  }

  private static long sum(List<StateCount> counts, DeliveryState state) {
    return counts.stream()
        .filter(count -> count.state() == state)
        .mapToLong(StateCount::messages)
        .sum();
  }
}
