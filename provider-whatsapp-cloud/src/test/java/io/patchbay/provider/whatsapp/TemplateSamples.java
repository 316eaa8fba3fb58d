package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.Template;
import io.patchbay.provider.whatsapp.content.Frame;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.OrderStatus;
import io.patchbay.provider.whatsapp.content.TapTarget;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.TemplateCard;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.TemplateParameter;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Templates with everything but their buttons, which have samples of their own. */
final class TemplateSamples {
  private static final TemplateHeader PICTURE =
      TemplateHeader.of(Media.of(Media.Kind.IMAGE, BasicSamples.UPLOADED));

  static final List<Sample> ALL =
      List.of(
          new Sample(
              "plain template without parameters",
              Template.of("hello_world", "en_US"),
              """
              {"type": "template",
               "template": {"name": "hello_world", "language": {"code": "en_US"}}}
              """),
          new Sample(
              "plain template with parameters by position",
              Template.of("reminder", "de", "Anna", "12:30"),
              """
              {"type": "template",
               "template": {
                 "name": "reminder", "language": {"code": "de"},
                 "components": [
                   {"type": "body", "parameters": [{"type": "text", "text": "Anna"},
                                                   {"type": "text", "text": "12:30"}]}]}}
              """),
          new Sample(
              "plain template with parameters by name",
              new Template("reminder", "de", List.of(new Template.Parameter("who", "Anna"))),
              """
              {"type": "template",
               "template": {
                 "name": "reminder", "language": {"code": "de"},
                 "components": [
                   {"type": "body",
                    "parameters": [{"type": "text", "parameter_name": "who",
                                    "text": "Anna"}]}]}}
              """),
          new Sample(
              "template without anything to fill in",
              WhatsAppTemplate.of("t", "en").build(),
              """
              {"type": "template", "template": {"name": "t", "language": {"code": "en"}}}
              """),
          template(
              "template with a text header and a text, a currency and a date in the body",
              WhatsAppTemplate.of("t", "en")
                  .header(TemplateHeader.of(TemplateParameter.of("Anna")))
                  .body(
                      TemplateParameter.of("two"),
                      TemplateParameter.of(
                          new TemplateParameter.Currency("USD", 100_990, "$100.99")),
                      TemplateParameter.dateTime("February 25, 1977")),
              """
              [{"type": "header", "parameters": [{"type": "text", "text": "Anna"}]},
               {"type": "body",
                "parameters": [
                  {"type": "text", "text": "two"},
                  {"type": "currency",
                   "currency": {"fallback_value": "$100.99", "code": "USD",
                                "amount_1000": 100990}},
                  {"type": "date_time",
                   "date_time": {"fallback_value": "February 25, 1977"}}]}]
              """),
          template(
              "template with named values of each sort",
              WhatsAppTemplate.of("t", "en")
                  .header(TemplateHeader.of(TemplateParameter.of("Anna").named("who")))
                  .body(
                      TemplateParameter.of("two").named("what"),
                      TemplateParameter.of(new TemplateParameter.Currency("EUR", 1, "1"))
                          .named("price"),
                      TemplateParameter.dateTime("today").named("day")),
              """
              [{"type": "header",
                "parameters": [{"type": "text", "parameter_name": "who", "text": "Anna"}]},
               {"type": "body",
                "parameters": [
                  {"type": "text", "parameter_name": "what", "text": "two"},
                  {"type": "currency", "parameter_name": "price",
                   "currency": {"fallback_value": "1", "code": "EUR", "amount_1000": 1}},
                  {"type": "date_time", "parameter_name": "day",
                   "date_time": {"fallback_value": "today"}}]}]
              """),
          template(
              "template with an image",
              WhatsAppTemplate.of("t", "en").header(PICTURE),
              """
              [{"type": "header",
                "parameters": [{"type": "image", "image": {"id": "1013859600285441"}}]}]
              """),
          template(
              "template with a video",
              WhatsAppTemplate.of("t", "en")
                  .header(TemplateHeader.of(Media.of(Media.Kind.VIDEO, BasicSamples.LINKED))),
              """
              [{"type": "header",
                "parameters": [
                  {"type": "video", "video": {"link": "https://example.org/file"}}]}]
              """),
          template(
              "template with a document",
              WhatsAppTemplate.of("t", "en")
                  .header(
                      TemplateHeader.of(
                          Media.of(Media.Kind.DOCUMENT, BasicSamples.LINKED)
                              .withFileName("bill.pdf"))),
              """
              [{"type": "header",
                "parameters": [
                  {"type": "document", "document": {"link": "https://example.org/file",
                                                    "filename": "bill.pdf"}}]}]
              """),
          template(
              "template with a location",
              WhatsAppTemplate.of("t", "en")
                  .header(TemplateHeader.of(new Location(37.5, -122.25, "Shop", "1 Main Street"))),
              """
              [{"type": "header",
                "parameters": [
                  {"type": "location",
                   "location": {"latitude": "37.5", "longitude": "-122.25", "name": "Shop",
                                "address": "1 Main Street"}}]}]
              """),
          template(
              "template with a product, as the button for a single product opens",
              WhatsAppTemplate.of("t", "en")
                  .header(
                      TemplateHeader.of(
                          new TemplateHeader.CatalogProduct("367025965434465", "sku-1"))),
              """
              [{"type": "header",
                "parameters": [
                  {"type": "product",
                   "product": {"product_retailer_id": "sku-1",
                               "catalog_id": "367025965434465"}}]}]
              """),
          template(
              "template with a limited-time offer",
              WhatsAppTemplate.of("t", "en")
                  .header(PICTURE)
                  .body("Anna")
                  .buttons(TemplateButton.copyCode(0, "SUMMER26"), TemplateButton.url(1, "n3m"))
                  .offerEnds(Instant.ofEpochMilli(1_800_000_000_123L)),
              """
              [{"type": "header",
                "parameters": [{"type": "image", "image": {"id": "1013859600285441"}}]},
               {"type": "body", "parameters": [{"type": "text", "text": "Anna"}]},
               {"type": "button", "sub_type": "copy_code", "index": "0",
                "parameters": [{"type": "coupon_code", "coupon_code": "SUMMER26"}]},
               {"type": "button", "sub_type": "url", "index": "1",
                "parameters": [{"type": "text", "text": "n3m"}]},
               {"type": "limited_time_offer",
                "parameters": [
                  {"type": "limited_time_offer",
                   "limited_time_offer": {"expiration_time_ms": 1800000000123}}]}]
              """),
          template(
              "template with a tap target",
              WhatsAppTemplate.of("t", "en")
                  .header(PICTURE)
                  .tapTarget(new TapTarget(URI.create("https://example.org/"), "Details")),
              """
              [{"type": "header",
                "parameters": [{"type": "image", "image": {"id": "1013859600285441"}}]},
               {"type": "tap_target_configuration",
                "parameters": [
                  {"type": "tap_target_configuration",
                   "tap_target_configuration": [
                     {"url": "https://example.org/", "title": "Details"}]}]}]
              """),
          template(
              "template with a carousel of pictures and of products",
              WhatsAppTemplate.of("t", "en")
                  .body("Anna")
                  .cards(
                      new TemplateCard(
                          PICTURE,
                          List.of(TemplateParameter.of("10%")),
                          List.of(
                              TemplateButton.quickReply(0, "more-1"),
                              TemplateButton.url(1, "shop-1"))),
                      TemplateCard.of(
                          TemplateHeader.of(
                              new TemplateHeader.CatalogProduct("367025965434465", "sku-1")))),
              """
              [{"type": "body", "parameters": [{"type": "text", "text": "Anna"}]},
               {"type": "carousel",
                "cards": [
                  {"card_index": 0,
                   "components": [
                     {"type": "header",
                      "parameters": [{"type": "image", "image": {"id": "1013859600285441"}}]},
                     {"type": "body", "parameters": [{"type": "text", "text": "10%"}]},
                     {"type": "button", "sub_type": "quick_reply", "index": "0",
                      "parameters": [{"type": "payload", "payload": "more-1"}]},
                     {"type": "button", "sub_type": "url", "index": "1",
                      "parameters": [{"type": "text", "text": "shop-1"}]}]},
                  {"card_index": 1,
                   "components": [
                     {"type": "header",
                      "parameters": [
                        {"type": "product",
                         "product": {"product_retailer_id": "sku-1",
                                     "catalog_id": "367025965434465"}}]}]}]}]
              """),
          new Sample(
              "marketing message with Meta's own choices",
              MarketingMessage.of(WhatsAppTemplate.of("offer", "en").build()),
              """
              {"type": "template",
               "template": {"name": "offer", "language": {"code": "en"}}}
              """),
          template(
              "template that tells how an order stands",
              WhatsAppTemplate.of("t", "en")
                  .body("Anna")
                  .orderStatus(
                      new OrderStatus(Frame.of("Stays behind"), "order-17", "shipped", "By post")),
              """
              [{"type": "body", "parameters": [{"type": "text", "text": "Anna"}]},
               {"type": "order_status",
                "parameters": [
                  {"type": "order_status",
                   "order_status": {
                     "reference_id": "order-17",
                     "order": {"status": "shipped", "description": "By post"}}}]}]
              """),
          new Sample(
              "marketing message with policy and sharing",
              new MarketingMessage(
                  WhatsAppTemplate.of("offer", "en").body("Anna").build(),
                  MarketingMessage.ProductPolicy.CLOUD_API_FALLBACK,
                  false),
              """
              {"type": "template",
               "template": {
                 "name": "offer", "language": {"code": "en"},
                 "components": [
                   {"type": "body", "parameters": [{"type": "text", "text": "Anna"}]}]},
               "product_policy": "CLOUD_API_FALLBACK",
               "message_activity_sharing": false}
              """));

  private TemplateSamples() {}

  /** A template called {@code t} in English with these components. */
  static Sample template(String name, WhatsAppTemplate.Builder template, String components) {
    return new Sample(
        name,
        template.build(),
        "{\"type\": \"template\", \"template\": {\"name\": \"t\", \"language\": {\"code\": \"en\"}"
            + ", \"components\": "
            + components
            + "}}");
  }
}
