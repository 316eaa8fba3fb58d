package io.patchbay.provider.whatsapp.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one card of a carousel template is filled with.
 *
 * <p>Immutable.
 *
 * @param header the picture, film or product
 * @param body the values for the card's text
 * @param buttons what its buttons are filled with
 */
public record TemplateCard(
    @Nullable TemplateHeader header, List<TemplateParameter> body, List<TemplateButton> buttons) {
  /** Copies the lists. */
  public TemplateCard {
    body = List.copyOf(body);
    buttons = List.copyOf(buttons);
  }

  /** A card whose text takes no values. */
  public static TemplateCard of(TemplateHeader header, TemplateButton... buttons) {
    return new TemplateCard(header, List.of(), List.of(buttons));
  }
}
