package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * A text with a button that opens the business's whole catalog.
 *
 * <p>Immutable.
 *
 * @param body the text
 * @param footer a small line below it
 * @param thumbnail the product whose picture is shown; null leaves it to WhatsApp
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products">Sharing
 *     products</a>
 */
public record Catalog(String body, @Nullable String footer, @Nullable String thumbnail)
    implements Content {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Catalog {
    Require.notBlank("Body of a catalog", body);
  }

  /** A catalog without footer and with the picture that WhatsApp chooses. */
  public static Catalog of(String body) {
    return new Catalog(body, null, null);
  }

  @Override
  public String toString() {
    return "Catalog[" + Masking.text(body) + "]";
  }
}
