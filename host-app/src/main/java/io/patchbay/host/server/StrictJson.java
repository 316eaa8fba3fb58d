package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON as it has to be: UTF-8, strict, no name twice. */
final class StrictJson {
  private StrictJson() {}

  /**
   * Reads one object.
   *
   * @throws Refusal when it is none; what was written is not repeated
   */
  static JsonObject object(byte[] utf8) throws Refusal {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw Refusal.of(400, "There is more text after the end of the JSON.");
      }
      if (!element.isJsonObject()) {
        throw Refusal.of(400, "The body is not a JSON object.");
      }
      return element.getAsJsonObject();
    } catch (CharacterCodingException e) {
      throw Refusal.of(400, "The body is not UTF-8 text.");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw Refusal.of(400, "The body is not JSON.");
    }
  }

  private static JsonElement read(JsonReader reader) throws IOException, Refusal {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
          String name = reader.nextName();
          if (object.has(name)) {
            throw Refusal.of(400, "A name stands twice, at " + reader.getPath() + ".");
          }
          object.add(name, read(reader));
        }
        reader.endObject();
        return object;
      }
      case BEGIN_ARRAY -> {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
          array.add(read(reader));
        }
        reader.endArray();
        return array;
      }
      case NUMBER -> {
        return new JsonPrimitive(new BigDecimal(reader.nextString()));
      }
      case BOOLEAN -> {
        return new JsonPrimitive(reader.nextBoolean());
      }
      case NULL -> {
        reader.nextNull();
        return JsonNull.INSTANCE;
      }
      default -> {
        return new JsonPrimitive(reader.nextString());
      }
    }
  }
}
