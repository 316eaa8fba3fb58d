package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to review and to pay, where WhatsApp offers payments. What differs between countries and
 * payment providers is given as JSON, by Meta's names.
 *
 * <p>Immutable.
 *
 * @param frame body, header and footer
 * @param referenceId the order's own id, which comes back in the payment's webhooks
 * @param goods Meta's word for what is sold: {@code digital-goods} or {@code physical-goods}
 * @param currency the currency's code, ISO 4217
 * @param total what is to be paid
 * @param order the items; optional in some countries
 * @param paymentType Meta's word for how it is paid, for example {@code upi} or {@code br}
 * @param paymentConfiguration the name of a payment configuration
 * @param paymentSettings a JSON array of payment settings
 * @param more a JSON object with further parameters, for example {@code shipping_info}
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg">Order
 *     details in India</a>
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/offsite-pix">Order
 *     details in Brazil</a>
 */
public record OrderDetails(
    Frame frame,
    String referenceId,
    String goods,
    String currency,
    Amount total,
    @Nullable Order order,
    @Nullable String paymentType,
    @Nullable String paymentConfiguration,
    @Nullable String paymentSettings,
    @Nullable String more)
    implements Content {
  /** Meta's word for goods without shipping. */
  public static final String DIGITAL = "digital-goods";

  /** Meta's word for goods that are shipped. */
  public static final String PHYSICAL = "physical-goods";

  /**
   * Refuses empty parts.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public OrderDetails {
    Require.notBlank("Reference of an order", referenceId);
    Require.notBlank("Goods of an order", goods);
    Require.notBlank("Currency of an order", currency);
  }

  /** An order whose items and ways of payment are still to be added. */
  public static OrderDetails of(
      Frame frame, String referenceId, String goods, String currency, Amount total) {
    return new OrderDetails(
        frame, referenceId, goods, currency, total, null, null, null, null, null);
  }

  /** The same with items. */
  public OrderDetails withOrder(Order items) {
    return new OrderDetails(
        frame,
        referenceId,
        goods,
        currency,
        total,
        items,
        paymentType,
        paymentConfiguration,
        paymentSettings,
        more);
  }

  /** The same, paid in this way by a configuration that has been made beforehand. */
  public OrderDetails paidBy(String type, String configuration) {
    return new OrderDetails(
        frame, referenceId, goods, currency, total, order, type, configuration, null, more);
  }

  /** The same, paid as a JSON array of settings says. */
  public OrderDetails paidWith(@Nullable String type, String settings) {
    return new OrderDetails(
        frame, referenceId, goods, currency, total, order, type, null, settings, more);
  }

  /** The same with the fields of a JSON object beside the other parameters. */
  public OrderDetails withMore(String parameters) {
    return new OrderDetails(
        frame,
        referenceId,
        goods,
        currency,
        total,
        order,
        paymentType,
        paymentConfiguration,
        paymentSettings,
        parameters);
  }

  /** Shows nothing of how it is paid. */
  @Override
  public String toString() {
    return "OrderDetails[" + referenceId + ", " + frame + "]";
  }

  /**
   * What is ordered.
   *
   * @param status Meta's word for where the order stands, {@code pending} at first
   * @param items the items, at least one
   * @param subtotal the items' sum
   * @param tax the tax, with what it is for
   * @param shipping what shipping costs
   * @param discount what is taken off
   * @param catalogId the catalog that the items are from
   * @param expires when the order can no longer be paid
   * @param expiryNote what the person is told then
   */
  public record Order(
      String status,
      List<Item> items,
      @Nullable Amount subtotal,
      @Nullable Amount tax,
      @Nullable Amount shipping,
      @Nullable Amount discount,
      @Nullable String catalogId,
      @Nullable Instant expires,
      @Nullable String expiryNote) {
    /**
     * Copies the list; refuses empty parts.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Order {
      Require.notBlank("Status of an order", status);
      items = Require.notEmpty("Items of an order", items);
    }

    /** An order that waits to be paid. */
    public static Order pending(Amount subtotal, Item... items) {
      return new Order("pending", List.of(items), subtotal, null, null, null, null, null, null);
    }

    /** The same with tax, shipping and discount; null leaves one out. */
    public Order withCharges(
        @Nullable Amount taxed, @Nullable Amount shipped, @Nullable Amount taken) {
      return new Order(
          status, items, subtotal, taxed, shipped, taken, catalogId, expires, expiryNote);
    }

    /** The same from a catalog. */
    public Order fromCatalog(String id) {
      return new Order(status, items, subtotal, tax, shipping, discount, id, expires, expiryNote);
    }

    /** The same, to be paid before a time. */
    public Order expiring(Instant at, String note) {
      return new Order(status, items, subtotal, tax, shipping, discount, catalogId, at, note);
    }

    @Override
    public String toString() {
      return "Order[" + status + ", " + items.size() + " items]";
    }
  }

  /**
   * One item of an order.
   *
   * @param name what it is called
   * @param amount the price of one
   * @param quantity how many
   * @param productId its id in the catalog, or the business's own
   * @param sale the reduced price of one
   */
  public record Item(
      String name, Amount amount, int quantity, @Nullable String productId, @Nullable Amount sale) {
    /**
     * Refuses an empty name.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Item {
      Require.notBlank("Name of an item", name);
    }

    /** Shows nothing of what was bought. */
    @Override
    public String toString() {
      return "Item[" + quantity + "]";
    }
  }
}
