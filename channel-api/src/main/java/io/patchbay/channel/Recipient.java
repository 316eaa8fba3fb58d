package io.patchbay.channel;

/**
 * Whom a host wants to reach: an exact {@link Address}, or a phone number as a person typed it.
 *
 * <p>Every implementation masks itself in {@code toString}.
 *
 * <p>Every implementation is immutable.
 */
public sealed interface Recipient permits Address, PhoneText {}
