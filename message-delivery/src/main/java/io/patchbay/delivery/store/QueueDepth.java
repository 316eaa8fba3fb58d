package io.patchbay.delivery.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of a workspace are at one place of the queue.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace
 * @param place where they are
 * @param messages how many
 * @param oldest of those that are ready, when the first in line was handed over, or might first be
 *     sent when that was later; null for every other place
 */
public record QueueDepth(String workspace, Place place, long messages, @Nullable Instant oldest) {
  /** A place of the queue. What has ended well is at none. */
  public enum Place {
    /** They may be sent now, as fast as their sender may. */
    READY,
    /** They wait for their time: the host's, a retry's, or the recipient's. */
    SCHEDULED,
    /** They wait behind another message to the same recipient. */
    BEHIND,
    /** They are being sent. */
    SENDING,
    /** Nobody can tell whether they were sent. */
    UNKNOWN,
    /** They were refused for good or given up: dead letters. */
    FAILED,
    /** The module of their content is not here. */
    PARKED,
    /** A provider that sends nothing took them: dead letters. */
    NOTHING_SENT
  }
}
