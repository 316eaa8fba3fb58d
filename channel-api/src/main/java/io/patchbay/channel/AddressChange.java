package io.patchbay.channel;

import java.time.Instant;
import java.util.List;

/**
 * A person is reached by another address from now on, for instance after a change of the phone
 * number. What was agreed with the person goes on to hold.
 *
 * <p>Immutable.
 *
 * @param key identity for duplicates
 * @param at when it happened
 * @param raw the part of the payload it was read from
 * @param before the addresses that the person had
 * @param after the addresses that the person has now, the best for an answer first
 */
public record AddressChange(
    String key, Instant at, String raw, List<Address> before, List<Address> after)
    implements ChannelEvent {
  /** Copies the lists. */
  public AddressChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public String toString() {
    return "AddressChange[" + at + ", " + before + " to " + after + "]";
  }
}
