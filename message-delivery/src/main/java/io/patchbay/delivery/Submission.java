package io.patchbay.delivery;

import io.patchbay.channel.MessageId;

/**
 * What became of handing a message over.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace that sends it
 * @param id the message
 * @param result whether it is new
 */
public record Submission(String workspace, MessageId id, Result result) {
  /** Whether a message was taken. */
  public enum Result {
    /** It is on disk now and was not before. */
    CREATED,
    /** The same message was handed over before; nothing was done. */
    REPEATED,
    /** Another message was handed over with this id before; nothing was done. */
    CONFLICT
  }
}
