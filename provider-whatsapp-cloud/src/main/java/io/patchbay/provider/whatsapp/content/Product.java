package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import org.jspecify.annotations.Nullable;

/**
 * One product of a catalog.
 *
 * <p>Immutable.
 *
 * @param catalogId the catalog's id
 * @param productId the product's id in the catalog
 * @param body a text; optional
 * @param footer a small line below it
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products">Sharing
 *     products</a>
 */
public record Product(
    String catalogId, String productId, @Nullable String body, @Nullable String footer)
    implements Content {
  /**
   * Refuses empty ids.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Product {
    Require.notBlank("Catalog id of a product", catalogId);
    Require.notBlank("Id of a product", productId);
  }

  /** A product without a text. */
  public static Product of(String catalogId, String productId) {
    return new Product(catalogId, productId, null, null);
  }

  @Override
  public String toString() {
    return "Product[" + catalogId + ", " + productId + "]";
  }
}
