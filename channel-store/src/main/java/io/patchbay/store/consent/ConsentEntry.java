package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Purpose;
import java.time.Instant;
import java.util.Set;

/**
 * One entry of the consent ledger.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace to which it was said; it holds below it too
 * @param address the address that the person gave
 * @param purposes which messages; at least one
 * @param granted true when they were allowed, false when that was withdrawn
 * @param at when
 * @param source where, for instance {@code checkout form}
 * @param wording what the person agreed to, word for word
 */
public record ConsentEntry(
    String workspace,
    Address address,
    Set<Purpose> purposes,
    boolean granted,
    Instant at,
    String source,
    String wording) {
  /**
   * Copies the purposes; refuses none and an entry without a source.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ConsentEntry {
    purposes = Set.copyOf(purposes);
    if (purposes.isEmpty()) {
      throw new IllegalArgumentException("A consent needs a purpose");
    }
    if (source.isBlank()) {
      throw new IllegalArgumentException("A consent needs a source: where it was given");
    }
  }
}
