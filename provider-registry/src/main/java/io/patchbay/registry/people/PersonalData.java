package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import io.patchbay.registry.storage.StorageException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something else that holds data of people, for {@link People} to export and erase: a queue of
 * messages, a table of the host. Implementations are thread-safe; they may block on a disk and
 * throw {@link StorageException}, and nothing is known to be erased then.
 */
public interface PersonalData {
  /** The member of the export under which it stands, such as {@code messages}; always the same. */
  String name();

  /**
   * What is held of a person, as texts of JSON.
   *
   * @param person all addresses of the person, each also in the one spelling
   * @param workspace of this workspace; null for all
   */
  List<String> about(Collection<? extends Address> person, @Nullable String workspace);

  /** Erases it, of the same addresses and workspace, and says how many entries there were. */
  int erase(Collection<? extends Address> person, @Nullable String workspace);
}
