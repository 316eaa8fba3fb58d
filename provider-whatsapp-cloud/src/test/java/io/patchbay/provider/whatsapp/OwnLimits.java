package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Limit.letters;

import io.patchbay.channel.Content;
import io.patchbay.channel.Media;
import io.patchbay.channel.MessageHeader;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.provider.whatsapp.content.AddressRequest;
import io.patchbay.provider.whatsapp.content.Amount;
import io.patchbay.provider.whatsapp.content.CallPermissionRequest;
import io.patchbay.provider.whatsapp.content.Catalog;
import io.patchbay.provider.whatsapp.content.ContactRequest;
import io.patchbay.provider.whatsapp.content.Flow;
import io.patchbay.provider.whatsapp.content.Frame;
import io.patchbay.provider.whatsapp.content.GroupPin;
import io.patchbay.provider.whatsapp.content.MediaCarousel;
import io.patchbay.provider.whatsapp.content.OrderDetails;
import io.patchbay.provider.whatsapp.content.OrderStatus;
import io.patchbay.provider.whatsapp.content.Product;
import io.patchbay.provider.whatsapp.content.ProductCarousel;
import io.patchbay.provider.whatsapp.content.ProductList;
import io.patchbay.provider.whatsapp.content.ProductSection;
import io.patchbay.provider.whatsapp.content.VoiceCall;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rules of WhatsApp's own contents, apart from templates. */
final class OwnLimits {
  private static final String BODY = "Body has 1025 characters; WhatsApp allows 1024";
  private static final Frame HEADED = Frame.of("x").withHeader(MessageHeader.of("x"));

  static final List<Limit> ALL =
      List.of(
          new Limit(flow(letters(1024)), flow(letters(1025)), BODY),
          new Limit(
              start("{\"a\": 1}"),
              start("{}"),
              "Data of a flow are a JSON object with a field or more"),
          new Limit(
              start("{\"a\": [true]}"),
              start("{\"a\": [tru]}"),
              "Data of a flow are a JSON object with a field or more"),
          new Limit(new ContactRequest(letters(1024)), new ContactRequest(letters(1025)), BODY),
          new Limit(
              AddressRequest.of(Frame.of(letters(1024)), "IN"),
              AddressRequest.of(Frame.of(letters(1025)), "IN"),
              BODY),
          new Limit(
              new CallPermissionRequest(letters(1024)),
              new CallPermissionRequest(letters(1025)),
              BODY),
          new Limit(
              new VoiceCall(letters(1024), letters(20), Duration.ofMinutes(43_200), letters(512)),
              new VoiceCall(letters(1025), letters(21), Duration.ofMinutes(43_201), letters(513)),
              BODY
                  + "; Label has 21 characters; WhatsApp allows 20;"
                  + " Payload of a call button has 513 characters; WhatsApp allows 512;"
                  + " A call button lives 43201 minutes; WhatsApp allows 1 to 43200"),
          new Limit(
              new VoiceCall("x", null, Duration.ofMinutes(1), null),
              new VoiceCall("x", null, Duration.ofSeconds(59), null),
              "A call button lives 0 minutes; WhatsApp allows 1 to 43200"),
          new Limit(
              new Product("1", "2", letters(1024), letters(60)),
              new Product("1", "2", letters(1025), letters(61)),
              BODY + "; Footer has 61 characters; WhatsApp allows 60"),
          new Limit(
              new Catalog(letters(1024), null, null), new Catalog(letters(1025), null, null), BODY),
          new Limit(
              products(HEADED, section("x", 1)),
              products(Frame.of("x"), section("x", 1)),
              "A product list needs a header"),
          new Limit(
              products(HEADED, section("x", 15), section("y", 15)),
              products(HEADED, section("x", 15), section("y", 16)),
              "31 products in all sections; WhatsApp allows 30"),
          new Limit(
              products(HEADED, sections(10)),
              products(HEADED, sections(11)),
              "11 sections; WhatsApp allows 10"),
          new Limit(
              products(HEADED, section(letters(24), 1)),
              products(HEADED, section(letters(25), 1)),
              "Title of section 1 has 25 characters; WhatsApp allows 24"),
          new Limit(
              products(HEADED, section(null, 1)),
              products(HEADED, section(null, 1), section("x", 1)),
              "Section 1 of 2 has no title"),
          new Limit(carousel("x", 2), carousel("x", 1), "1 cards; WhatsApp wants 2 or more"),
          new Limit(carousel("x", 10), carousel("x", 11), "11 cards; WhatsApp allows 10"),
          new Limit(carousel(letters(1024), 2), carousel(letters(1025), 2), BODY),
          new Limit(linking(2, "x"), linking(1, "x"), "1 cards; WhatsApp wants 2 or more"),
          new Limit(linking(10, "x"), linking(11, "x"), "11 cards; WhatsApp allows 10"),
          new Limit(
              linking(2, letters(20)),
              linking(2, letters(21)),
              "Label of card 1 has 21 characters; WhatsApp allows 20;"
                  + " Label of card 2 has 21 characters; WhatsApp allows 20"),
          new Limit(
              MediaCarousel.of("x", card(letters(160), 1), card("x", 1)),
              MediaCarousel.of("x", card(letters(161), 1), card("x", 2)),
              "Body of card 1 has 161 characters; WhatsApp allows 160;"
                  + " Card 2 has 2 reply buttons and the first card 1; WhatsApp wants buttons of"
                  + " the same kind and number on all cards"),
          new Limit(
              MediaCarousel.of("x", card("a\nb\nc", 1), card("x", 1)),
              MediaCarousel.of("x", card("a\nb\nc\n", 1), card("x", 1)),
              "The body of a card has two line breaks at most"),
          new Limit(
              linking(2, "x"),
              MediaCarousel.of(
                  "x",
                  MediaCarousel.Card.linking(
                      Media.of(Media.Kind.DOCUMENT, BasicSamples.LINKED), null, "x", link()),
                  MediaCarousel.Card.linking(
                      CommerceSamples.PICTURE.withCaption("x"), null, "x", link())),
              "A card takes an image or a video; Media of a card take no caption"),
          new Limit(
              order(letters(35), null, null),
              order(letters(36), null, null),
              "Reference of an order has 36 characters; WhatsApp allows 35"),
          new Limit(
              order("A_z-0.", null, null),
              order("17/a", null, null),
              "The reference of an order has only letters, digits, '_', '-' and '.'"),
          new Limit(
              order("1", "[]", "{}"),
              order("1", "{}", "[]"),
              "Payment settings are a JSON array; Further parameters of an order are a JSON"
                  + " object"),
          new Limit(
              new OrderStatus(Frame.of(letters(1024)), letters(35), "shipped", null),
              new OrderStatus(Frame.of(letters(1025)), letters(36), "shipped", null),
              BODY + "; Reference of an order has 36 characters; WhatsApp allows 35"),
          new Limit(
              GroupPin.pin("wamid.1", 30),
              GroupPin.pin("wamid.1", 31),
              "31 days of a pin; WhatsApp allows 30"),
          new Limit(
              GroupPin.pin("wamid.1", 1),
              GroupPin.pin("wamid.1", 0),
              "0 days of a pin; WhatsApp wants 1 or more"),
          new Limit(
              new WithIdentityCheck(new ContactRequest(letters(1024)), "hash"),
              new WithIdentityCheck(new ContactRequest(letters(1025)), "hash"),
              BODY));

