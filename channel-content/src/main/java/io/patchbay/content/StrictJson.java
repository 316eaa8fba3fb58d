package io.patchbay.content;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strict JSON, with the keys that are in it more than once, which Gson accepts silently.
 *
 * <p>Immutable, as far as nobody changes the element.
 *
 * @param root the whole text; of a duplicate key it has the first value
 * @param duplicates the paths of duplicate keys, such as {@code media.source.kind}
 */
public record StrictJson(JsonElement root, List<String> duplicates) {
  private static final Pattern PLACE =
      Pattern.compile("^(.*?) ?at line (\\d+) column (\\d+) path (\\S*)", Pattern.DOTALL);

  /** Copies the list. */
  public StrictJson {
    duplicates = List.copyOf(duplicates);
  }

  /** Says in its message where and why a text is not JSON; it quotes no values. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a clause that follows a subject, such as {@code it is empty}. */
    public Broken(String message) {
      super(message);
    }
  }

  /**
   * Reads a text.
   *
   * @throws Broken when it is not JSON
   */
  public static StrictJson parse(String text) throws Broken {
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (json.isBlank()) {
      throw new Broken("it is empty");
    }
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    List<String> duplicates = new ArrayList<>();
    try {
      JsonElement element = read(reader, duplicates);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new Broken("there is more text after the end");
      }
      return new StrictJson(element, duplicates);
    } catch (IOException | IllegalStateException e) {
      throw new Broken(inWords(json, String.valueOf(e.getMessage())));
    }
  }

  private static JsonElement read(JsonReader reader, List<String> duplicates)
      throws IOException, Broken {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
          String name = reader.nextName();
          String path = path(reader);
          JsonElement value = read(reader, duplicates);
          if (object.has(name)) {
            duplicates.add(path);
          } else {
            object.add(name, value);
          }
        }
        reader.endObject();
        return object;
      }
      case BEGIN_ARRAY -> {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
          array.add(read(reader, duplicates));
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

  private static String path(JsonReader reader) {
    return reader.getPath().replaceFirst("^\\$\\.?", "");
  }

  /** A number that no BigDecimal can hold is good JSON, though no value of anything here. */
  private static JsonPrimitive number(JsonReader reader) throws IOException, Broken {
    String path = path(reader);
    String text = reader.nextString();
    try {
      BigDecimal number = new BigDecimal(text);
      // A decimal number knows no -0.0, which is a latitude like any other.
      return new JsonPrimitive(
          number.signum() == 0 && text.startsWith("-") ? (Number) (-0.0) : number);
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
