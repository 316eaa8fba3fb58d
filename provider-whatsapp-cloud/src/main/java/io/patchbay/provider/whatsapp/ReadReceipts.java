package io.patchbay.provider.whatsapp;

import io.patchbay.channel.SendError;
import java.util.Optional;

/**
 * Tells a person that a message has been read, and that an answer is being written. Reached through
 * {@link io.patchbay.channel.SmsChannel#use}; a message's id comes with {@link
 * io.patchbay.channel.InboundMessage}.
 *
 * <p>Thread-safe. Both block for one call, which the instance's time-outs bound, and both may be
 * called again: doing so twice does no harm.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/mark-message-as-read">Marking
 *     as read</a>
 */
public interface ReadReceipts {
  /**
   * Marks a message as read, and with it all earlier ones of the conversation.
   *
   * @param messageId the provider's id of a message that was received
   * @return why it was not; empty when Meta confirmed it
   */
  Optional<SendError> markRead(String messageId);

  /**
   * Marks a message as read and shows that an answer is being written, until one is sent, for 25
   * seconds at most.
   *
   * @param messageId the provider's id of a message that was received
   * @return why it was not; empty when Meta confirmed it
   * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators">Typing
   *     indicators</a>
   */
  Optional<SendError> showTyping(String messageId);
}
