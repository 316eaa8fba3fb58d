package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InstanceId;
import io.patchbay.store.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which addresses belong to one person. Each link has a scope: the workspace of the
 * instance that reported it, or {@link #HOST} for a link of the host, which holds in every
 * workspace. A report changes nothing outside its scope, so that no workspace can link or part the
 * addresses of another workspace's people.
 *
 * <p>Implementations are thread-safe; they may block on a disk and throw {@link StorageException}
 * when the links cannot be read or written. The rules of a group are the caller's: a {@link
 * GroupId} is nobody's address and is never linked.
 */
public interface LinkedAddresses {
  /** The scope of what the host itself links. It is the name of no workspace. */
  String HOST = "";

  /** The scope of a report by this instance; {@link #HOST} for null. */
  static String scope(@Nullable InstanceId reporter) {
    return reporter == null ? HOST : reporter.workspace();
  }

  /**
   * The addresses of the person who has this one, this one included: everything that the links of
   * these scopes and of {@link #HOST} connect with it, directly or over other addresses. Called
   * before every send.
   *
   * @param scopes the workspace that asks, and its ancestors
   */
  Set<Address> of(Address address, Collection<String> scopes);

  /**
   * The scopes of all links that connect anything with this address, directly or over addresses
   * that other scopes link; {@link #HOST} may be among them. Seldom asked.
   */
  Set<String> scopes(Address address);

  /**
   * Records that these addresses belong to one person. Within the scope of the report, what is
   * linked to any of them is linked to all, with one exception: a phone number that comes with
   * another user id than the one that the same reporter has named for its person has changed hands,
   * and leaves that person. A report that is older than the number's joining of its person takes it
   * from nobody.
   *
   * @param addresses two or more, from one report
   * @param reporter the instance that reports it, because user ids are given by account; null for
   *     the host, from whom no number changes hands
   * @param at when that was so
   * @return what has changed
   */
  Linking link(Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at);

  /**
   * The phone numbers that {@link #link} would take from other people by the same report, each with
   * an address that the other person keeps. Opt-outs and consents are carried along before the
   * links change, so that a report that fails half-way is complete when it is delivered again.
   */
  default Map<Address, Address> changingHands(
      Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at) {
    return Map.of();
  }

  /**
   * Those of these addresses that have joined their person within a scope after a time: what is
   * said of them at that time is not about this person. An address without a link in the scope is
   * not among them.
   */
  Set<Address> joinedAfter(Collection<? extends Address> addresses, String scope, Instant at);

  /** Removes the links that these addresses have in one scope, and nothing in another scope. */
  void unlink(Collection<? extends Address> addresses, String scope);

  /**
   * What came of a report.
   *
   * @param person all addresses that the scope of the report links to the reported ones now
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
