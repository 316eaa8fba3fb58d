package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;

/**
 * Somebody deleted an earlier message to us.
 *
 * <p>Immutable.
 *
 * @param messageId Meta's id of the deleted message
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/revoke">Revoke
 *     messages</a>
 */
public record Revoked(String messageId) implements InboundContent {
  @Override
  public boolean opensConversation() {
    return false;
  }
}
