package io.patchbay.delivery;

import io.patchbay.delivery.store.DeliveryStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Senders that pause until somebody acts, and which lanes with a fallback go round meanwhile. For
 * one thread.
 */
final class Detours {
  /** How often it is looked whether such a sender may send again. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final DeliveryStore store;
  private final LongSupplier nanoTime;

  /** When each was looked at last. */
  private final Map<String, Long> paused = new HashMap<>();

  /**
   * None yet.
   *
   * @param nanoTime as System.nanoTime
   */
  Detours(DeliveryStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes note that a sender pauses.
   *
   * @return whether that is new
   */
  boolean begin(String sender) {
    return paused.put(sender, nanoTime.getAsLong()) == null;
  }

  /** Whether to go round a sender. */
  boolean isPaused(String sender) {
    Long lookedAt = paused.get(sender);
    long now = nanoTime.getAsLong();
    if (lookedAt == null || now - lookedAt < LOOK.toNanos()) {
      return lookedAt != null;
    }
    if (!store.elsewhere(sender)) {
      paused.remove(sender);
      return false;
    }
    paused.put(sender, now);
    return true;
  }
}
