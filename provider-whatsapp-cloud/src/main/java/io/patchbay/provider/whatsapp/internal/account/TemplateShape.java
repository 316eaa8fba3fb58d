package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.provider.whatsapp.DefinitionButton;
import io.patchbay.provider.whatsapp.DefinitionPart;
import io.patchbay.provider.whatsapp.TemplateDefinition;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a template's definition decides which parameters it takes. Immutable.
 *
 * @param language the language it is for
 * @param status the word for where it stands, in capitals; null when it is not told
 * @param category Meta's word for what it is for, in capitals; null when it is not told
 * @param body the placeholders of the body; null when the definition does not tell
 * @param headerFormat {@code TEXT}, {@code IMAGE} …; null without a header
 * @param header the placeholders of a text header
 * @param buttons the buttons by index
 * @param cards the cards of a carousel by index
 */
public record TemplateShape(
    String language,
    @Nullable String status,
    @Nullable String category,
    @Nullable List<String> body,
    @Nullable String headerFormat,
    List<String> header,
    List<Button> buttons,
    List<TemplateShape> cards) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

  /** Cards of products are defined once or twice and sent as often as there are products. */
  private static final Set<String> PICTURES = Set.of("IMAGE", "VIDEO", "GIF");

  public static TemplateShape of(TemplateDefinition definition) {
    return of(
        definition.language(),
        capitals(definition.status()),
        capitals(definition.category()),
        definition.parts());
  }

  private static @Nullable String capitals(@Nullable String word) {
    return word == null ? null : word.toUpperCase(Locale.ROOT);
  }

  private static TemplateShape of(
      String language,
      @Nullable String status,
      @Nullable String category,
      List<DefinitionPart> parts) {
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
        case "CAROUSEL" -> part.cards().forEach(card -> cards.add(of(language, null, null, card)));
        default -> {
          // Takes no parameters that could be counted.
        }
      }
    }
    return new TemplateShape(
        language,
        status,
        category,
        body,
        headerFormat,
        header,
        List.copyOf(buttons),
        List.copyOf(cards));
  }

  /** Whether it brings a password, so that it goes to phone numbers only. */
  boolean authenticates() {
    return "AUTHENTICATION".equals(category);
  }

  /** Whether it is advertising. */
  boolean advertises() {
    return "MARKETING".equals(category);
  }

  /** Whether each card has a picture or film of its own, so that all of them have to be sent. */
  boolean countsCards() {
    return !cards.isEmpty()
        && cards.stream().allMatch(card -> PICTURES.contains(String.valueOf(card.headerFormat)));
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
   * @param named whether a message must name it, with a parameter or without
   * @param needed whether a message must give it a parameter
   * @param taken whether a message may give it one
   */
  record Button(String type, boolean named, boolean needed, boolean taken) {
    /** What they open is nowhere but in the message. */
    private static final Set<String> FILLED = Set.of("COPY_CODE", "MPM", "ORDER_DETAILS");

    public static Button of(DefinitionButton button) {
      boolean password = GraphJson.text(GraphJson.object(button.json()), "otp_type") != null;
      boolean open = !placeholders(button.url()).isEmpty();
      boolean needed = password || open || FILLED.contains(button.type());
      boolean fixed = button.type().equals("URL") || button.type().equals("PHONE_NUMBER");
      boolean named = needed || button.type().equals("FLOW");
      return new Button(button.type(), named, needed, needed || !fixed);
    }
  }
}
