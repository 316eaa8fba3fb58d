package io.patchbay.simulator;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON request body without any leniency, so that a client's mistake is seen here and not
 * first at Meta.
 */
final class MessageBody {
  private static final Gson GSON = new Gson();

  private final JsonObject json;

  private MessageBody(JsonObject json) {
    this.json = json;
  }

  static MessageBody parse(@Nullable String contentType, byte[] body) {
    if (contentType == null || !contentType.strip().startsWith("application/json")) {
      // Without the type the Graph API looks for form fields and finds none.
      throw new Refusal(GraphErrors.badParameter("The parameter messaging_product is required."));
    }
    try (JsonReader reader = new JsonReader(new StringReader(utf8(body)))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = GSON.getAdapter(JsonElement.class).read(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT && element.isJsonObject()) {
        return new MessageBody(element.getAsJsonObject());
      }
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new Refusal(GraphErrors.badParameter("The request body is not valid JSON."));
    }
    throw new Refusal(GraphErrors.badParameter("The request body is not one JSON object."));
  }

  static String utf8(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  JsonObject json() {
    return json;
  }

  /** A string member; null when absent or null; refused when it is anything else. */
  @Nullable String string(String name) {
    return string(json, name);
  }

  static @Nullable String string(JsonObject parent, String name) {
    JsonElement value = parent.get(name);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new Refusal(GraphErrors.badParameter("Param " + name + " must be a string."));
  }

  static JsonObject object(JsonObject parent, String name) {
    JsonElement value = parent.get(name);
    if (value == null || value.isJsonNull()) {
      throw new Refusal(GraphErrors.missing("Parameter '" + name + "' is required."));
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new Refusal(GraphErrors.badParameter("Param " + name + " must be a JSON object."));
  }
}
