package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import java.util.List;

/**
 * Several products of one catalog. WhatsApp wants a header above them.
 *
 * <p>Immutable.
 *
 * @param frame body, header and footer
 * @param catalogId the catalog's id
 * @param sections the products in groups, at least one
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products">Sharing
 *     products</a>
 */
public record ProductList(Frame frame, String catalogId, List<ProductSection> sections)
    implements Content {
  /**
   * Copies the list; refuses an empty one and an empty id.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ProductList {
    Require.notBlank("Catalog id of a product list", catalogId);
    sections = Require.notEmpty("Sections of a product list", sections);
  }

  @Override
  public String toString() {
    return "ProductList[" + catalogId + ", " + sections.size() + " sections, " + frame + "]";
  }
}
