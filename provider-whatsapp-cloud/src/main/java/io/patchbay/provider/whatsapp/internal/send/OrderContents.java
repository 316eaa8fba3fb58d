package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.provider.whatsapp.content.Amount;
import io.patchbay.provider.whatsapp.content.OrderDetails;
import io.patchbay.provider.whatsapp.content.OrderStatus;
import io.patchbay.provider.whatsapp.internal.graph.RawJson;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Orders to pay, and how they stand. */
final class OrderContents {
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_.-]*");

  static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.own(
                  "order-details",
                  OrderDetails.class,
                  "payments/payments-in/pg",
                  OrderContents::details,
                  OrderContents::checkDetails)
              .withMedia(content -> InteractiveJson.media(content.frame().header())),
          ContentWriter.own(
                  "order-status",
                  OrderStatus.class,
                  "payments/payments-in/pg",
                  OrderContents::status,
                  (status, rules) -> {
                    InteractiveJson.check(status.frame(), rules);
                    checkReference(status.referenceId(), rules);
                  })
              .withMedia(content -> InteractiveJson.media(content.frame().header())));

  private OrderContents() {}

  private static void details(JsonWriter json, OrderDetails details, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "order_details",
        details.frame(),
        media,
        action -> {
          action.name("name").value("review_and_pay").name("parameters");
          parameters(action, details);
        });
  }

  /** What an order is, wherever it stands. */
  static void parameters(JsonWriter action, OrderDetails details) throws IOException {
    action.beginObject();
    action.name("reference_id").value(details.referenceId());
    action.name("type").value(details.goods());
    action.name("payment_type").value(details.paymentType());
    action.name("payment_configuration").value(details.paymentConfiguration());
    if (details.paymentSettings() != null) {
      action.name("payment_settings");
      RawJson.copy(details.paymentSettings(), action);
    }
    action.name("currency").value(details.currency());
    amount(action, "total_amount", details.total());
    order(action, details.order());
    if (details.more() != null) {
      RawJson.copyFields(details.more(), action);
    }
    action.endObject();
  }

  private static void order(JsonWriter json, OrderDetails.@Nullable Order order)
      throws IOException {
    if (order == null) {
      return;
    }
    json.name("order").beginObject();
    json.name("status").value(order.status());
    json.name("catalog_id").value(order.catalogId());
    if (order.expires() != null) {
      json.name("expiration").beginObject();
      json.name("timestamp").value(Long.toString(order.expires().getEpochSecond()));
      json.name("description").value(order.expiryNote());
      json.endObject();
    }
    json.name("items").beginArray();
    for (OrderDetails.Item item : order.items()) {
      json.beginObject();
      json.name("retailer_id").value(item.productId());
      json.name("name").value(item.name());
      amount(json, "amount", item.amount());
      amount(json, "sale_amount", item.sale());
      json.name("quantity").value(item.quantity());
      json.endObject();
    }
    json.endArray();
    amount(json, "subtotal", order.subtotal());
    amount(json, "tax", order.tax());
    amount(json, "shipping", order.shipping());
    amount(json, "discount", order.discount());
    json.endObject();
  }

  private static void amount(JsonWriter json, String name, @Nullable Amount amount)
      throws IOException {
    if (amount != null) {
      json.name(name).beginObject();
      json.name("value").value(amount.value()).name("offset").value(amount.offset());
      json.name("description").value(amount.description());
      json.name("discount_program_name").value(amount.program());
      json.endObject();
    }
  }

  private static void checkDetails(OrderDetails details, Violations rules) {
    InteractiveJson.check(details.frame(), rules);
    checkParameters(details, rules);
  }

  static void checkParameters(OrderDetails details, Violations rules) {
    checkReference(details.referenceId(), rules);
    String settings = details.paymentSettings();
    rules.that(settings == null || RawJson.isArray(settings), "Payment settings are a JSON array");
    String more = details.more();
    rules.that(
        more == null || RawJson.fields(more) >= 0,
        "Further parameters of an order are a JSON object");
  }

  static void checkReference(String reference, Violations rules) {
    rules.length("Reference of an order", reference, 35);
    rules.that(
        REFERENCE.matcher(reference).matches(),
        "The reference of an order has only letters, digits, '_', '-' and '.'");
  }

  private static void status(JsonWriter json, OrderStatus status, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "order_status",
        status.frame(),
        media,
        action -> {
          action.name("name").value("review_order");
          action.name("parameters");
          parameters(action, status);
        });
  }

  /** How an order stands, wherever it is told. */
  static void parameters(JsonWriter json, OrderStatus status) throws IOException {
    json.beginObject();
    json.name("reference_id").value(status.referenceId());
    json.name("order").beginObject();
    json.name("status").value(status.status());
    json.name("description").value(status.description());
    json.endObject().endObject();
  }
}
