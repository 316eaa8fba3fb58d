package io.patchbay.channel;

/**
 * An exact address that a provider can be handed as it is.
 *
 * <p>Every implementation is immutable.
 */
public sealed interface Address extends Recipient permits PhoneNumber, UserId, GroupId {
  /** The address as text, unmasked. */
  String value();
}
