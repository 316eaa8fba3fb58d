package io.patchbay.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with buttons, each of which answers for the person who presses it.
 *
 * <p>Immutable.
 *
 * @param body the text
 * @param buttons the buttons in order, at least one
 * @param header what stands above the body
 * @param footer a small line below it
 */
public record ReplyButtons(
    String body, List<Button> buttons, @Nullable MessageHeader header, @Nullable String footer)
    implements Content {
  /**
   * Copies the list; refuses an empty body and an empty list.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ReplyButtons {
    Names.notBlank("Body of reply buttons", body);
    buttons = List.copyOf(buttons);
    if (buttons.isEmpty()) {
      throw new IllegalArgumentException("Reply buttons without a button");
    }
  }

  /** Buttons without header and footer. */
  public static ReplyButtons of(String body, Button... buttons) {
    return new ReplyButtons(body, List.of(buttons), null, null);
  }

  @Override
  public String toString() {
    return "ReplyButtons[" + Masking.text(body) + ", " + buttons.size() + " buttons]";
  }

  /**
   * One button.
   *
   * @param id what comes back when it is pressed
   * @param title what it says
   */
  public record Button(String id, String title) {
    /**
     * Refuses empty parts.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Button {
      Names.notBlank("Button id", id);
      Names.notBlank("Button title", title);
    }

    @Override
    public String toString() {
      return "Button[" + Masking.text(title) + "]";
    }
  }
}
