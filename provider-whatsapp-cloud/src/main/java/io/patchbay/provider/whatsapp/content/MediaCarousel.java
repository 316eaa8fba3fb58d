package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import io.patchbay.channel.Media;
import io.patchbay.channel.ReplyButtons;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures or films as cards to swipe through, each with buttons. All cards have buttons of the
 * same kind and number.
 *
 * <p>Immutable.
 *
 * @param body the text above the cards
 * @param cards the cards in order
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-media-carousel-messages">Media
 *     carousels</a>
 */
public record MediaCarousel(String body, List<Card> cards) implements Content {
  /**
   * Copies the list; refuses empty parts.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public MediaCarousel {
    Require.notBlank("Body of a media carousel", body);
    cards = Require.notEmpty("Cards of a media carousel", cards);
  }

  /** The cards in order. */
  public static MediaCarousel of(String body, Card... cards) {
    return new MediaCarousel(body, List.of(cards));
  }

  @Override
  public String toString() {
    return "MediaCarousel[" + Masking.text(body) + ", " + cards.size() + " cards]";
  }

  /**
   * One card, which has either a link or reply buttons.
   *
   * @param header the picture or film
   * @param body a text below it
   * @param link the button that opens a link
   * @param replies the buttons that answer for the person who presses them
   */
  public record Card(
      Media header, @Nullable String body, @Nullable Link link, List<ReplyButtons.Button> replies) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException unless there is either a link or replies
     */
    public Card {
      replies = List.copyOf(replies);
      if ((link == null) == replies.isEmpty()) {
        throw new IllegalArgumentException("A card has either a link or reply buttons");
      }
    }

    /** A card with a link. */
    public static Card linking(Media header, @Nullable String body, String label, URI url) {
      return new Card(header, body, new Link(label, url), List.of());
    }

    /** A card with reply buttons. */
    public static Card replying(
        Media header, @Nullable String body, ReplyButtons.Button... buttons) {
      return new Card(header, body, null, List.of(buttons));
    }

    @Override
    public String toString() {
      return "Card[" + header + (link == null ? ", " + replies.size() + " replies]" : ", link]");
    }
  }

  /**
   * A button that opens a link.
   *
   * @param label what the button says
   * @param url what it opens
   */
  public record Link(String label, URI url) {
    /**
     * Refuses an empty label.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Link {
      Require.notBlank("Label of a link", label);
    }

    /** Links may hold personal data. */
    @Override
    public String toString() {
      return "Link[" + Masking.text(label) + "]";
    }
  }
}
