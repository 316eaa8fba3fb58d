package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Media;
import io.patchbay.channel.MessageHeader;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.provider.whatsapp.content.Amount;
import io.patchbay.provider.whatsapp.content.Catalog;
import io.patchbay.provider.whatsapp.content.Frame;
import io.patchbay.provider.whatsapp.content.MediaCarousel;
import io.patchbay.provider.whatsapp.content.OrderDetails;
import io.patchbay.provider.whatsapp.content.OrderStatus;
import io.patchbay.provider.whatsapp.content.Product;
import io.patchbay.provider.whatsapp.content.ProductCarousel;
import io.patchbay.provider.whatsapp.content.ProductList;
import io.patchbay.provider.whatsapp.content.ProductSection;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Products, catalogs, carousels and orders. */
final class CommerceSamples {
  static final Media PICTURE = Media.of(Media.Kind.IMAGE, BasicSamples.LINKED);
  private static final Media FILM = Media.of(Media.Kind.VIDEO, BasicSamples.UPLOADED);

  static final List<Sample> ALL =
      List.of(
          new Sample(
              "product",
              new Product("367025965434465", "sku-1", "Body", "Foot"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "product",
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {"catalog_id": "367025965434465", "product_retailer_id": "sku-1"}}}
              """),
          new Sample(
              "product without a text",
              Product.of("367025965434465", "sku-1"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "product",
                 "action": {"catalog_id": "367025965434465", "product_retailer_id": "sku-1"}}}
              """),
          new Sample(
              "product list",
              new ProductList(
                  Frame.of("Body").withHeader(MessageHeader.of("Head")).withFooter("Foot"),
                  "367025965434465",
                  List.of(
                      ProductSection.of("Bread", "sku-1", "sku-2"),
                      ProductSection.of("Butter", "sku-3"))),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "product_list",
                 "header": {"type": "text", "text": "Head"},
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {
                   "catalog_id": "367025965434465",
                   "sections": [
                     {"title": "Bread",
                      "product_items": [{"product_retailer_id": "sku-1"},
                                        {"product_retailer_id": "sku-2"}]},
                     {"title": "Butter",
                      "product_items": [{"product_retailer_id": "sku-3"}]}]}}}
              """),
          new Sample(
              "catalog",
              new Catalog("Body", "Foot", "sku-1"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "catalog_message",
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {"name": "catalog_message",
                            "parameters": {"thumbnail_product_retailer_id": "sku-1"}}}}
              """),
          new Sample(
              "catalog with the picture that WhatsApp chooses",
              Catalog.of("Body"),
              """
              {"type": "interactive",
               "interactive": {"type": "catalog_message", "body": {"text": "Body"},
                               "action": {"name": "catalog_message"}}}
              """),
          new Sample(
              "product carousel",
              new ProductCarousel("Body", "367025965434465", List.of("sku-1", "sku-2")),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "carousel",
                 "body": {"text": "Body"},
                 "action": {"cards": [
                   {"card_index": 0, "type": "product",
                    "action": {"product_retailer_id": "sku-1",
                               "catalog_id": "367025965434465"}},
                   {"card_index": 1, "type": "product",
                    "action": {"product_retailer_id": "sku-2",
                               "catalog_id": "367025965434465"}}]}}}
              """),
          new Sample(
              "media carousel with links",
              MediaCarousel.of(
                  "Body",
                  MediaCarousel.Card.linking(
                      PICTURE, "First", "Shop", URI.create("https://example.org/1")),
                  MediaCarousel.Card.linking(
                      FILM, null, "Shop", URI.create("https://example.org/2"))),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "carousel",
                 "body": {"text": "Body"},
                 "action": {"cards": [
                   {"card_index": 0, "type": "cta_url",
                    "header": {"type": "image", "image": {"link": "https://example.org/file"}},
                    "body": {"text": "First"},
                    "action": {"name": "cta_url",
                               "parameters": {"display_text": "Shop",
                                              "url": "https://example.org/1"}}},
                   {"card_index": 1, "type": "cta_url",
                    "header": {"type": "video", "video": {"id": "1013859600285441"}},
                    "action": {"name": "cta_url",
                               "parameters": {"display_text": "Shop",
                                              "url": "https://example.org/2"}}}]}}}
              """),
          new Sample(
              "media carousel with reply buttons",
              MediaCarousel.of(
                  "Body",
                  MediaCarousel.Card.replying(
                      PICTURE, "First", new ReplyButtons.Button("a", "More")),
                  MediaCarousel.Card.replying(
                      PICTURE, "Second", new ReplyButtons.Button("b", "More"))),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "carousel",
                 "body": {"text": "Body"},
                 "action": {"cards": [
                   {"card_index": 0, "type": "cta_url",
                    "header": {"type": "image", "image": {"link": "https://example.org/file"}},
                    "body": {"text": "First"},
                    "action": {"buttons": [
                      {"type": "quick_reply", "quick_reply": {"id": "a", "title": "More"}}]}},
                   {"card_index": 1, "type": "cta_url",
                    "header": {"type": "image", "image": {"link": "https://example.org/file"}},
                    "body": {"text": "Second"},
                    "action": {"buttons": [
                      {"type": "quick_reply",
                       "quick_reply": {"id": "b", "title": "More"}}]}}]}}}
              """),
          new Sample(
              "order details with everything, paid by a configuration",
              OrderDetails.of(
                      Frame.of("Body").withHeader(InteractiveSamples.IMAGE).withFooter("Foot"),
                      "order-17",
                      OrderDetails.DIGITAL,
                      "INR",
                      Amount.hundredths(1100))
                  .paidBy("upi", "my-payments")
                  .withOrder(
                      OrderDetails.Order.pending(
                              Amount.hundredths(1000),
                              new OrderDetails.Item(
                                  "Bread",
                                  Amount.hundredths(1500),
                                  1,
                                  "sku-1",
                                  Amount.hundredths(1000)))
                          .withCharges(
                              Amount.hundredths(100).describedAs("Tax"),
                              Amount.hundredths(100).describedAs("By post"),
                              Amount.hundredths(100)
                                  .describedAs("For friends")
                                  .withProgram("Friends"))
                          .fromCatalog("367025965434465")
                          .expiring(Instant.ofEpochSecond(1_800_000_000), "Too late")),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "order_details",
                 "header": {"type": "image", "image": {"id": "1013859600285441"}},
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {
                   "name": "review_and_pay",
                   "parameters": {
                     "reference_id": "order-17", "type": "digital-goods",
                     "payment_type": "upi", "payment_configuration": "my-payments",
                     "currency": "INR", "total_amount": {"value": 1100, "offset": 100},
                     "order": {
                       "status": "pending", "catalog_id": "367025965434465",
                       "expiration": {"timestamp": "1800000000", "description": "Too late"},
                       "items": [
                         {"retailer_id": "sku-1", "name": "Bread",
                          "amount": {"value": 1500, "offset": 100},
                          "sale_amount": {"value": 1000, "offset": 100}, "quantity": 1}],
                       "subtotal": {"value": 1000, "offset": 100},
                       "tax": {"value": 100, "offset": 100, "description": "Tax"},
                       "shipping": {"value": 100, "offset": 100, "description": "By post"},
                       "discount": {"value": 100, "offset": 100, "description": "For friends",
                                    "discount_program_name": "Friends"}}}}}}
              """),
          new Sample(
              "order details without items, paid as settings say",
              OrderDetails.of(
                      Frame.of("Body"),
                      "order-17",
                      OrderDetails.PHYSICAL,
                      "BRL",
                      Amount.hundredths(50000))
                  .paidWith(
                      "br",
                      "[{\"type\": \"payment_link\","
                          + " \"payment_link\": {\"uri\": \"https://example.org/pay\"}}]")
                  .withMore("{\"shipping_info\": {\"country\": \"BR\", \"addresses\": []}}"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "order_details",
                 "body": {"text": "Body"},
                 "action": {
                   "name": "review_and_pay",
                   "parameters": {
                     "reference_id": "order-17", "type": "physical-goods", "payment_type": "br",
                     "payment_settings": [
                       {"type": "payment_link",
                        "payment_link": {"uri": "https://example.org/pay"}}],
                     "currency": "BRL", "total_amount": {"value": 50000, "offset": 100},
                     "shipping_info": {"country": "BR", "addresses": []}}}}}
              """),
          new Sample(
              "order status",
              new OrderStatus(Frame.of("Body"), "order-17", "shipped", "On its way"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "order_status",
                 "body": {"text": "Body"},
                 "action": {
                   "name": "review_order",
                   "parameters": {"reference_id": "order-17",
                                  "order": {"status": "shipped",
                                            "description": "On its way"}}}}}
              """));

  private CommerceSamples() {}
}
