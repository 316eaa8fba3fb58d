package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;

/**
 * Asks a person to share a contact card, and with it the phone number; the way to a number where
 * only a user id is known. The answer arrives as a message with contacts.
 *
 * <p>Immutable.
 *
 * @param body the text of the question
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids">Business-scoped
 *     user ids</a>
 */
public record ContactRequest(String body) implements Content {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ContactRequest {
    Require.notBlank("Body of a contact request", body);
  }

  @Override
  public String toString() {
    return "ContactRequest[" + Masking.text(body) + "]";
  }
}
