package io.patchbay.provider.whatsapp.internal.graph;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON that a caller gives as text and that goes out as it is. It is read strictly, so that a
 * mistake is found here, and copied token by token. The reader bounds how deep it may be nested.
 */
public final class RawJson {
  private RawJson() {}

  /** The names of an object's fields; null when the text is not one well-formed object. */
  public static @Nullable Set<String> names(String text) {
    try (JsonReader reader = reader(text)) {
      Set<String> names = new LinkedHashSet<>();
      reader.beginObject();
      while (reader.hasNext()) {
        names.add(reader.nextName());
        reader.skipValue();
      }
      reader.endObject();
      return reader.peek() == JsonToken.END_DOCUMENT ? names : null;
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  /** How many fields an object has; -1 when the text is not one well-formed object. */
  public static int fields(String text) {
    Set<String> names = names(text);
    return names == null ? -1 : names.size();
  }

  /** Whether the text is one well-formed array. */
  public static boolean isArray(String text) {
    try (JsonReader reader = reader(text)) {
      boolean array = reader.peek() == JsonToken.BEGIN_ARRAY;
      reader.skipValue();
      return array && reader.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Whether the text is one well-formed value of any kind. */
  public static boolean isValue(String text) {
    try (JsonReader reader = reader(text)) {
      reader.skipValue();
      return reader.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Copies one value. */
  public static void copy(String text, JsonWriter to) throws IOException {
    boolean nulls = to.getSerializeNulls();
    to.setSerializeNulls(true);
    copy(reader(text), to);
    to.setSerializeNulls(nulls);
  }

  /** Copies the fields of an object into the object that is being written. */
  public static void copyFields(String text, JsonWriter to) throws IOException {
    boolean nulls = to.getSerializeNulls();
    to.setSerializeNulls(true);
    JsonReader from = reader(text);
    from.beginObject();
    fields(from, to);
    to.setSerializeNulls(nulls);
  }

  private static JsonReader reader(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    return reader;
  }

  private static void fields(JsonReader from, JsonWriter to) throws IOException {
    while (from.hasNext()) {
      to.name(from.nextName());
      copy(from, to);
    }
  }

  private static void copy(JsonReader from, JsonWriter to) throws IOException {
    switch (from.peek()) {
      case BEGIN_OBJECT -> {
        from.beginObject();
        to.beginObject();
        fields(from, to);
        from.endObject();
        to.endObject();
      }
      case BEGIN_ARRAY -> {
        from.beginArray();
        to.beginArray();
        while (from.hasNext()) {
          copy(from, to);
        }
        from.endArray();
        to.endArray();
      }
      case NUMBER -> to.jsonValue(from.nextString());
      case BOOLEAN -> to.value(from.nextBoolean());
      case NULL -> {
        from.nextNull();
        to.nullValue();
      }
      default -> to.value(from.nextString());
    }
  }
}
