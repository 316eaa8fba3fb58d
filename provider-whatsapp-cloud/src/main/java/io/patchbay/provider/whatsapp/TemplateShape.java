package io.patchbay.provider.whatsapp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a template's definition decides which parameters it takes. Immutable.
 *
 * @param language the language it is for
 * @param body the placeholders of the body; null when the definition does not tell
 * @param headerFormat {@code TEXT}, {@code IMAGE} …; null without a header
 * @param header the placeholders of a text header
 * @param buttons the buttons by index
 * @param cards the cards of a carousel by index
 */
record TemplateShape(
    String language,
    @Nullable List<String> body,
    @Nullable String headerFormat,
    List<String> header,
    List<Button> buttons,
    List<TemplateShape> cards) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

  static TemplateShape of(TemplateDefinition definition) {
    return of(definition.language(), definition.parts());
  }

  private static TemplateShape of(String language, List<DefinitionPart> parts) {
    @Nullable List<String> body = null;
    @Nullable String headerFormat = null;
    List<String> header = List.of();
    List<Button> buttons = new ArrayList<>();
    List<TemplateShape> cards = new ArrayList<>();
    for (DefinitionPart part : parts) {
      switch (part.type()) {
        case "BODY" -> body = part.text() == null ? null : placeholders(part.text());
        case "HEADER" -> {
          headerFormat = part.format();
          header = placeholders(part.text());
        }
        case "BUTTONS" -> part.buttons().forEach(button -> buttons.add(Button.of(button)));
        case "CAROUSEL" -> part.cards().forEach(card -> cards.add(of(language, card)));
        default -> {
          // Takes no parameters that could be counted.
        }
      }
    }
    return new TemplateShape(
        language, body, headerFormat, header, List.copyOf(buttons), List.copyOf(cards));
  }

  /** The names or numbers between double braces, each once. */
  static List<String> placeholders(@Nullable String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text == null ? "" : text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return List.copyOf(found);
  }

  /** Placeholders as a person knows them from the template. */
  static String shown(List<String> placeholders) {
    return placeholders.isEmpty()
        ? "no placeholders"
        : "{{" + String.join("}}, {{", placeholders) + "}}";
  }

  /**
   * A button.
   *
   * @param type its type, in capitals
   * @param needed whether a message must give it a parameter
   * @param taken whether a message may give it one
   */
  record Button(String type, boolean needed, boolean taken) {
    static Button of(DefinitionButton button) {
      boolean password = Json.text(Json.object(button.json()), "otp_type") != null;
      boolean open = !placeholders(button.url()).isEmpty();
      boolean needed = password || open || button.type().equals("COPY_CODE");
      boolean fixed = button.type().equals("URL") || button.type().equals("PHONE_NUMBER");
      return new Button(button.type(), needed, needed || !fixed);
    }
  }
}
