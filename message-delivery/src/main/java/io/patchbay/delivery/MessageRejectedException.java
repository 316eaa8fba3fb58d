package io.patchbay.delivery;

import io.patchbay.channel.MessageId;
import io.patchbay.channel.SendError;

/**
 * A message that can never be sent, for what is wrong with the message itself. Nothing was stored:
 * the corrected message may have the same id.
 *
 * <p>Immutable and thread-safe.
 */
public final class MessageRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SendError error;

  /**
   * A rejection.
   *
   * @param error what is wrong and what to do
   */
  public MessageRejectedException(String workspace, MessageId id, SendError error) {
    super(
        "Message '"
            + id
            + "' of workspace '"
            + workspace
            + "' cannot be sent, and was not queued: "
            + error.describe());
    this.error = error;
  }

  /** What is wrong and what to do. */
  public SendError error() {
    return error;
  }
}
