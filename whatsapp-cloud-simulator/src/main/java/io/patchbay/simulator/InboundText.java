package io.patchbay.simulator;

import com.google.gson.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A text that a person sends to the business, as webhooks show it. */
final class InboundText {
  private InboundText() {}

  static JsonObject message(
      String id,
      String from,
      String body,
      Instant at,
      @Nullable String inReplyTo,
      SimulatedNumber number) {
    JsonObject message = new JsonObject();
    if (inReplyTo != null) {
      JsonObject context = new JsonObject();
      context.addProperty("from", number.displayDigits());
      context.addProperty("id", inReplyTo);
      message.add("context", context);
    }
    message.addProperty("from", from);
    message.addProperty("id", id);
    message.addProperty("timestamp", Long.toString(at.getEpochSecond()));
    message.addProperty("type", "text");
    JsonObject text = new JsonObject();
    text.addProperty("body", body);
    message.add("text", text);
    return message;
  }

  static JsonObject contact(String from) {
    JsonObject profile = new JsonObject();
    profile.addProperty("name", "Simulated Person");
    JsonObject contact = new JsonObject();
    contact.add("profile", profile);
    contact.addProperty("wa_id", from);
    return contact;
  }
}
