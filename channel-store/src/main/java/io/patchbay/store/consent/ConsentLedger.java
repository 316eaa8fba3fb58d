package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.store.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history of what people agreed to. Implementations are thread-safe; they may block on a
 * disk and throw {@link StorageException}.
 */
public interface ConsentLedger {
  /** Adds an entry, which is safe when this returns. Nothing is ever overwritten. */
  void append(ConsentEntry entry);

  /** The entries for these addresses in all workspaces, the oldest first. */
  List<ConsentEntry> history(Collection<? extends Address> person);

  /**
   * Moves entries from addresses to others: a consent belongs to the person and not to a number
   * that somebody else may have tomorrow.
   *
   * @param addresses to which address the entries of which address go
   * @param workspaces only entries of these workspaces move
   * @param until newer entries than this stay
   */
  void move(Map<Address, Address> addresses, Collection<String> workspaces, Instant until);

  /**
   * Removes the entries for these addresses.
   *
   * @param workspace only those of this workspace; null for all
   * @return how many there were
   */
  int erase(Collection<? extends Address> person, @Nullable String workspace);
}
