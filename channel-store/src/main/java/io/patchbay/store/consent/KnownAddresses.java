package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.store.internal.AddressKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The addresses of one person as each workspace knows them. Two workspaces that see the same links
 * cost one look. It shows the links of the moment in which it was asked first, and is meant for one
 * operation. Not thread-safe.
 */
public final class KnownAddresses {
  private final LinkedAddresses links;
  private final WorkspaceTree workspaces;
  private final Address person;
  private final Set<String> scopes;
  private final Map<Set<String>, Set<Address>> known = new HashMap<>();

  /**
   * Those of the person who has an address; asks for the scopes of its links.
   *
   * @param person any address of the person
   */
  public KnownAddresses(LinkedAddresses links, WorkspaceTree workspaces, Address person) {
    this.links = links;
    this.workspaces = workspaces;
    this.person = AddressKey.plain(person);
    this.scopes = links.scopes(person);
  }

  /** The scopes whose links connect anything with the person. */
  public Set<String> scopes() {
    return scopes;
  }

  /** What a workspace knows: by its own links, by those of its ancestors and by the host's. */
  public Set<Address> in(String workspace) {
    return by(workspaces.lineage(workspace));
  }

  private Set<Address> by(Collection<String> lineage) {
    Set<String> seen = new HashSet<>(lineage);
    seen.retainAll(scopes);
    return known.computeIfAbsent(
        seen,
        some -> {
          Set<Address> addresses = new LinkedHashSet<>(List.of(person));
          addresses.addAll(links.of(person, some));
          return addresses;
        });
  }

  /**
   * Everything that is connected with the person by any links. One workspace's links may connect it
   * with other people of another workspace: good for finding out which workspaces to ask, and for
   * nothing else.
   */
  public Set<Address> reachable() {
    return by(scopes);
  }

  /** What any workspace knows. */
  public Set<Address> union() {
    Set<Address> union = new LinkedHashSet<>(by(List.of()));
    workspaces.workspaces().forEach(workspace -> union.addAll(in(workspace)));
    // A workspace that is not configured any more may have linked addresses.
    scopes.forEach(scope -> union.addAll(in(scope)));
    return union;
  }

  /** What all configured workspaces know. */
  public Set<Address> common() {
    List<String> all = workspaces.workspaces();
    Set<Address> common = new LinkedHashSet<>(all.isEmpty() ? by(List.of()) : in(all.get(0)));
    all.forEach(workspace -> common.retainAll(in(workspace)));
    return common;
  }

  /**
   * What stands in a store about the person, of each workspace only what it holds of the addresses
   * that it knows itself.
   *
   * @param all reads what there is of some addresses, in all workspaces
   * @param owner the workspace that an entry belongs to
   */
  public <T> List<T> entries(
      Function<Set<Address>, List<T>> all, Function<? super T, String> owner) {
    Map<Set<Address>, Set<T>> read = new HashMap<>();
    return all.apply(reachable()).stream()
        .filter(
            entry ->
                read.computeIfAbsent(in(owner.apply(entry)), some -> new HashSet<>(all.apply(some)))
                    .contains(entry))
        .toList();
  }
}
