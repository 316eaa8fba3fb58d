package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.TemplateSamples.template;

import io.patchbay.provider.whatsapp.content.Amount;
import io.patchbay.provider.whatsapp.content.Frame;
import io.patchbay.provider.whatsapp.content.OrderDetails;
import io.patchbay.provider.whatsapp.content.ProductSection;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.time.Duration;
import java.util.List;

/** Every button of a template, each at index 0 once, where it must not be dropped. */
final class TemplateButtonSamples {
  static final List<Sample> ALL =
      List.of(
          button(
              "button with a quick reply",
              TemplateButton.quickReply(0, "yes-17"),
              """
              {"type": "button", "sub_type": "quick_reply", "index": "0",
               "parameters": [{"type": "payload", "payload": "yes-17"}]}
              """),
          button(
              "button with the end of a link",
              TemplateButton.url(0, "order-17"),
              """
              {"type": "button", "sub_type": "url", "index": "0",
               "parameters": [{"type": "text", "text": "order-17"}]}
              """),
          button(
              "button that copies a coupon code, at the last place",
              TemplateButton.copyCode(9, "SUMMER26"),
              """
              {"type": "button", "sub_type": "copy_code", "index": "9",
               "parameters": [{"type": "coupon_code", "coupon_code": "SUMMER26"}]}
              """),
          button(
              "button that opens a flow with token and data",
              TemplateButton.flow(0, "token-17", "{\"day\": 3}"),
              """
              {"type": "button", "sub_type": "flow", "index": "0",
               "parameters": [
                 {"type": "action",
                  "action": {"flow_token": "token-17", "flow_action_data": {"day": 3}}}]}
              """),
          button(
              "button that opens a flow as it is",
              TemplateButton.flow(0, null, null),
              """
              {"type": "button", "sub_type": "flow", "index": "0",
               "parameters": [{"type": "action", "action": {}}]}
              """),
          button(
              "button that opens the catalog",
              TemplateButton.catalog(0, "sku-1"),
              """
              {"type": "button", "sub_type": "catalog", "index": "0",
               "parameters": [
                 {"type": "action", "action": {"thumbnail_product_retailer_id": "sku-1"}}]}
              """),
          button(
              "button that opens several products",
              TemplateButton.products(
                  0, "sku-1", List.of(ProductSection.of("Bread", "sku-1", "sku-2"))),
              """
              {"type": "button", "sub_type": "mpm", "index": "0",
               "parameters": [
                 {"type": "action",
                  "action": {
                    "thumbnail_product_retailer_id": "sku-1",
                    "sections": [
                      {"title": "Bread",
                       "product_items": [{"product_retailer_id": "sku-1"},
                                         {"product_retailer_id": "sku-2"}]}]}}]}
              """),
          template(
              "one-time password",
              WhatsAppTemplate.of("t", "en")
                  .body("J7F8X2")
                  .buttons(TemplateButton.oneTimePassword(0, "J7F8X2")),
              """
              [{"type": "body", "parameters": [{"type": "text", "text": "J7F8X2"}]},
               {"type": "button", "sub_type": "url", "index": "0",
                "parameters": [{"type": "text", "text": "J7F8X2"}]}]
              """),
          button(
              "button that calls, with payload and life",
              TemplateButton.voiceCall(0, "campaign-17", Duration.ofDays(1)),
              """
              {"type": "button", "sub_type": "voice_call", "index": "0",
               "parameters": [{"type": "ttl_minutes", "ttl_minutes": 1440},
                              {"type": "payload", "payload": "campaign-17"}]}
              """),
          button(
              "button that shows an order, paid as settings say",
              TemplateButton.orderDetails(
                  0,
                  OrderDetails.of(
                          Frame.of("Stays behind").withFooter("Foot"),
                          "order-17",
                          OrderDetails.DIGITAL,
                          "BRL",
                          Amount.hundredths(50000))
                      .paidWith(
                          "br",
                          "[{\"type\": \"payment_link\","
                              + " \"payment_link\": {\"uri\": \"https://example.org/pay\"}}]")
                      .withOrder(
                          OrderDetails.Order.pending(
                              Amount.hundredths(50000),
                              new OrderDetails.Item(
                                  "Bread", Amount.hundredths(50000), 1, "sku-1", null)))),
              """
              {"type": "button", "sub_type": "order_details", "index": "0",
               "parameters": [
                 {"type": "action",
                  "action": {
                    "order_details": {
                      "reference_id": "order-17", "type": "digital-goods", "payment_type": "br",
                      "payment_settings": [
                        {"type": "payment_link",
                         "payment_link": {"uri": "https://example.org/pay"}}],
                      "currency": "BRL", "total_amount": {"value": 50000, "offset": 100},
                      "order": {
                        "status": "pending",
                        "items": [
                          {"retailer_id": "sku-1", "name": "Bread",
                           "amount": {"value": 50000, "offset": 100}, "quantity": 1}],
                        "subtotal": {"value": 50000, "offset": 100}}}}}]}
              """),
          button(
              "button given by Meta's word for it",
              TemplateButton.other(
                  0,
                  "order_details",
                  "[{\"type\": \"action\", \"action\": {\"order_details\": {}}}]"),
              """
              {"type": "button", "sub_type": "order_details", "index": "0",
               "parameters": [{"type": "action", "action": {"order_details": {}}}]}
              """));

  private TemplateButtonSamples() {}

  private static Sample button(String name, TemplateButton button, String expected) {
    return template(name, WhatsAppTemplate.of("t", "en").buttons(button), "[" + expected + "]");
  }
}
