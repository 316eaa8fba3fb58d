package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A text with a button that calls the business over WhatsApp.
 *
 * <p>Immutable.
 *
 * @param body the text
 * @param label what the button says; null leaves it to WhatsApp
 * @param timeToLive how long the button works, in whole minutes; null leaves it to WhatsApp
 * @param payload what comes back in the webhooks of the call
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/call-button-messages-deep-links">Call
 *     button messages</a>
 */
public record VoiceCall(
    String body, @Nullable String label, @Nullable Duration timeToLive, @Nullable String payload)
    implements Content {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public VoiceCall {
    Require.notBlank("Body of a voice call", body);
  }

  /** A button with WhatsApp's own label. */
  public static VoiceCall of(String body) {
    return new VoiceCall(body, null, null, null);
  }

  @Override
  public String toString() {
    return "VoiceCall[" + Masking.text(body) + "]";
  }
}
