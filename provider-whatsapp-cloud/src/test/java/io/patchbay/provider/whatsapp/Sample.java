package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.provider.whatsapp.content.GroupPin;
import java.util.List;
import java.util.stream.Stream;

/**
 * A content and what of the request's body is its own.
 *
 * @param name what it shows
 * @param expected the fields beside those that every message has
 */
record Sample(String name, Content content, String expected) {
  static final GroupId GROUP = new GroupId("Y2FwaV9ncm91cA");

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

  /** Whom the content goes to: Anna, or a group where nobody else takes it. */
  static Address recipient(Content content) {
    return content instanceof GroupPin ? GROUP : Connections.ANNA;
  }

  /** The whole body of the message to its recipient, without reply and reference. */
  JsonObject body() {
    JsonObject body = JsonParser.parseString(expected).getAsJsonObject();
    body.addProperty("messaging_product", "whatsapp");
    boolean group = recipient(content) == GROUP;
    body.addProperty("recipient_type", group ? "group" : "individual");
    body.addProperty("to", group ? GROUP.value() : Connections.ANNA.digits());
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
