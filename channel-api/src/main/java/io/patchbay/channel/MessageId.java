package io.patchbay.channel;

import java.util.UUID;

/**
 * The host's own identity of a message: it travels to the provider inside the {@link MessageRef}
 * and comes back in statuses.
 *
 * <p>Immutable.
 *
 * @param value 1 to 64 letters, digits, '-' or '_', starting with a letter or digit
 */
public record MessageId(String value) {
  /**
   * Checks the spelling.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public MessageId {
    Names.checked("Message id", value);
  }

  /** A new random id. */
  public static MessageId random() {
    return new MessageId(UUID.randomUUID().toString());
  }

  /** The bare value. */
  @Override
  public String toString() {
    return value;
  }
}
