package io.patchbay.delivery.internal;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.spi.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for messages to send now.
 *
 * <p>Immutable.
 *
 * @param lane the number of the lane
 * @param instance which instance is going to send them
 * @param provider the id of its provider
 * @param sender who the provider takes for the sender: whoever sends under the same key shares its
 *     speed
 * @param rate how fast it may send; null when there is no limit
 * @param perRecipient how fast it may send to one recipient; null when there is no limit
 * @param most how many at most
 * @param ahead how far into the future slots are given out
 * @param lease how long after its slot a message counts as being sent by this process
 * @param owner which process asks, for people
 */
public record ClaimRequest(
    long lane,
    InstanceId instance,
    String provider,
    String sender,
    @Nullable Rate rate,
    @Nullable Rate perRecipient,
    int most,
    Duration ahead,
    Duration lease,
    String owner) {
  @Override
  public String toString() {
    return "ClaimRequest["
        + lane
        + ", "
        + instance
        + ", "
        + Masking.numbersIn(sender)
        + ", "
        + rate
        + ", most "
        + most
        + "]";
  }
}
