package io.patchbay.channel;

/**
 * How far a message has come. All but {@link #FAILED} and {@link #OTHER} are steps of one way, in
 * this order.
 */
public enum DeliveryStatus {
  /** A word that the provider's module does not know; it changes nothing. */
  OTHER,
  /** The provider has it. */
  ACCEPTED,
  /** It is on its way to the recipient's device. */
  SENT,
  /** It is on the recipient's device. */
  DELIVERED,
  /** The recipient has opened it. */
  READ,
  /** The recipient has played it. */
  PLAYED,
  /** The provider has given it up. */
  FAILED
}
