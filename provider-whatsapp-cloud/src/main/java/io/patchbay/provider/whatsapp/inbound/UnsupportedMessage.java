package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;
import io.patchbay.channel.SendError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wrote what WhatsApp does not pass on to businesses, such as a poll or a message that
 * vanishes.
 *
 * <p>Immutable.
 *
 * @param type Meta's word for what it was, where it says so
 * @param errors why it was not passed on
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/unsupported">Unsupported
 *     messages</a>
 */
public record UnsupportedMessage(@Nullable String type, List<SendError> errors)
    implements InboundContent {
  /** Copies the list. */
  public UnsupportedMessage {
    errors = List.copyOf(errors);
  }
}
