package io.patchbay.registry;

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads strict JSON and refuses a name that stands twice, which Gson would quietly accept. */
final class JsonDocument {
  private static final Pattern PLACE =
      Pattern.compile("^(.*?) ?at line (\\d+) column (\\d+) path (\\S*)", Pattern.DOTALL);

  private JsonDocument() {}

  /** Says in its message where and how a text is not the JSON that is wanted. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  static JsonObject parse(String text) throws Broken {
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (json.isBlank()) {
      throw new Broken("it is empty");
    }
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new Broken("there is more text after the end");
      }
      if (!element.isJsonObject()) {
        throw new Broken("it is not a JSON object");
      }
      return element.getAsJsonObject();
    } catch (IOException | IllegalStateException e) {
      throw new Broken(inWords(json, String.valueOf(e.getMessage())));
    }
  }

  private static JsonElement read(JsonReader reader) throws IOException, Broken {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
          String name = reader.nextName();
          if (object.has(name)) {
            throw new Broken("'" + name + "' stands twice at " + reader.getPath().substring(2));
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
        return number(reader);
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

  /** A number that no BigDecimal can hold is good JSON, though no value of anything here. */
  private static JsonPrimitive number(JsonReader reader) throws IOException, Broken {
    String path = reader.getPath().substring(1).replaceFirst("^\\.", "");
    try {
      return new JsonPrimitive(new BigDecimal(reader.nextString()));
    } catch (NumberFormatException e) {
      throw new Broken("the number at " + path + " is out of range");
    }
  }

  /** Says where and why, with the names that lead there, and without advice to programmers. */
  private static String inWords(String json, String message) {
    Matcher matcher = PLACE.matcher(message);
    if (!matcher.find()) {
      return "it is not JSON";
    }
    String reason = matcher.group(1);
    JsonMistake.Found place =
        Optional.of(json)
            .filter(any -> !reason.startsWith("Nesting limit"))
            .flatMap(JsonMistake::in)
            .orElseGet(
                () ->
                    new JsonMistake.Found(
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        reason.contains("JsonReader") ? "" : reason));
    String near = matcher.group(4).replaceFirst("^\\$\\.?", "").replaceFirst("\\.$", "");
    return "it is not JSON at line "
        + place.line()
        + ", column "
        + place.column()
        + (near.isEmpty() ? "" : ", in '" + near + "'")
        + (place.reason().isEmpty() ? "" : ": " + place.reason());
  }
}
