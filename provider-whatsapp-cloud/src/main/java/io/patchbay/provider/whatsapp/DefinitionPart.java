package io.patchbay.provider.whatsapp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.internal.account.AccountJson;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One component of a template's definition: header, body, footer, buttons and so on. It is a view
 * of the JSON that Meta reads and writes, so that kinds that are yet to come pass through unharmed.
 * Immutable.
 *
 * @param json the component, as one JSON object
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components">Template
 *     components</a>
 */
public record DefinitionPart(String json) {
  /**
   * Refuses what is not one JSON object.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public DefinitionPart {
    if (GraphJson.object(json) == null) {
      throw new IllegalArgumentException("A component of a template must be one JSON object");
    }
  }

  /** Any component, as Meta's documentation shows it. */
  public static DefinitionPart raw(String json) {
    return new DefinitionPart(json);
  }

  /** A header of text without a placeholder. */
  public static DefinitionPart headerText(String text) {
    JsonObject part = part("HEADER");
    part.addProperty("format", "TEXT");
    return of(with(part, "text", text));
  }

  /** A header of text with the placeholder {@code {{1}}}. */
  public static DefinitionPart headerText(String text, String example) {
    JsonObject part = part("HEADER");
    part.addProperty("format", "TEXT");
    part.addProperty("text", text);
    return example(part, "header_text", array(example));
  }

  /** A header of text with a named placeholder. */
  public static DefinitionPart headerNamed(String text, String name, String example) {
    JsonObject part = part("HEADER");
    part.addProperty("format", "TEXT");
    part.addProperty("text", text);
    return example(part, "header_text_named_params", named(Map.of(name, example)));
  }

  /**
   * A header of media.
   *
   * @param format {@code IMAGE}, {@code VIDEO}, {@code GIF} or {@code DOCUMENT}
   * @param handle what {@link MediaStore#uploadExample(MediaUpload)} gave
   */
  public static DefinitionPart headerMedia(String format, String handle) {
    JsonObject part = part("HEADER");
    part.addProperty("format", format);
    return example(part, "header_handle", array(handle));
  }

  /** A header of a kind that needs no example: {@code LOCATION} or {@code PRODUCT}. */
  public static DefinitionPart headerOf(String format) {
    JsonObject part = part("HEADER");
    return of(with(part, "format", format));
  }

  /**
   * A body whose placeholders, if any, are numbered.
   *
   * @param examples one for each placeholder
   */
  public static DefinitionPart body(String text, String... examples) {
    JsonObject part = part("BODY");
    part.addProperty("text", text);
    if (examples.length == 0) {
      return of(part);
    }
    JsonArray all = new JsonArray();
    all.add(array(examples));
    return example(part, "body_text", all);
  }

  /**
   * A body whose placeholders have names.
   *
   * @param examples one for each name, in the order of the text
   */
  public static DefinitionPart bodyNamed(String text, Map<String, String> examples) {
    JsonObject part = part("BODY");
    part.addProperty("text", text);
    return example(part, "body_text_named_params", named(examples));
  }

  /** The body of an authentication template, whose text is Meta's. */
  public static DefinitionPart authenticationBody(boolean securityRecommendation) {
    JsonObject part = part("BODY");
    part.addProperty("add_security_recommendation", securityRecommendation);
    return of(part);
  }

  /** A footer. */
  public static DefinitionPart footer(String text) {
    return of(with(part("FOOTER"), "text", text));
  }

  /** The footer of an authentication template: for how long the code is good. */
  public static DefinitionPart expirationFooter(int minutes) {
    JsonObject part = part("FOOTER");
    part.addProperty("code_expiration_minutes", minutes);
    return of(part);
  }

  /** The buttons, in the order of their indexes. */
  public static DefinitionPart buttons(DefinitionButton... buttons) {
    JsonArray array = new JsonArray();
    for (DefinitionButton button : buttons) {
      array.add(GraphJson.object(button.json()));
    }
    JsonObject part = part("BUTTONS");
    part.add("buttons", array);
    return of(part);
  }

  /** An offer that ends, with or without a countdown. */
  public static DefinitionPart limitedTimeOffer(String text, boolean hasExpiration) {
    JsonObject offer = new JsonObject();
    offer.addProperty("text", text);
    offer.addProperty("has_expiration", hasExpiration);
    JsonObject part = part("LIMITED_TIME_OFFER");
    part.add("limited_time_offer", offer);
    return of(part);
  }

  /** Asks for leave to call. */
  public static DefinitionPart callPermissionRequest() {
    return of(part("CALL_PERMISSION_REQUEST"));
  }

  /** Cards side by side; each is a list of components, the same kinds in each card. */
  public static DefinitionPart carousel(List<List<DefinitionPart>> cards) {
    JsonArray all = new JsonArray();
    for (List<DefinitionPart> card : cards) {
      JsonObject one = new JsonObject();
      one.add("components", AccountJson.components(card));
      all.add(one);
    }
    JsonObject part = part("CAROUSEL");
    part.add("cards", all);
    return of(part);
  }

  /** What it is, in capitals: {@code HEADER}, {@code BODY}, {@code BUTTONS} …; empty if unsaid. */
  public String type() {
    String type = GraphJson.text(GraphJson.object(json), "type");
    return type == null ? "" : type.toUpperCase(Locale.ROOT);
  }

  /** The kind of a header, in capitals: {@code TEXT}, {@code IMAGE} …; null without. */
  public @Nullable String format() {
    String format = GraphJson.text(GraphJson.object(json), "format");
    return format == null ? null : format.toUpperCase(Locale.ROOT);
  }

  /** The text with its placeholders; null without. */
  public @Nullable String text() {
    return GraphJson.verbatim(GraphJson.object(json), "text");
  }

  /** The buttons; empty for other components. */
  public List<DefinitionButton> buttons() {
    List<DefinitionButton> buttons = new ArrayList<>();
    for (JsonElement button : GraphJson.elements(GraphJson.object(json), "buttons")) {
      if (button.isJsonObject()) {
        buttons.add(new DefinitionButton(button.toString()));
      }
    }
    return List.copyOf(buttons);
  }

  /** The components of each card of a carousel; empty for other components. */
  public List<List<DefinitionPart>> cards() {
    List<List<DefinitionPart>> cards = new ArrayList<>();
    for (JsonElement card : GraphJson.elements(GraphJson.object(json), "cards")) {
      cards.add(AccountJson.parts(card.isJsonObject() ? card.getAsJsonObject() : null));
    }
    return List.copyOf(cards);
  }

  private static JsonObject part(String type) {
    return with(new JsonObject(), "type", type);
  }

  private static JsonObject with(JsonObject part, String name, String value) {
    part.addProperty(name, value);
    return part;
  }

  private static DefinitionPart of(JsonObject part) {
    return new DefinitionPart(part.toString());
  }

  private static DefinitionPart example(JsonObject part, String name, JsonArray values) {
    JsonObject example = new JsonObject();
    example.add(name, values);
    part.add("example", example);
    return of(part);
  }

  private static JsonArray array(String... values) {
    JsonArray array = new JsonArray();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }

  private static JsonArray named(Map<String, String> examples) {
    JsonArray array = new JsonArray();
    new LinkedHashMap<>(examples)
        .forEach(
            (name, value) ->
                array.add(with(with(new JsonObject(), "param_name", name), "example", value)));
    return array;
  }

  @Override
  public String toString() {
    return "DefinitionPart[" + type() + (format() == null ? "" : ", " + format()) + "]";
  }
}
