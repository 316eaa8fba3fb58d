package io.patchbay.channel;

/**
 * What all statuses of a message amount to. Merging takes the farthest step, so the order in which
 * statuses arrive and how often does not matter; a failure is remembered beside it.
 *
 * <p>Immutable.
 *
 * @param reached the farthest step, never {@link DeliveryStatus#FAILED} or {@link
 *     DeliveryStatus#OTHER}
 * @param failed whether a failure was reported
 */
public record MessageProgress(DeliveryStatus reached, boolean failed) {
  /**
   * Checks that {@code reached} is a step.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public MessageProgress {
    if (reached == DeliveryStatus.FAILED || reached == DeliveryStatus.OTHER) {
      throw new IllegalArgumentException(reached + " is not a step on the way");
    }
  }

  /** A message that the provider has just accepted. */
  public static MessageProgress accepted() {
    return new MessageProgress(DeliveryStatus.ACCEPTED, false);
  }

  /** Adds one more status. */
  public MessageProgress merge(DeliveryStatus status) {
    if (status == DeliveryStatus.OTHER) {
      return this;
    }
    if (status == DeliveryStatus.FAILED) {
      return new MessageProgress(reached, true);
    }
    return status.compareTo(reached) > 0 ? new MessageProgress(status, failed) : this;
  }

  /** The one word for it: a failure counts only while the message is not known to be delivered. */
  public DeliveryStatus status() {
    return failed && reached.compareTo(DeliveryStatus.DELIVERED) < 0
        ? DeliveryStatus.FAILED
        : reached;
  }
}
