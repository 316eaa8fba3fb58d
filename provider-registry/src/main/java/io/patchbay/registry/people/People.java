package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import io.patchbay.channel.Masking;
import io.patchbay.channel.Purpose;
import io.patchbay.registry.storage.StorageException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the people we write to, for hosts: consents, opt-outs by other ways than a
 * message, and everything about one person to hand out or to erase. A person is named by any of
 * their addresses.
 *
 * <p>Thread-safe. Every method blocks on the disk and throws {@link StorageException} with what to
 * do when the store fails.
 */
public final class People {
  private final PeopleStores stores;
  private final Clock clock;
  private final PersonalData events;
  private final PersonalData others;

  /** What is kept of a person's opt-outs when the person is erased. */
  public enum OptOuts {
    /**
     * The bare fact goes on to hold, under a keyed hash of the address. It keeps the address out of
     * listings, exports and copies of single tables. It does not keep it from somebody who has the
     * whole file: the key is in it, and all phone numbers there are can be tried in hours.
     */
    KEEP_HASHED,
    /** Nothing is kept: the next message to the person goes out, unless consent is required. */
    FORGET
  }

  /**
   * Over these stores.
   *
   * @param clock for the time of what is said through this interface
   * @param events what is held of received events
   * @param others what the host holds elsewhere
   */
  public People(PeopleStores stores, Clock clock, PersonalData events, PersonalData others) {
    this.stores = stores;
    this.clock = clock;
    this.events = events;
    this.others = others;
  }

  /**
   * Records that a person allowed messages, now.
   *
   * @param workspace the workspace to which it was said; it holds below it too
   * @param source where, for instance {@code checkout form}
   * @param wording what the person agreed to, word for word
   * @return what was recorded
   */
  public ConsentEntry optIn(
      String workspace, Address person, Set<Purpose> purposes, String source, String wording) {
    return record(
        new ConsentEntry(workspace, person, purposes, true, clock.instant(), source, wording));
  }

  /**
   * Records that a person withdrew a consent, now. Where the workspace requires no consent this
   * alone stops nothing: {@link #suppress} does.
   */
  public ConsentEntry withdraw(
      String workspace, Address person, Set<Purpose> purposes, String source) {
    return record(
        new ConsentEntry(workspace, person, purposes, false, clock.instant(), source, ""));
  }

  /** Adds an entry as it is, for instance one that was given elsewhere and earlier. */
  public ConsentEntry record(ConsentEntry entry) {
    stores.consents().append(entry);
    return entry;
  }

  /** The consents of a person in all workspaces, withdrawals included, the oldest first. */
  public List<ConsentEntry> consents(Address person) {
    return stores.consents().history(stores.addresses().of(person));
  }

  /**
   * When a person wrote to a sender of ours last, by any of their addresses; empty when that is not
   * known.
   *
   * @param sender identity of the sender among all providers: the provider's id, a colon and {@code
   *     Sender.key()}
   */
  public Optional<Instant> lastHeard(String sender, Address person) {
    return stores.windows().lastHeard(sender, stores.addresses().of(person));
  }

  /**
   * Stops messages to a person, now, whatever was said before.
   *
   * @param workspace the workspace that may not send any more, nor those below it
   * @param by by what, for the person who asks later, such as {@code a call to support}
   */
  public void suppress(String workspace, Address person, Set<Purpose> purposes, String by) {
    say(workspace, person, purposes, true, by);
  }

  /** Lets messages go to a person again, now. What was said to another workspace is untouched. */
  public void lift(String workspace, Address person, Set<Purpose> purposes, String by) {
    say(workspace, person, purposes, false, by);
  }

  /** The newest word of a person on each workspace and purpose, lifts included. */
  public List<Suppression> suppressions(Address person) {
    return stores.suppressions().all(stores.addresses().of(person));
  }

  /** Takes note that these addresses are one person's, whatever user ids are among them. */
  public void link(Set<? extends Address> addresses) {
    stores.addresses().link(addresses, null, clock.instant());
  }

  private void say(
      String workspace, Address person, Set<Purpose> purposes, boolean stopped, String by) {
    Set<Address> addresses = stores.addresses().of(person);
    Instant last =
        stores.suppressions().all(addresses).stream()
            .map(Suppression::at)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    Instant now = Instant.ofEpochMilli(clock.millis());
    Instant at = last.isBefore(now) ? now : last.plusMillis(1);
    List<Suppression> said = new ArrayList<>();
    for (Address address : addresses) {
      for (Purpose purpose : purposes) {
        said.add(new Suppression(workspace, address, purpose, stopped, at, Masking.numbersIn(by)));
      }
    }
    stores.suppressions().record(said);
  }

  /**
   * Everything held about a person, as indented JSON, times in UTC. It holds personal data
   * unmasked: it is meant for the person.
   *
   * @param workspace only what was said to this workspace; null for all
   */
  public String export(Address person, @Nullable String workspace) {
    Set<Address> addresses = everything(person);
    return PersonJson.of(
        addresses,
        of(workspace, stores.suppressions().all(addresses), Suppression::workspace),
        of(workspace, stores.consents().history(addresses), ConsentEntry::workspace),
        stores.windows().all(addresses),
        events.about(addresses),
        workspace == null ? others.about(addresses) : others.about(addresses, workspace));
  }

  private static <T> List<T> of(
      @Nullable String workspace, List<T> all, Function<T, String> owner) {
    return workspace == null
        ? all
        : all.stream().filter(one -> owner.apply(one).equals(workspace)).toList();
  }

  private Set<Address> everything(Address person) {
    Set<Address> addresses = new LinkedHashSet<>(List.of(AddressKey.plain(person)));
    addresses.addAll(stores.addresses().of(person));
    return addresses;
  }

  /**
   * Erases what is held about a person, on the disk and in this process. Messages that are under
   * way, the memory of other processes, logs and copies of the file are not reached.
   *
   * @param workspace only what was said to this workspace: addresses, windows and events stay while
   *     another workspace has an entry or something is held of the person elsewhere; null for all
   * @param optOuts what becomes of opt-outs in force
   */
  public Erasure erase(Address person, @Nullable String workspace, OptOuts optOuts) {
    Set<Address> addresses = everything(person);
    boolean keep = optOuts == OptOuts.KEEP_HASHED;
    int consents = stores.consents().erase(addresses, workspace);
    int suppressions = stores.suppressions().erase(addresses, workspace, keep);
    int elsewhere =
        workspace == null ? others.erase(addresses) : others.erase(addresses, workspace);
    if (workspace != null && isHeld(addresses)) {
      return new Erasure(0, suppressions, consents, 0, 0, elsewhere, keep);
    }
    int windows = stores.windows().erase(addresses);
    int told = events.erase(addresses);
    int linked = addresses.size() > 1 ? addresses.size() : 0;
    stores.addresses().unlink(addresses);
    return new Erasure(linked, suppressions, consents, windows, told, elsewhere, keep);
  }

  /** Whether something is left of a person. */
  private boolean isHeld(Set<Address> addresses) {
    return !stores.consents().history(addresses).isEmpty()
        || stores.suppressions().all(addresses).stream().anyMatch(one -> one.address() != null)
        || !others.about(addresses).isEmpty();
  }
}
