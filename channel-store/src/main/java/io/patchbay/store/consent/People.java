package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Masking;
import io.patchbay.channel.Purpose;
import io.patchbay.store.StorageException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the people we write to, for hosts: consents, opt-outs by other ways than a
 * message, and everything about one person to hand out or to erase. A person is named by any of
 * their addresses.
 *
 * <p>What belongs to a workspace is found by the addresses that this workspace knows: those that
 * its own instances, its ancestors' instances and the host have linked. A link that another
 * workspace has reported neither shows nor erases it.
 *
 * <p>Thread-safe. Every method blocks on the disk and throws {@link StorageException} with what to
 * do when the store fails.
 */
public final class People {
  private final PeopleStores stores;
  private final Clock clock;
  private final WorkspaceTree workspaces;
  private final PersonalData events;
  private final List<PersonalData> others;

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
   * @param workspaces the configured workspaces
   * @param events what is held of received events
   * @param others what the host holds elsewhere
   */
  public People(
      PeopleStores stores,
      Clock clock,
      WorkspaceTree workspaces,
      PersonalData events,
      List<PersonalData> others) {
    this.stores = stores;
    this.clock = clock;
    this.workspaces = workspaces;
    this.events = events;
    this.others = List.copyOf(others);
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
    return known(person).entries(stores.consents()::history, ConsentEntry::workspace);
  }

  /**
   * When a person wrote to a sender of ours last, by any address that a workspace knows; empty when
   * that is not known.
   *
   * @param workspace the workspace that is about to write to the person
   * @param sender identity of the sender among all providers: the provider's id, a colon and {@code
   *     Sender.key()}
   */
  public Optional<Instant> lastHeard(String workspace, String sender, Address person) {
    return stores.windows().lastHeard(sender, addresses(workspace, person));
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
    return known(person).entries(stores.suppressions()::all, Suppression::workspace);
  }

  /**
   * Records that these addresses belong to one person, in every workspace and whatever user ids are
   * among them. No report of a provider undoes it.
   */
  public void link(Set<? extends Address> addresses) {
    stores.addresses().link(addresses, null, clock.instant());
  }

