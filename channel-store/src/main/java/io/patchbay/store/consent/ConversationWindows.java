package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.store.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers when people last wrote to a sender. Implementations are thread-safe; they may block on
 * a disk and throw {@link StorageException}.
 *
 * <p>Where several processes share the webhooks of one number they must share this store as well:
 * one that has missed a message takes a window for closed that is open.
 */
public interface ConversationWindows {
  /**
   * Takes note of a message. An older one than known changes nothing.
   *
   * @param sender the sender of ours that was written to
   */
  void heard(String sender, Collection<? extends Address> person, Instant at);

  /** When the person wrote to the sender last; empty when that is not known. */
  Optional<Instant> lastHeard(String sender, Collection<? extends Address> person);

  /** What is known of these addresses, by sender. */
  Map<String, Instant> all(Collection<? extends Address> person);

  /** Forgets these addresses and says how many entries there were. */
  int erase(Collection<? extends Address> person);

  /** Forgets when these addresses wrote to one sender, and nothing about other senders. */
  int erase(String sender, Collection<? extends Address> person);
}
