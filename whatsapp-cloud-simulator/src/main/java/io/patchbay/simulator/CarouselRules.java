package io.patchbay.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cards that the recipient leafs through: 2 to 10, all of one kind, each a picture or film with a
 * link or with reply buttons, or each a product.
 */
final class CarouselRules {
  private static final int CARD_BODY = 160;
  private static final int LABEL = 20;
  private static final int LONG_ID = 256;

  private CarouselRules() {}

  static void check(Part action, MediaCheck media) {
    List<Part> cards = action.objects("cards", 2, 10);
    Set<String> indexes = new HashSet<>();
    Set<String> shapes = new HashSet<>();
    for (Part card : cards) {
      int index = card.integer("card_index", 0, cards.size() - 1);
      ActionRules.unique(card, "card_index", Integer.toString(index), indexes);
      shapes.add(shape(card, media));
    }
    if (shapes.size() > 1) {
      throw new Refusal(
          GraphErrors.badValue(
              "All cards of "
                  + action.param("cards")
                  + " must have the same kind of header and the same buttons."));
    }
  }

  /** Checks a card; returns what all cards must have in common. */
  private static String shape(Part card, MediaCheck media) {
    Part action = card.object("action");
    if (action.has("product_retailer_id")) {
      ActionRules.product(action);
      return "product";
    }
    Part header = card.object("header");
    InteractiveRules.header(header, Set.of("image", "video"), media);
    Part body = card.optionalObject("body");
    if (body != null) {
      body.text("text", CARD_BODY);
    }
    String kind = header.text("type", LABEL);
    if (action.has("buttons")) {
      return kind + " with " + replies(action) + " replies";
    }
    ActionRules.link(action);
    return kind + " with a link";
  }

  private static int replies(Part action) {
    List<Part> buttons = action.objects("buttons", 1, 3);
    for (Part button : buttons) {
      button.choice("type", Set.of("quick_reply"));
      Part reply = button.object("quick_reply");
      reply.text("id", LONG_ID);
      reply.text("title", LABEL);
    }
    return buttons.size();
  }
}