  private void say(
      String workspace, Address person, Set<Purpose> purposes, boolean stopped, String by) {
    Set<Address> addresses = addresses(workspace, person);
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
   * unmasked: it is meant for the person. A time of a last message belongs to a sender and to no
   * workspace: those of the given address are shown, and those of addresses that every workspace
   * knows.
   *
   * @param workspace only what was said to this workspace; null for all
   */
  public String export(Address person, @Nullable String workspace) {
    KnownAddresses known = known(person);
    Set<Address> windows = known.common();
    if (workspace == null) {
      return PersonJson.of(
          known.union(),
          known.entries(stores.suppressions()::all, Suppression::workspace),
          known.entries(stores.consents()::history, ConsentEntry::workspace),
          stores.windows().all(windows),
          about(events, known),
          others.stream().flatMap(part -> about(part, known).stream()).toList());
    }
    Set<Address> addresses = known.in(workspace);
    windows.retainAll(addresses);
    return PersonJson.of(
        addresses,
        of(workspace, stores.suppressions().all(addresses), Suppression::workspace),
        of(workspace, stores.consents().history(addresses), ConsentEntry::workspace),
        stores.windows().all(windows),
        events.about(addresses, workspace),
        others.stream().flatMap(part -> part.about(addresses, workspace).stream()).toList());
  }

  private static <T> List<T> of(String workspace, List<T> all, Function<T, String> owner) {
    return all.stream().filter(one -> owner.apply(one).equals(workspace)).toList();
  }

  /** What one workspace after the other holds, and what belongs to none; each text once. */
  private static List<String> about(PersonalData part, KnownAddresses known) {
    Set<String> texts = new LinkedHashSet<>();
    for (String workspace : part.workspaces(known.reachable())) {
      texts.addAll(part.about(known.in(workspace), workspace));
    }
    texts.addAll(part.about(known.common()));
    return List.copyOf(texts);
  }

  private static int erase(PersonalData part, KnownAddresses known) {
    int erased = 0;
    for (String workspace : part.workspaces(known.reachable())) {
      erased += part.erase(known.in(workspace), workspace);
    }
    return erased + part.erase(known.common());
  }

  private KnownAddresses known(Address person) {
    return new KnownAddresses(stores.addresses(), workspaces, person);
  }

  private Set<Address> addresses(String workspace, Address person) {
    return stores.addresses().of(person, workspaces.lineage(workspace));
  }

  /**
   * Erases what is held about a person, on the disk and in this process. Messages that are under
   * way, the memory of other processes, logs and copies of the file are not reached.
   *
   * @param workspace only what was said to this workspace: addresses and windows stay while another
   *     workspace has an entry or something is held of the person elsewhere; null for all
   * @param optOuts what becomes of opt-outs in force
   */
  public Erasure erase(Address person, @Nullable String workspace, OptOuts optOuts) {
    KnownAddresses known = known(person);
    boolean keep = optOuts == OptOuts.KEEP_HASHED;
    return workspace == null ? eraseAll(known, keep) : erase(known, workspace, keep);
  }

  private Erasure eraseAll(KnownAddresses known, boolean keep) {
    int consents = 0;
    for (String workspace : owners(stores.consents()::history, ConsentEntry::workspace, known)) {
      consents += stores.consents().erase(known.in(workspace), workspace);
    }
    int suppressions = 0;
    for (String workspace : owners(stores.suppressions()::all, Suppression::workspace, known)) {
      suppressions += stores.suppressions().erase(known.in(workspace), workspace, keep);
    }
    int elsewhere = others.stream().mapToInt(part -> erase(part, known)).sum();
    int windows = stores.windows().erase(known.union());
    int received = erase(events, known);
    int linked = unlink(known, known.scopes());
    return new Erasure(linked, suppressions, consents, windows, received, elsewhere, keep);
  }

  /** The workspaces that have entries for anything that any link connects with the person. */
  private static <T> Set<String> owners(
      Function<Set<Address>, List<T>> all, Function<T, String> owner, KnownAddresses known) {
    return all.apply(known.reachable()).stream().map(owner).collect(Collectors.toSet());
  }

  private Erasure erase(KnownAddresses known, String workspace, boolean keep) {
    Set<Address> addresses = known.in(workspace);
    int consents = stores.consents().erase(addresses, workspace);
    int suppressions = stores.suppressions().erase(addresses, workspace, keep);
    int elsewhere = others.stream().mapToInt(part -> part.erase(addresses, workspace)).sum();
    int received = events.erase(addresses, workspace);
    if (isHeld(addresses)) {
      return new Erasure(0, suppressions, consents, 0, received, elsewhere, keep);
    }
    int windows = stores.windows().erase(addresses);
    int linked = unlink(known, List.of(workspace, LinkedAddresses.HOST));
    return new Erasure(linked, suppressions, consents, windows, received, elsewhere, keep);
  }

  /** Removes what each scope has linked, and gives the number of addresses. */
  private int unlink(KnownAddresses known, Collection<String> scopes) {
    // All of it is read before any is removed: one scope's links may lead to those of another.
    Map<String, Set<Address>> linked = new HashMap<>();
    scopes.forEach(scope -> linked.put(scope, known.in(scope)));
    linked.keySet().retainAll(known.scopes());
    linked.forEach((scope, addresses) -> stores.addresses().unlink(addresses, scope));
    Set<Address> forgotten = new HashSet<>();
    linked.values().stream().filter(some -> some.size() > 1).forEach(forgotten::addAll);
    return forgotten.size();
  }

  /** Whether something is left of a person. */
  private boolean isHeld(Set<Address> addresses) {
    return !stores.consents().history(addresses).isEmpty()
        || stores.suppressions().all(addresses).stream().anyMatch(one -> one.address() != null)
        || !events.about(addresses).isEmpty()
        || others.stream().anyMatch(part -> !part.about(addresses).isEmpty());
  }
}
