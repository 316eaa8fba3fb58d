package io.patchbay.registry.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says to a host that keeps a queue. The registry itself keeps none.
 * Immutable and thread-safe.
 *
 * @param messagesPerSecond how fast every sender may send, whatever its provider says; null when it
 *     is not given
 * @param headroomPercent the share of a sender's speed that is left to others; null when it is not
 *     given
 * @param tries how often a message is sent that is refused for now; null when it is not given
 * @param retryWithin how long after its first try a message is tried again; null when it is not
 *     given
 * @param retention how long messages are kept that have ended; null when it is not given
 */
public record DeliveryConfiguration(
    @Nullable Integer messagesPerSecond,
    @Nullable Integer headroomPercent,
    @Nullable Integer tries,
    @Nullable Duration retryWithin,
    @Nullable Duration retention) {
  /** Nothing is said. */
  public static DeliveryConfiguration none() {
    return new DeliveryConfiguration(null, null, null, null, null);
  }
}
