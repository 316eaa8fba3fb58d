package io.patchbay.channel;

/**
 * An exact address that a provider takes or reports as it is. A later version may add kinds: a
 * provider is only given those that its descriptor declares, so its code needs no case for others.
 *
 * <p>Every implementation is immutable.
 */
public sealed interface Address extends Recipient
    permits PhoneNumber, UserId, GroupId, ShortCode, SenderId {
  /** The address as text, unmasked. */
  String value();
}
