package io.patchbay.channel;

/**
 * An emoji on an earlier message.
 *
 * <p>Immutable.
 *
 * @param messageId the provider's id of the message reacted to
 * @param emoji the emoji; empty takes an earlier reaction back
 */
public record Reaction(String messageId, String emoji) implements Content, InboundContent {
  /**
   * Refuses an empty message id.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Reaction {
    Names.notBlank("Message id of a reaction", messageId);
  }

  /** Takes back an earlier reaction. */
  public static Reaction removal(String messageId) {
    return new Reaction(messageId, "");
  }

  @Override
  public String toString() {
    return "Reaction[" + messageId + ", " + Masking.text(emoji) + "]";
  }
}
