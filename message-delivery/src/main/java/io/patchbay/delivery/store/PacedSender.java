package io.patchbay.delivery.store;

import io.patchbay.channel.Masking;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sender that has to wait or to slow down.
 *
 * <p>Immutable.
 *
 * @param key identity of the sender among all providers
 * @param pace the share of its speed that it may use
 * @param pausedUntil until when it must not send; long ago when it may
 * @param reason why, masked
 */
public record PacedSender(String key, double pace, Instant pausedUntil, @Nullable String reason) {
  @Override
  public String toString() {
    return "PacedSender["
        + Masking.numbersIn(key)
        + ", pace "
        + pace
        + ", paused until "
        + pausedUntil
        + ", "
        + reason
        + "]";
  }
}
