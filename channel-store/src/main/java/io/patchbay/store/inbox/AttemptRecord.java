package io.patchbay.store.inbox;

import io.patchbay.channel.EventContext;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.StatusUpdate;
import java.util.Optional;

/**
 * Knows which instance made which attempt, and the provider's id of it. An event listener that
 * implements this is asked whether a status can be of the attempt whose reference it echoes. Called
 * by many threads at once; may block. What it throws counts as {@link Verdict#UNKNOWN}.
 */
public interface AttemptRecord {
  /** Whether a status belongs to the attempt that it names. */
  enum Verdict {
    /** The instance and, where it is known, the provider's id of the message are the same. */
    SAME,
    /** Another instance made the attempt, or the provider's id of the message is another. */
    OTHER,
    /** Nothing is known of the attempt. */
    UNKNOWN
  }

  /**
   * Compares a status with the attempt that it names.
   *
   * @param claimed where the status came from, with the message that it names; the workspace is one
   *     that may use the instance
   */
  Verdict verdict(StatusUpdate status, EventContext claimed);

  /**
   * Finds the attempt of a status that names none, by the provider's id of the message. Only the
   * instance that made an attempt, or one with the same sender that may speak for its workspace,
   * can report of it.
   *
   * @param source where the status came from
   * @return empty when it is of no attempt that is known here
   */
  default Optional<MessageRef> attempt(StatusUpdate status, EventContext source) {
    return Optional.empty();
  }
}
