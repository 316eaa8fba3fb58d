package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;
import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * Somebody completed a flow, or filled in an address: Meta's {@code nfm_reply}.
 *
 * <p>Immutable.
 *
 * @param name {@code flow}, {@code address_message} or a name to come
 * @param body what the person saw as the answer
 * @param response what was filled in, a JSON object as text, unread
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/receiveflowresponse">Flow
 *     responses</a>
 */
public record FlowReply(@Nullable String name, @Nullable String body, String response)
    implements InboundContent {
  @Override
  public String toString() {
    return "FlowReply[" + name + ", " + Masking.text(response) + "]";
  }
}
