package io.patchbay.channel;

import java.time.Instant;

/**
 * Something authentic that the provider's module could not read, kept whole so that nothing is
 * lost.
 *
 * <p>Immutable.
 *
 * @param key identity for duplicates
 * @param at when it happened, or when it arrived if that cannot be read
 * @param raw the part of the payload
 * @param reason why it could not be read
 */
public record Unrecognized(String key, Instant at, String raw, String reason)
    implements ChannelEvent {
  @Override
  public String toString() {
    return "Unrecognized["
        + Masking.numbersIn(reason)
        + ", "
        + at
        + ", "
        + raw.length()
        + " characters]";
  }
}
