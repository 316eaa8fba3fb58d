package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;
import io.patchbay.channel.Masking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody ordered products of a catalogue.
 *
 * <p>Immutable.
 *
 * @param catalogId the catalogue
 * @param text what was written with it
 * @param items what was ordered
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/order">Order
 *     messages</a>
 */
public record Order(@Nullable String catalogId, @Nullable String text, List<Item> items)
    implements InboundContent {
  /** Copies the list. */
  public Order {
    items = List.copyOf(items);
  }

  @Override
  public String toString() {
    return "Order["
        + items.size()
        + " items"
        + (text == null ? "" : ", " + Masking.text(text))
        + "]";
  }

  /**
   * One line of an order. Numbers are kept as Meta wrote them.
   *
   * @param productId the product's id in the catalogue
   * @param quantity how many
   * @param price of one
   * @param currency of the price, ISO 4217
   */
  public record Item(
      String productId,
      @Nullable String quantity,
      @Nullable String price,
      @Nullable String currency) {
    /** Shows nothing of what was ordered. */
    @Override
    public String toString() {
      return "Item[...]";
    }
  }
}
