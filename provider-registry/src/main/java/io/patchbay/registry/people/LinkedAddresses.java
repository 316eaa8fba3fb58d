package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.registry.storage.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which addresses are one person's. Implementations are thread-safe; they may block on a
 * disk and throw {@link StorageException} when they cannot tell. The rules of a group are the
 * caller's: a {@link GroupId} is nobody's address and is never given.
 */
public interface LinkedAddresses {
  /** The addresses of the person who has this one, this one included. Called for every send. */
  Set<Address> of(Address address);

  /**
   * Takes note that these addresses are one person's. What is linked to any of them is linked to
   * all, with one exception: a phone number that comes with another user id than the one that the
   * same reporter has named for its person has changed hands, and leaves that person. A report that
   * is older than the number's joining of its person takes it from nobody.
   *
   * @param addresses two or more, from one report
   * @param reporter who says so: the instance, because user ids are given by account; null for the
   *     host, from whom no number changes hands
   * @param at when that was so
   * @return what has changed
   */
  Linking link(Collection<? extends Address> addresses, @Nullable String reporter, Instant at);

  /**
   * Those of these addresses that have come to their person after a time: what is said of them at
   * that time is not about this person. An address that is linked to none is not among them.
   */
  Set<Address> joinedAfter(Collection<? extends Address> addresses, Instant at);

  /** Takes addresses from the person who has them; each is alone from then on. */
  void unlink(Collection<? extends Address> addresses);

  /**
   * What came of a report.
   *
   * @param person all addresses of the person now
   * @param handedOver phone numbers that have left another person, each with an address that this
   *     other person keeps
   */
  record Linking(Set<Address> person, Map<Address, Address> handedOver) {
    /** Copies the collections. */
    public Linking {
      person = Set.copyOf(person);
      handedOver = Map.copyOf(handedOver);
    }
  }
}
