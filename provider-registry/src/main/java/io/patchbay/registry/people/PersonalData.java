package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import java.util.Collection;
import java.util.List;

/**
 * What somebody else holds of people, such as an inbox of events or a host's own memory of what it
 * has sent, so that an export shows it and an erasure reaches it. Implementations are thread-safe.
 */
public interface PersonalData {
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
