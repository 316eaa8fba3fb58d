package io.patchbay.channel;

import java.time.Duration;
import java.time.Instant;

/**
 * One try to send a message through one instance.
 *
 * <p>Immutable.
 *
 * @param number counted from 1 within the message, over all instances
 * @param instance the instance that tried
 * @param providerId the kind of provider it is
 * @param content which of the message's contents was sent
 * @param outcome how it ended
 * @param startedAt when it began
 * @param took how long it took
 */
public record Attempt(
    int number,
    InstanceId instance,
    String providerId,
    Content content,
    SendOutcome outcome,
    Instant startedAt,
    Duration took) {
  /**
   * Refuses a number below 1.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("Attempts are counted from 1, not " + number);
    }
  }
}
