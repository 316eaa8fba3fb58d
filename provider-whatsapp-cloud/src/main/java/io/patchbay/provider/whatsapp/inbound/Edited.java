package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changed an earlier message to us.
 *
 * <p>Immutable.
 *
 * @param messageId Meta's id of the earlier message
 * @param content what it says now; null for a kind that this module does not know
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/edit">Edit
 *     messages</a>
 */
public record Edited(String messageId, @Nullable InboundContent content) implements InboundContent {
  @Override
  public boolean opensConversation() {
    return false;
  }
}
