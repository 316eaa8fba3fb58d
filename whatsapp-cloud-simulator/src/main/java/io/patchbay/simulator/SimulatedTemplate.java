package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Set;

/**
 * A template that the simulator knows, so that sends of it are checked against it. Immutable.
 *
 * @param name lower-case letters, digits and underscores
 * @param language the code of its language, such as {@code en_US}
 * @param category {@code MARKETING}, {@code UTILITY} or {@code AUTHENTICATION}
 * @param status {@code APPROVED}, {@code PENDING}, {@code REJECTED}, {@code PAUSED}, {@code
 *     DISABLED} and the like; only approved ones can be sent
 * @param parameterFormat {@code POSITIONAL} or {@code NAMED}
 * @param components its components as a JSON array, in the form that template management answers
 */
public record SimulatedTemplate(
    String name,
    String language,
    String category,
    String status,
    String parameterFormat,
    String components) {
  static final Set<String> CATEGORIES = Set.of("MARKETING", "UTILITY", "AUTHENTICATION");
  static final Set<String> FORMATS = Set.of("POSITIONAL", "NAMED");

  /**
   * Checks the parts, because a mistyped definition would refuse good messages.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public SimulatedTemplate {
    if (!name.matches("[a-z0-9_]{1,512}")) {
      throw new IllegalArgumentException(
          "A template's name is made of lower-case letters, digits and underscores, but this is '"
              + name
              + "'");
    }
    if (!language.matches("[a-z]{2,3}(_[A-Z]{2,3})?")) {
      throw new IllegalArgumentException(
          "A template's language is a code such as en or en_US, but this is '" + language + "'");
    }
    if (!CATEGORIES.contains(category)) {
      throw new IllegalArgumentException(
          "A template's category is one of AUTHENTICATION, MARKETING and UTILITY, but this is '"
              + category
              + "'");
    }
    if (!FORMATS.contains(parameterFormat)) {
      throw new IllegalArgumentException(
          "A template's parameter format is POSITIONAL or NAMED, but this is '"
              + parameterFormat
              + "'");
    }
    parsed(components);
  }

  /**
   * An approved utility template that has a body only.
   *
   * @param body the text, with {@code {{1}}} or {@code {{name}}} for each parameter
   */
  public static SimulatedTemplate of(String name, String language, String body) {
    String format =
        body.contains("{{") && !body.matches("(?s).*\\{\\{\\d+}}.*") ? "NAMED" : "POSITIONAL";
    JsonObject component = new JsonObject();
    component.addProperty("type", "BODY");
    component.addProperty("text", body);
    JsonArray components = new JsonArray(1);
    components.add(component);
    return new SimulatedTemplate(
        name, language, "UTILITY", "APPROVED", format, components.toString());
  }

  /** The same template in another category. */
  public SimulatedTemplate withCategory(String value) {
    return new SimulatedTemplate(name, language, value, status, parameterFormat, components);
  }

  /** The same template in another state. */
  public SimulatedTemplate withStatus(String value) {
    return new SimulatedTemplate(name, language, category, value, parameterFormat, components);
  }

  /** The same template with other components, as a JSON array. */
  public SimulatedTemplate withComponents(String value) {
    return new SimulatedTemplate(name, language, category, status, parameterFormat, value);
  }

  JsonArray parts() {
    return parsed(components);
  }

  private static JsonArray parsed(String components) {
    try {
      return JsonParser.parseString(components).getAsJsonArray();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("A template's components must be a JSON array", e);
    }
  }
}
