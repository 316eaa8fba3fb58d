package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What the platform demands of each kind of content. Limits from Meta's reference of the messages
 * endpoint.
 */
final class ContentRules {
  private static final int TEXT_LIMIT = 4096;

  private ContentRules() {}

  static void check(String type, JsonObject message) {
    switch (type) {
      case "text" -> text(MessageBody.object(message, "text"));
      case "template" -> template(MessageBody.object(message, "template"));
      default -> throw new Refusal(GraphErrors.unsupportedType(type));
    }
  }

  private static void text(JsonObject text) {
    String body = MessageBody.string(text, "body");
    if (body == null || body.isEmpty()) {
      throw new Refusal(GraphErrors.missing("Parameter 'text.body' is required."));
    }
    if (body.codePointCount(0, body.length()) > TEXT_LIMIT) {
      throw new Refusal(
          GraphErrors.invalidParameter(
              "Param text['body'] must be at most " + TEXT_LIMIT + " characters long."));
    }
  }

  private static void template(JsonObject template) {
    if (isBlank(template, "name")) {
      throw new Refusal(GraphErrors.missing("Parameter 'template.name' is required."));
    }
    if (isBlank(MessageBody.object(template, "language"), "code")) {
      throw new Refusal(GraphErrors.missing("Parameter 'template.language.code' is required."));
    }
    JsonElement components = template.get("components");
    if (components != null && !components.isJsonArray()) {
      throw new Refusal(
          GraphErrors.invalidParameter("Param template['components'] must be an array."));
    }
  }

  private static boolean isBlank(JsonObject parent, String name) {
    String value = MessageBody.string(parent, name);
    return value == null || value.isBlank();
  }
}
