package io.patchbay.core.internal.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Purpose;
import io.patchbay.registry.routing.Lease;
import io.patchbay.store.consent.ConsentEntry;
import io.patchbay.store.consent.KnownAddresses;
import io.patchbay.store.consent.LinkedAddresses;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.Suppression;
import io.patchbay.store.consent.WorkspaceTree;
import io.patchbay.store.internal.AddressKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links the addresses that a report names, and carries opt-outs and consents along when an address
 * changes hands or a person changes the address. All of it stays within the reach of the report:
 * the workspace of the instance that reported it, and the workspaces below that one. Thread-safe.
 */
final class AddressLinker {
  private final WorkspaceTree workspaces;
  private final PeopleStores stores;
  private final Clock clock;

  AddressLinker(WorkspaceTree workspaces, PeopleStores stores, Clock clock) {
    this.workspaces = workspaces;
    this.stores = stores;
    this.clock = clock;
  }

  /** The addresses in the one spelling. */
  static Set<Address> plain(Collection<? extends Address> addresses) {
    Set<Address> plain = new LinkedHashSet<>();
    addresses.forEach(address -> plain.add(AddressKey.plain(address)));
    return plain;
  }

  /** The person who has an address, of whom nothing new is reported. */
  ReportedPerson person(Address address) {
    Address plain = AddressKey.plain(address);
    return new ReportedPerson(stores.addresses(), workspaces, Set.of(plain), plain);
  }

  /**
   * Links the addresses of one report.
   *
   * @param addresses at least one
   * @param lease of the instance that reports
   * @param to the sender that the person wrote to; null for the instance's own choice
   * @param at when that was so
   */
  ReportedPerson link(Collection<Address> addresses, Lease lease, @Nullable String to, Instant at) {
    Set<Address> named = plain(addresses);
    if (addresses.size() == 1) {
      return person(named.iterator().next());
    }
    // Carried along before the links change: a report that fails half-way is delivered again.
    Map<Address, Address> changing =
        stores.addresses().changingHands(addresses, lease.instance(), at);
    carryAlong(changing, lease, to);
    LinkedAddresses.Linking linking = stores.addresses().link(addresses, lease.instance(), at);
    Map<Address, Address> others = new HashMap<>(linking.handedOver());
    others.keySet().removeAll(changing.keySet());
    carryAlong(others, lease, to);
    return new ReportedPerson(
        stores.addresses(), workspaces, named, linking.person().iterator().next());
  }

