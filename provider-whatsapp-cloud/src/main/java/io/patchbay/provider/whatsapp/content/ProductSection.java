package io.patchbay.provider.whatsapp.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of products in a list.
 *
 * <p>Immutable.
 *
 * @param title its heading; a single section needs none
 * @param products the products' ids in the catalog, at least one
 */
public record ProductSection(@Nullable String title, List<String> products) {
  /**
   * Copies the list and refuses an empty one.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ProductSection {
    products = Require.notEmpty("Products of a section", products);
  }

  /** A section with a heading. */
  public static ProductSection of(String title, String... products) {
    return new ProductSection(title, List.of(products));
  }

  @Override
  public String toString() {
    return "ProductSection[" + products.size() + " products]";
  }
}
