package io.patchbay.channel;

import java.time.Instant;
import java.util.List;

/**
 * A person allowed or stopped messages of one purpose, by a means of the provider's own.
 *
 * <p>Immutable.
 *
 * @param key identity for duplicates
 * @param at when it happened
 * @param raw the part of the payload it was read from
 * @param person the addresses by which the provider names the person
 * @param purpose which messages it concerns
 * @param allowed true when they are wanted, false when they are not
 */
public record PreferenceChange(
    String key, Instant at, String raw, List<Address> person, Purpose purpose, boolean allowed)
    implements ChannelEvent {
  /** Copies the list. */
  public PreferenceChange {
    person = List.copyOf(person);
  }

  @Override
  public String toString() {
    return "PreferenceChange[" + purpose + ", allowed=" + allowed + ", " + at + ", " + person + "]";
  }
}
