package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import org.jspecify.annotations.Nullable;

/**
 * A marketing template over the endpoint that Meta has for them, which optimises their delivery.
 * The number needs to be admitted to it.
 *
 * <p>Immutable.
 *
 * @param template the template
 * @param productPolicy what becomes of it where that endpoint cannot serve it; null is Meta's
 *     choice
 * @param activitySharing whether Meta may use what people do with it; null is Meta's choice
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/marketing-messages/send-marketing-messages">Marketing
 *     messages</a>
 */
public record MarketingMessage(
    WhatsAppTemplate template,
    @Nullable ProductPolicy productPolicy,
    @Nullable Boolean activitySharing)
    implements Content {
  /** What becomes of a message that the endpoint cannot serve. */
  public enum ProductPolicy {
    /** It is sent like any other template. */
    CLOUD_API_FALLBACK,
    /** It is refused. */
    STRICT
  }

  /** A marketing message with Meta's own choices. */
  public static MarketingMessage of(WhatsAppTemplate template) {
    return new MarketingMessage(template, null, null);
  }
}
