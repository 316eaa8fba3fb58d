package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.Content;
import java.util.List;
import java.util.stream.Stream;

/**
 * A content and what of the request's body is its own.
 *
 * @param name what it shows
 * @param expected the fields beside those that every message has
 */
record Sample(String name, Content content, String expected) {
  /** All of them. */
  static List<Sample> all() {
    return Stream.of(
            BasicSamples.ALL,
            InteractiveSamples.ALL,
            CommerceSamples.ALL,
            TemplateSamples.ALL,
            TemplateButtonSamples.ALL)
        .flatMap(List::stream)
        .toList();
  }

  /** The whole body of the message to {@link Connections#ANNA}, without reply and reference. */
  JsonObject body() {
    JsonObject body = JsonParser.parseString(expected).getAsJsonObject();
    body.addProperty("messaging_product", "whatsapp");
    body.addProperty("recipient_type", "individual");
    body.addProperty("to", Connections.ANNA.digits());
    return body;
  }

  static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  @Override
  public String toString() {
    return name;
  }
}
