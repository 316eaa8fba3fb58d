package io.patchbay.channel;

import java.time.Instant;

/**
 * Something that a provider reported.
 *
 * <p>Every implementation is immutable.
 */
public sealed interface ChannelEvent
    permits StatusUpdate,
        InboundMessage,
        PreferenceChange,
        AddressChange,
        AccountNotice,
        Unrecognized {
  /** The provider's identity of the event: two deliveries of the same event have the same key. */
  String key();

  /** When it happened, by the provider's clock. */
  Instant at();

  /** The part of the payload that this event was read from, unmasked. */
  String raw();
}
