package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;

/**
 * Any content, delivered only while the person is still the one that the business knows: WhatsApp
 * compares the hash with the recipient's current identity, and refuses when they differ. The number
 * needs the identity change check turned on.
 *
 * <p>It stands around a content because the check goes with any of them, the standard ones too.
 *
 * <p>Immutable.
 *
 * @param content what is sent
 * @param hash the hash that webhooks brought as {@code identity_key_hash}
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/phone-numbers">Identity
 *     change check</a>
 */
public record WithIdentityCheck(Content content, String hash) implements Content {
  /**
   * Refuses an empty hash and a check around a check.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public WithIdentityCheck {
    Require.notBlank("Hash of an identity check", hash);
    if (content instanceof WithIdentityCheck) {
      throw new IllegalArgumentException("An identity check around an identity check");
    }
  }

  /** Shows the content only: the hash stands for a person. */
  @Override
  public String toString() {
    return "WithIdentityCheck[" + content + "]";
  }
}
