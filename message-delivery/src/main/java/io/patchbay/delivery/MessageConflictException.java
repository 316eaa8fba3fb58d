package io.patchbay.delivery;

import io.patchbay.channel.MessageId;

/**
 * A message was handed over under the id of another one. Nothing was stored.
 *
 * <p>Immutable and thread-safe.
 */
public final class MessageConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A conflict. */
  public MessageConflictException(String workspace, MessageId id) {
    super(
        "Message '"
            + id
            + "' of workspace '"
            + workspace
            + "' was handed over before with another recipient or content; give the new one an id"
            + " of its own");
  }
}
