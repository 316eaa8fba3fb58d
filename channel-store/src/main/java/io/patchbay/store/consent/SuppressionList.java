package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Purpose;
import io.patchbay.store.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who does not want messages. Implementations are thread-safe; they may block on a disk
 * and throw {@link StorageException}: a send is refused then, and a webhook asked for again.
 */
public interface SuppressionList {
  /**
   * Finds an opt-out in force. Called for every send. In each workspace the latest word of the
   * person counts, by whatever address it came, and of two at the same time the stop.
   *
   * @param person the addresses of one person
   * @param workspaces the workspace that sends and its ancestors
   */
  Optional<Suppression> find(
      Collection<? extends Address> person, Collection<String> workspaces, Purpose purpose);

  /**
   * Records what was said, all of it or nothing, and returns when it is safe. Per workspace,
   * address and purpose the later word counts, whatever the order in which they are recorded; of
   * two at the same time the stop.
   */
  void record(List<Suppression> said);

  /**
   * Whether an event has been obeyed already. One that is delivered again, perhaps with a time of
   * its arrival, must not outdo what was said since.
   *
   * @param key the event's key, with its instance
   */
  boolean obeyed(String key);

  /**
   * Takes note that an event has been obeyed, for longer than providers deliver again.
   *
   * @param key the event's key, with its instance
   * @param at the time of day
   */
  void obey(String key, Instant at);

  /** Everything recorded for these addresses, lifts included. */
  List<Suppression> all(Collection<? extends Address> person);

  /**
   * Removes what is recorded for these addresses.
   *
   * @param workspace only what was said for it; null for all
   * @param keepFact keep opt-outs in force under a keyed hash of the address, so that they go on to
   *     hold
   * @return how many entries were removed or made unreadable
   */
  int erase(Collection<? extends Address> person, @Nullable String workspace, boolean keepFact);
}
