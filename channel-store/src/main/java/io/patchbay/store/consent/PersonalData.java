package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What somebody else holds of people, such as an inbox of events or a host's own memory of what it
 * has sent, so that an export shows it and an erasure reaches it. Implementations are thread-safe.
 *
 * <p>Workspaces may know different addresses of one person. A holder that implements the methods
 * with a workspace is asked for each workspace by the addresses that this workspace knows. One that
 * does not is asked by the addresses that all workspaces know: data of one workspace must not be
 * reached through a link that another workspace has reported.
 */
public interface PersonalData {
  /**
   * The workspaces for which something is held of these addresses; none where workspaces are not
   * told apart.
   */
  default Set<String> workspaces(Collection<? extends Address> person) {
    return Set.of();
  }

  /** What is held of these addresses, as texts of JSON. */
  List<String> about(Collection<? extends Address> person);

  /**
   * What is held of these addresses for one workspace; all of it where workspaces are not told
   * apart.
   */
  default List<String> about(Collection<? extends Address> person, String workspace) {
    return about(person);
  }

  /** Removes it and says how many there were. */
  int erase(Collection<? extends Address> person);

  /**
   * Removes what is held for one workspace and says how many there were; nothing where workspaces
   * are not told apart.
   */
  default int erase(Collection<? extends Address> person, String workspace) {
    return 0;
  }
}
