package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Media;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.provider.whatsapp.content.Catalog;
import io.patchbay.provider.whatsapp.content.MediaCarousel;
import io.patchbay.provider.whatsapp.content.Product;
import io.patchbay.provider.whatsapp.content.ProductCarousel;
import io.patchbay.provider.whatsapp.content.ProductList;
import io.patchbay.provider.whatsapp.content.ProductSection;
import java.io.IOException;
import java.util.List;

/** Products, catalogs and cards to swipe through. */
final class CommerceContents {
  private static final String SHARING =
      "/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products";

  static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.own(
              "product",
              Product.class,
              SHARING,
              CommerceContents::product,
              (product, rules) ->
                  InteractiveJson.check(
                      null, product.body(), InteractiveJson.BODY, product.footer(), rules)),
          ContentWriter.own(
                  "product-list",
                  ProductList.class,
                  SHARING,
                  CommerceContents::productList,
                  CommerceContents::checkProductList)
              .withMedia(content -> InteractiveJson.media(content.frame().header())),
          ContentWriter.own(
              "catalog",
              Catalog.class,
              SHARING,
              CommerceContents::catalog,
              (catalog, rules) ->
                  InteractiveJson.check(
                      null, catalog.body(), InteractiveJson.BODY, catalog.footer(), rules)),
          ContentWriter.own(
              "product-carousel",
              ProductCarousel.class,
              "catalogs/interactive-product-carousel-messages",
              CommerceContents::productCarousel,
              (carousel, rules) ->
                  rules
                      .length("Body", carousel.body(), InteractiveJson.BODY)
                      .count("cards", carousel.products().size(), 2, 10)),
          ContentWriter.own(
                  "media-carousel",
                  MediaCarousel.class,
                  "messages/interactive-media-carousel-messages",
                  CommerceContents::mediaCarousel,
                  CommerceContents::checkMediaCarousel)
              .withMedia(
                  content -> content.cards().stream().map(MediaCarousel.Card::header).toList()));

  private CommerceContents() {}

  private static void product(JsonWriter json, Product product, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "product",
        null,
        product.body(),
        product.footer(),
        media,
        action -> {
          action.name("catalog_id").value(product.catalogId());
          action.name("product_retailer_id").value(product.productId());
        });
  }

  private static void productList(JsonWriter json, ProductList list, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "product_list",
        list.frame(),
        media,
        action -> {
          action.name("catalog_id").value(list.catalogId());
          sections(action, list.sections());
        });
  }

  static void sections(JsonWriter json, List<ProductSection> sections) throws IOException {
    json.name("sections").beginArray();
    for (ProductSection section : sections) {
      json.beginObject().name("title").value(section.title());
      json.name("product_items").beginArray();
      for (String product : section.products()) {
        json.beginObject().name("product_retailer_id").value(product).endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
  }

  private static void checkProductList(ProductList list, Violations rules) {
    InteractiveJson.check(list.frame(), rules);
    rules.that(list.frame().header() != null, "A product list needs a header");
    checkSections(list.sections(), rules);
  }

  static void checkSections(List<ProductSection> sections, Violations rules) {
    int products = 0;
    for (int i = 0; i < sections.size(); i++) {
      InteractiveContents.checkSectionTitle(sections.get(i).title(), i, sections.size(), rules);
      products += sections.get(i).products().size();
    }
    rules.count("sections", sections.size(), 1, 10);
    rules.count("products in all sections", products, 1, 30);
  }

  private static void catalog(JsonWriter json, Catalog catalog, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "catalog_message",
        null,
        catalog.body(),
        catalog.footer(),
        media,
        action -> {
          action.name("name").value("catalog_message");
          if (catalog.thumbnail() != null) {
            action.name("parameters").beginObject();
            action.name("thumbnail_product_retailer_id").value(catalog.thumbnail());
            action.endObject();
          }
        });
  }

  private static void productCarousel(JsonWriter json, ProductCarousel carousel, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "carousel",
        carousel.body(),
        action -> {
          action.name("cards").beginArray();
          for (int i = 0; i < carousel.products().size(); i++) {
            action.beginObject().name("card_index").value(i).name("type").value("product");
            action.name("action").beginObject();
            action.name("product_retailer_id").value(carousel.products().get(i));
            action.name("catalog_id").value(carousel.catalogId());
            action.endObject().endObject();
          }
          action.endArray();
        });
  }

  private static void mediaCarousel(JsonWriter json, MediaCarousel carousel, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "carousel",
        carousel.body(),
        action -> {
          action.name("cards").beginArray();
          for (int i = 0; i < carousel.cards().size(); i++) {
            card(action, i, carousel.cards().get(i), media);
          }
          action.endArray();
        });
  }

  /** Meta's examples say {@code cta_url} for cards with reply buttons too. */
  private static void card(JsonWriter json, int index, MediaCarousel.Card card, MediaJson media)
      throws IOException {
    json.beginObject().name("card_index").value(index).name("type").value("cta_url");
    json.name("header").beginObject();
    media.typed(json, card.header());
    json.endObject();
    InteractiveJson.text(json, "body", card.body());
    json.name("action").beginObject();
    if (card.link() != null) {
      InteractiveContents.link(json, card.link().label(), card.link().url().toString());
    } else {
      json.name("buttons").beginArray();
      for (ReplyButtons.Button button : card.replies()) {
        InteractiveJson.button(json, "quick_reply", button);
      }
      json.endArray();
    }
    json.endObject().endObject();
  }

  private static void checkMediaCarousel(MediaCarousel carousel, Violations rules) {
    List<MediaCarousel.Card> cards = carousel.cards();
    rules.length("Body", carousel.body(), InteractiveJson.BODY).count("cards", cards.size(), 2, 10);
    int replies = cards.get(0).replies().size();
    for (int i = 0; i < cards.size(); i++) {
      MediaCarousel.Card card = cards.get(i);
      Media.Kind kind = card.header().kind();
      rules.that(
          kind == Media.Kind.IMAGE || kind == Media.Kind.VIDEO, "A card takes an image or a video");
      rules.that(card.header().caption() == null, "Media of a card take no caption");
      MediaJson.checkSource(card.header().source(), rules);
      rules.length("Body of card", i, card.body(), 160);
      rules.that(
          card.body() == null || card.body().chars().filter(each -> each == '\n').count() <= 2,
          "The body of a card has two line breaks at most");
      if (card.link() != null) {
        rules.length("Label of card", i, card.link().label(), InteractiveJson.LABEL);
      }
      InteractiveContents.checkButtons(card.replies(), rules);
      if (card.replies().size() != replies) {
        rules.broken(
            "Card "
                + (i + 1)
                + " has "
                + card.replies().size()
                + " reply buttons and the first card "
                + replies
                + "; WhatsApp wants buttons of the same kind and number on all cards");
      }
    }
  }
}