  private OwnLimits() {}

  private static Content flow(String body) {
    return Flow.byId(Frame.of(body), "x", "1");
  }

  private static Content start(String data) {
    return Flow.byId(Frame.of("x"), "x", "1").startingAt(Flow.Start.screen("S", data));
  }

  private static Content products(Frame frame, ProductSection... sections) {
    return new ProductList(frame, "1", List.of(sections));
  }

  private static ProductSection section(@Nullable String title, int products) {
    return new ProductSection(title, Collections.nCopies(products, "sku"));
  }

  private static ProductSection[] sections(int count) {
    return IntStream.range(0, count).mapToObj(i -> section("x", 1)).toArray(ProductSection[]::new);
  }

  private static Content carousel(String body, int cards) {
    return new ProductCarousel(body, "1", Collections.nCopies(cards, "sku"));
  }

  private static URI link() {
    return URI.create("https://example.org");
  }

  private static Content linking(int cards, String label) {
    return new MediaCarousel(
        "x",
        Collections.nCopies(
            cards, MediaCarousel.Card.linking(CommerceSamples.PICTURE, null, label, link())));
  }

  private static MediaCarousel.Card card(String body, int replies) {
    return MediaCarousel.Card.replying(
        CommerceSamples.PICTURE,
        body,
        IntStream.range(0, replies)
            .mapToObj(i -> new ReplyButtons.Button("id " + i, "title " + i))
            .toArray(ReplyButtons.Button[]::new));
  }

  private static Content order(String reference, @Nullable String settings, @Nullable String more) {
    return new OrderDetails(
        Frame.of("x"),
        reference,
        OrderDetails.DIGITAL,
        "INR",
        Amount.hundredths(1),
        null,
        null,
        null,
        settings,
        more);
  }
}
