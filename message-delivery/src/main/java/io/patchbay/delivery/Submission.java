package io.patchbay.delivery;

import io.patchbay.channel.MessageId;
import io.patchbay.channel.SendError;
import org.jspecify.annotations.Nullable;

/**
 * What became of handing a message over.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace that sends it
 * @param id the message
 * @param result whether it is new
 * @param error why it was rejected; null unless it was
 */
public record Submission(String workspace, MessageId id, Result result, @Nullable SendError error) {
  /** One that was not rejected. */
  public Submission(String workspace, MessageId id, Result result) {
    this(workspace, id, result, null);
  }

  /** Whether a message was taken. */
  public enum Result {
    /** It is on disk now and was not before. */
    CREATED,
    /** The same message was handed over before; nothing was done. */
    REPEATED,
    /** Another message was handed over with this id before; nothing was done. */
    CONFLICT,
    /**
     * It could never be sent, for what is wrong with the message itself; nothing was done, and its
     * id is free for the corrected message.
     */
    REJECTED
  }
}
