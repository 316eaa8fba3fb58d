package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;

/**
 * Somebody opened the chat with us for the first time and has written nothing: Meta's {@code
 * request_welcome}.
 *
 * <p>Immutable.
 */
public record Welcome() implements InboundContent {
  @Override
  public boolean opensConversation() {
    return false;
  }
}
