package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import org.jspecify.annotations.Nullable;

/**
 * What fills the header of a template: exactly one of these, as the template was approved with.
 *
 * <p>Immutable.
 *
 * @param text the value in a line of text
 * @param media a picture, film or document
 * @param location a place
 * @param product a product of a catalog
 */
public record TemplateHeader(
    @Nullable TemplateParameter text,
    @Nullable Media media,
    @Nullable Location location,
    @Nullable CatalogProduct product) {
  /** Wants exactly one part. */
  public TemplateHeader {
    Require.one("Header of a template", text, media, location, product);
  }

  /** The value in a line of text. */
  public static TemplateHeader of(TemplateParameter text) {
    return new TemplateHeader(text, null, null, null);
  }

  /** A picture, film or document. */
  public static TemplateHeader of(Media media) {
    return new TemplateHeader(null, media, null, null);
  }

  /** A place. */
  public static TemplateHeader of(Location location) {
    return new TemplateHeader(null, null, location, null);
  }

  /** A product of a catalog. */
  public static TemplateHeader of(CatalogProduct product) {
    return new TemplateHeader(null, null, null, product);
  }

  /**
   * A product.
   *
   * @param catalogId the catalog's id
   * @param productId the product's id in the catalog
   */
  public record CatalogProduct(String catalogId, String productId) {
    /**
     * Refuses empty ids.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public CatalogProduct {
      Require.notBlank("Catalog id of a product", catalogId);
      Require.notBlank("Id of a product", productId);
    }
  }
}
