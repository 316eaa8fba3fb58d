package io.patchbay.channel;

/**
 * What somebody wrote to us. Standard ones are {@link Text}, {@link ReceivedMedia}, {@link Choice},
 * {@link Location}, {@link Contacts} and {@link Reaction}; what only one provider knows lives in
 * that provider's package.
 *
 * <p>Implementations are immutable and do not show message texts in {@code toString}.
 */
public interface InboundContent {
  /**
   * Whether it is a message that the person wrote to us, from which the provider counts the time in
   * which we may answer freely. False for what the provider tells about a person or an earlier
   * message in the form of a message.
   */
  default boolean opensConversation() {
    return true;
  }
}
