package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundMessage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The advertisement or post from which somebody came to write to us. It may come with a message of
 * any kind.
 *
 * <p>Immutable.
 *
 * @param sourceUrl the advertisement's address
 * @param sourceId its id
 * @param sourceType {@code ad} or {@code post}
 * @param headline its headline
 * @param body its text
 * @param mediaType {@code image} or {@code video}
 * @param clickId Meta's id of the click, for its conversions API
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text">Messages
 *     from advertisements</a>
 */
public record Referral(
    @Nullable String sourceUrl,
    @Nullable String sourceId,
    @Nullable String sourceType,
    @Nullable String headline,
    @Nullable String body,
    @Nullable String mediaType,
    @Nullable String clickId) {
  private static final String PREFIX = "referral.";

  /**
   * The referral of a message; its details have what more Meta said, all under {@code referral}.
   */
  public static Optional<Referral> of(InboundMessage message) {
    Map<String, String> details = message.details();
    if (details.keySet().stream().noneMatch(name -> name.startsWith(PREFIX))) {
      return Optional.empty();
    }
    return Optional.of(
        new Referral(
            details.get(PREFIX + "source_url"),
            details.get(PREFIX + "source_id"),
            details.get(PREFIX + "source_type"),
            details.get(PREFIX + "headline"),
            details.get(PREFIX + "body"),
            details.get(PREFIX + "media_type"),
            details.get(PREFIX + "ctwa_clid")));
  }

  /** Shows which advertisement it was, and neither its text nor the click. */
  @Override
  public String toString() {
    return "Referral[" + sourceType + ", " + sourceId + "]";
  }
}