  /** What belongs to people whose number has another owner now goes on with the people. */
  private void carryAlong(Map<Address, Address> handedOver, Lease lease, @Nullable String to) {
    if (handedOver.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    String scope = lease.instance().workspace();
    handedOver.forEach(
        (number, former) ->
            copyStops(stores.suppressions().all(Set.of(number)), Set.of(former), scope, now));
    moveConsents(handedOver, lease.instance(), now, Set.of());
    eraseWindows(handedOver.keySet(), lease, to);
    below(scope).forEach(workspace -> stores.addresses().unlink(handedOver.keySet(), workspace));
  }

  /**
   * The person goes on under other addresses. Opt-outs are copied to these and stay with the old
   * ones too; consents move; what the person no longer has is theirs no longer.
   *
   * @param before addresses that the person had, at least one
   * @param after addresses that the person has, at least one
   * @param lease of the instance that reports
   * @param at when that was so
   */
  void move(List<Address> before, List<Address> after, Lease lease, Instant at) {
    String scope = lease.instance().workspace();
    Set<Address> now = plain(after);
    Set<Address> gone = plain(before);
    gone.removeAll(now);
    // What has joined another person since is that person's: the event comes late.
    Set<Address> since = stores.addresses().joinedAfter(both(gone, now), scope, at);
    List<KnownAddresses> known =
        without(plain(before), since).stream()
            .map(address -> new KnownAddresses(stores.addresses(), workspaces, address))
            .toList();
    Set<Address> old = plain(before);
    known.forEach(one -> old.addAll(one.in(scope)));
    Set<Address> strange = without(now, old);
    Set<Address> taken = new LinkedHashSet<>(strange);
    taken.retainAll(since);
    Set<Address> person = both(without(old, gone), without(now, taken));
    copyStops(stops(plain(before), known), now, scope, at);
    if (!person.isEmpty()) {
      Address heir = without(now, taken).stream().findFirst().orElse(person.iterator().next());
      Map<Address, Address> heirs = new HashMap<>();
      gone.forEach(address -> heirs.put(address, heir));
      moveConsents(heirs, lease.instance(), at, linkedByAncestors(scope, person));
    }
    Set<Address> alone = without(gone, since);
    eraseWindows(alone, lease, null);
    stores.addresses().unlink(both(alone, without(strange, taken)), scope);
    if (!person.isEmpty()) {
      link(person, lease, null, at);
    }
    below(scope)
        .forEach(
            workspace ->
                follow(
                    alone,
                    without(now, taken),
                    new InstanceId(workspace, lease.instance().name()),
                    at));
  }

  /** What the ancestors of a scope and the host link to a person: the scope goes on to see it. */
  private Set<Address> linkedByAncestors(String scope, Set<Address> person) {
    List<String> ancestors =
        workspaces.lineage(scope).stream().filter(one -> !one.equals(scope)).toList();
    Set<Address> linked = new LinkedHashSet<>();
    person.forEach(address -> linked.addAll(stores.addresses().of(address, ancestors)));
    return linked;
  }

  /** The workspaces that see what is linked in a scope, without the one of the scope itself. */
  private List<String> below(String scope) {
    return workspaces.workspaces().stream()
        .filter(workspace -> !workspace.equals(scope) && sees(workspace, scope))
        .toList();
  }

  /** What a workspace below has linked itself goes on with the person, without the old address. */
  private void follow(Set<Address> gone, Set<Address> now, InstanceId reporter, Instant at) {
    Set<Address> kept = new LinkedHashSet<>();
    gone.forEach(
        address -> kept.addAll(stores.addresses().of(address, List.of(reporter.workspace()))));
    kept.removeAll(gone);
    if (!kept.isEmpty()) {
      stores.addresses().unlink(gone, reporter.workspace());
      var unused = stores.addresses().link(both(kept, now), reporter, at);
    }
  }

  private static Set<Address> both(Set<Address> some, Set<Address> others) {
    Set<Address> both = new LinkedHashSet<>(some);
    both.addAll(others);
    return both;
  }

  private static Set<Address> without(Set<Address> all, Set<Address> others) {
    Set<Address> rest = new LinkedHashSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  /** What was said by these addresses, and of each workspace also by what it has linked to them. */
  private Collection<Suppression> stops(Set<Address> named, List<KnownAddresses> known) {
    return Stream.concat(
            stores.suppressions().all(named).stream(),
            known.stream()
                .flatMap(
                    one ->
                        one.entries(stores.suppressions()::all, Suppression::workspace).stream()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether a workspace sees what is linked in a scope. */
  private boolean sees(String workspace, String scope) {
    return workspaces.lineage(workspace).contains(scope);
  }

  /**
   * Copies opt-outs to other addresses. One of an ancestor holds in the scope as well: it is copied
   * for the scope alone, because no instance speaks for the ancestors of its workspace.
   */
  private void copyStops(
      Collection<Suppression> said, Set<Address> to, String scope, Instant until) {
    List<String> lineage = workspaces.lineage(scope);
    List<Suppression> copies = new ArrayList<>();
    for (Suppression one : said) {
      boolean below = sees(one.workspace(), scope);
      if (one.stopped()
          && !one.at().isAfter(until)
          && (below || lineage.contains(one.workspace()))) {
        String workspace = below ? one.workspace() : scope;
        to.forEach(
            address ->
                copies.add(
                    new Suppression(workspace, address, one.purpose(), true, one.at(), one.by())));
      }
    }
    stores.suppressions().record(copies);
  }

  /**
   * Moves consents to addresses that the person keeps. Those of an ancestor stay where they are,
   * for the ancestor; the scope gets copies for the person, and for the address that somebody else
   * may have now a withdrawal.
   *
   * @param kept addresses that belong to the person in the eyes of the scope after all: a
   *     withdrawal for one of them would be the person's
   */
  private void moveConsents(
      Map<Address, Address> heirs, InstanceId reporter, Instant until, Set<Address> kept) {
    String scope = reporter.workspace();
    List<String> lineage = workspaces.lineage(scope);
    Set<String> moving = new LinkedHashSet<>();
    List<ConsentEntry> copies = new ArrayList<>();
    Map<Address, Set<Purpose>> withdrawn = new LinkedHashMap<>();
    for (ConsentEntry entry : stores.consents().history(heirs.keySet())) {
      Address heir = heirs.get(entry.address());
      if (entry.at().isAfter(until) || heir == null) {
        continue;
      }
      if (sees(entry.workspace(), scope)) {
        moving.add(entry.workspace());
      } else if (lineage.contains(entry.workspace())) {
        copies.add(copy(entry, scope, heir));
        if (entry.granted() && !kept.contains(entry.address())) {
          withdrawn
              .computeIfAbsent(entry.address(), address -> EnumSet.noneOf(Purpose.class))
              .addAll(entry.purposes());
        }
      }
    }
    if (!moving.isEmpty()) {
      stores.consents().move(heirs, moving, until);
    }
    String source = "the address is somebody else's, by " + reporter;
    withdrawn.forEach(
        (address, purposes) ->
            copies.add(new ConsentEntry(scope, address, purposes, false, until, source, "")));
    // A report that failed half-way is delivered again.
    List<ConsentEntry> there =
        copies.isEmpty()
            ? List.of()
            : stores.consents().history(both(heirs.keySet(), Set.copyOf(heirs.values())));
    copies.stream().filter(one -> !there.contains(one)).forEach(stores.consents()::append);
  }

  private static ConsentEntry copy(ConsentEntry entry, String workspace, Address address) {
    return new ConsentEntry(
        workspace,
        address,
        entry.purposes(),
        entry.granted(),
        entry.at(),
        entry.source(),
        entry.wording());
  }

  /** Of the instance's own senders alone: others know for themselves who wrote to them. */
  private void eraseWindows(Set<Address> addresses, Lease lease, @Nullable String to) {
    Set<String> senders = new LinkedHashSet<>();
    senders.add(ConversationKey.ofSender(lease, null));
    senders.add(ConversationKey.ofSender(lease, to));
    senders.forEach(sender -> stores.windows().erase(sender, addresses));
  }
}
