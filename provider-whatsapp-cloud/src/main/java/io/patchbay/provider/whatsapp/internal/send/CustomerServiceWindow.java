package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.JsonObject;
import io.patchbay.channel.Content;
import io.patchbay.channel.Template;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.time.Duration;

/**
 * The customer service window: anything but a template goes only within 24 hours after the person's
 * last message. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows">Customer
 *     service windows</a>
 */
public final class CustomerServiceWindow implements ConversationRules {
  private static final Duration WINDOW = Duration.ofHours(24);

  @Override
  public Duration window() {
    return WINDOW;
  }

  @Override
  public boolean needsWindow(Content content) {
    if (content instanceof WithIdentityCheck checked) {
      return needsWindow(checked.content());
    }
    if (content instanceof RawMessage raw) {
      return isFreeForm(raw);
    }
    return !(content instanceof Template
        || content instanceof WhatsAppTemplate
        || content instanceof MarketingMessage);
  }

  /** One without a type that can be read is left to Meta to judge. */
  private static boolean isFreeForm(RawMessage raw) {
    JsonObject message = GraphJson.object(raw.json());
    String type = message == null ? null : GraphJson.text(message, "type");
    return type != null && !type.equals("template");
  }
}
