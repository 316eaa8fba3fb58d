package io.patchbay.provider.whatsapp.internal.graph;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that may be anything: what is absent, or of another kind than expected, is null. The
 * depth is bounded by Gson's reader, so that no document can exhaust the stack.
 */
public final class GraphJson {
  private GraphJson() {}

  /** The text as one JSON object; null when it is something else or broken. */
  public static @Nullable JsonObject object(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      JsonElement element = JsonParser.parseReader(reader);
      return element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT
          ? element.getAsJsonObject()
          : null;
    } catch (JsonParseException | IOException e) {
      return null;
    }
  }

  public static @Nullable JsonObject object(@Nullable JsonObject parent, String name) {
    JsonElement element = parent == null ? null : parent.get(name);
    return element != null && element.isJsonObject() ? element.getAsJsonObject() : null;
  }

  public static @Nullable JsonArray array(@Nullable JsonObject parent, String name) {
    JsonElement element = parent == null ? null : parent.get(name);
    return element != null && element.isJsonArray() ? element.getAsJsonArray() : null;
  }

  /** The elements of an array; none when there is no array. */
  public static Iterable<JsonElement> elements(@Nullable JsonObject parent, String name) {
    JsonArray array = array(parent, name);
    return array == null ? List.of() : array;
  }

  /** The first element of an array of objects. */
  public static @Nullable JsonObject first(@Nullable JsonObject parent, String name) {
    JsonArray array = array(parent, name);
    return array != null && !array.isEmpty() && array.get(0).isJsonObject()
        ? array.get(0).getAsJsonObject()
        : null;
  }

  /** A string, number or truth value as text without blanks around it; null when it is blank. */
  public static @Nullable String text(@Nullable JsonObject parent, String name) {
    String text = verbatim(parent, name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** A string, number or truth value as text, every blank of it. */
  public static @Nullable String verbatim(@Nullable JsonObject parent, String name) {
    JsonElement element = parent == null ? null : parent.get(name);
    return element != null && element.isJsonPrimitive() ? element.getAsString() : null;
  }
}
