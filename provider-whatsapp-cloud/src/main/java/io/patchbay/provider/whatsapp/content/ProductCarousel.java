package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import java.util.List;

/**
 * Products of one catalog as cards to swipe through.
 *
 * <p>Immutable.
 *
 * @param body the text above the cards
 * @param catalogId the catalog's id
 * @param products the products' ids in the catalog, in the order of the cards
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/catalogs/interactive-product-carousel-messages">Product
 *     carousels</a>
 */
public record ProductCarousel(String body, String catalogId, List<String> products)
    implements Content {
  /**
   * Copies the list; refuses empty parts.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ProductCarousel {
    Require.notBlank("Body of a product carousel", body);
    Require.notBlank("Catalog id of a product carousel", catalogId);
    products = Require.notEmpty("Products of a product carousel", products);
  }

  @Override
  public String toString() {
    return "ProductCarousel[" + Masking.text(body) + ", " + products.size() + " cards]";
  }
}
