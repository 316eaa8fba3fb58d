package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Limit.letters;

import io.patchbay.channel.Content;
import io.patchbay.channel.Media;
import io.patchbay.channel.Template;
import io.patchbay.provider.whatsapp.content.Amount;
import io.patchbay.provider.whatsapp.content.Frame;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.OrderDetails;
import io.patchbay.provider.whatsapp.content.OrderStatus;
import io.patchbay.provider.whatsapp.content.ProductSection;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.TemplateCard;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** The rules of templates. */
final class TemplateLimits {
  static final List<Limit> ALL =
      List.of(
          new Limit(
              Template.of("order_2", "en"),
              Template.of("Order-2", "en"),
              "A template's name has only lower-case letters, digits and '_'; 'Order-2' has more"),
          new Limit(
              Template.of(letters(512), "en"),
              Template.of(letters(513), "en"),
              "Name of a template has 513 characters; WhatsApp allows 512"),
          new Limit(
              Template.of("t", "en", letters(32_768)),
              Template.of("t", "en", letters(32_769)),
              "Text of parameter 1 has 32769 characters; WhatsApp allows 32768"),
          new Limit(
              WhatsAppTemplate.of("t", "en").body("x", letters(32_768)).build(),
              WhatsAppTemplate.of("t", "en").body("x", letters(32_769)).build(),
              "Text of parameter 2 has 32769 characters; WhatsApp allows 32768"),
          new Limit(
              WhatsAppTemplate.of("t", "en").build(),
              WhatsAppTemplate.of("T", "en").build(),
              "A template's name has only lower-case letters, digits and '_'; 'T' has more"),
          new Limit(
              header(Media.of(Media.Kind.DOCUMENT, BasicSamples.LINKED)),
              header(Media.of(Media.Kind.AUDIO, BasicSamples.LINKED).withCaption("x")),
              "A header takes an image, a video or a document, not audio; Media in a header take no"
                  + " caption"),
          new Limit(
              buttons(TemplateButton.copyCode(0, letters(20))),
              buttons(TemplateButton.copyCode(0, letters(21))),
              "Coupon code has 21 characters; WhatsApp allows 20"),
          new Limit(
              buttons(TemplateButton.oneTimePassword(0, letters(15))),
              buttons(TemplateButton.oneTimePassword(0, letters(16))),
              "One-time password has 16 characters; WhatsApp allows 15"),
          new Limit(
              buttons(TemplateButton.url(9, "x")),
              buttons(TemplateButton.url(10, "x")),
              "Button index 10; WhatsApp allows 0 to 9"),
          new Limit(
              buttons(TemplateButton.url(0, "x"), TemplateButton.url(1, "x")),
              buttons(TemplateButton.url(0, "x"), TemplateButton.quickReply(0, "x")),
              "Two buttons have the index 0"),
          new Limit(
              buttons(TemplateButton.flow(0, null, "{}")),
              buttons(TemplateButton.flow(0, null, "1")),
              "Data of a flow button are a JSON object"),
          new Limit(
              buttons(TemplateButton.other(0, "url", "[{\"type\":\"text\",\"text\":\"x\"}]")),
              buttons(TemplateButton.other(0, "url", "[{]")),
              "Parameters of a button are a JSON array"),
          new Limit(
              buttons(products(30)),
              buttons(products(31)),
              "31 products in all sections; WhatsApp allows 30"),
          new Limit(
              buttons(TemplateButton.voiceCall(0, letters(512), Duration.ofMinutes(43_200))),
              buttons(TemplateButton.voiceCall(0, letters(513), Duration.ofMinutes(43_201))),
              "Payload of a call button has 513 characters; WhatsApp allows 512;"
                  + " A call button lives 43201 minutes; WhatsApp allows 1 to 43200"),
          new Limit(
              buttons(TemplateButton.orderDetails(0, order(letters(35), "[]", "{}"))),
              buttons(TemplateButton.orderDetails(0, order(letters(36), "{}", "[]"))),
              "Reference of an order has 36 characters; WhatsApp allows 35; Payment settings are a"
                  + " JSON array; Further parameters of an order are a JSON object"),
          new Limit(
              WhatsAppTemplate.of("t", "en").orderStatus(status("a.b_c-1")).build(),
              WhatsAppTemplate.of("t", "en").orderStatus(status("a b")).build(),
              "The reference of an order has only letters, digits, '_', '-' and '.'"),
          new Limit(cards(10), cards(11), "11 cards; WhatsApp allows 10"),
          new Limit(
              card(Media.Kind.VIDEO, TemplateButton.copyCode(0, letters(20))),
              card(Media.Kind.VOICE, TemplateButton.copyCode(0, letters(21))),
              "A header takes an image, a video or a document, not voice; Coupon code has 21"
                  + " characters; WhatsApp allows 20"),
          new Limit(
              MarketingMessage.of(WhatsAppTemplate.of("t", "en").build()),
              MarketingMessage.of(WhatsAppTemplate.of("T", "en").build()),
              "A template's name has only lower-case letters, digits and '_'; 'T' has more"));

  private TemplateLimits() {}

  private static OrderDetails order(String reference, String settings, String more) {
    return OrderDetails.of(
            Frame.of("x"), reference, OrderDetails.DIGITAL, "BRL", Amount.hundredths(1))
        .paidWith("br", settings)
        .withMore(more);
  }

  private static OrderStatus status(String reference) {
    return new OrderStatus(Frame.of("x"), reference, "shipped", null);
  }

  private static Content buttons(TemplateButton... buttons) {
    return WhatsAppTemplate.of("t", "en").buttons(buttons).build();
  }

  private static Content header(Media media) {
    return WhatsAppTemplate.of("t", "en").header(TemplateHeader.of(media)).build();
  }

  private static TemplateButton products(int count) {
    return TemplateButton.products(
        0, "sku", List.of(new ProductSection("x", Collections.nCopies(count, "sku"))));
  }

  private static Content cards(int count) {
    TemplateCard card = TemplateCard.of(TemplateHeader.of(CommerceSamples.PICTURE));
    return WhatsAppTemplate.of("t", "en")
        .cards(Collections.nCopies(count, card).toArray(TemplateCard[]::new))
        .build();
  }

  private static Content card(Media.Kind kind, TemplateButton button) {
    return WhatsAppTemplate.of("t", "en")
        .cards(TemplateCard.of(TemplateHeader.of(Media.of(kind, BasicSamples.LINKED)), button))
        .build();
  }
}
