package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;

/**
 * A message as JSON, by Meta's names: the way to what this module has no record for. {@code
 * messaging_product}, the recipient, the message replied to and the reference come from the message
 * itself; a text that names one of them, or that is no JSON object, is refused.
 *
 * <p>Immutable.
 *
 * @param json an object, for example {@code {"type": "text", "text": {"body": "Hello"}}}
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">The
 *     message API</a>
 */
public record RawMessage(String json) implements Content {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public RawMessage {
    Require.notBlank("Raw message", json);
  }

  @Override
  public String toString() {
    return "RawMessage[" + Masking.text(json) + "]";
  }
}
