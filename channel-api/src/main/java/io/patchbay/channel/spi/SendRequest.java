package io.patchbay.channel.spi;

import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One message for one connection to send.
 *
 * <p>Immutable.
 *
 * @param to the exact address
 * @param content one of the contents that the provider's descriptor lists
 * @param from one of the connection's own senders; null lets the connection choose
 * @param replyTo the provider's id of the message that this one answers
 * @param reference an opaque text to hand to the provider, which echoes it in statuses where it
 *     can; never longer than the descriptor's {@code referenceLength} unless that is 0
 * @param timeout how long the send may take in all
 */
public record SendRequest(
    Address to,
    Content content,
    @Nullable String from,
    @Nullable String replyTo,
    String reference,
    Duration timeout) {
  /**
   * Refuses a time-out that is not positive.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public SendRequest {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("Time-out of a send must be positive, not " + timeout);
    }
  }

  @Override
  public String toString() {
    return "SendRequest["
        + to
        + ", "
        + content
        + (from == null ? "" : ", from " + Masking.address(from))
        + (replyTo == null ? "" : ", replies to " + replyTo)
        + ", reference "
        + reference
        + ", within "
        + timeout
        + "]";
  }
}
