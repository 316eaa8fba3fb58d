package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a request, with its place in it, so that every refusal names what it is about
 * the way the platform does.
 *
 * @param path the place with dots, as in {@code interactive.action.buttons[0]}; empty for the whole
 */
record Part(String path, JsonObject json) {

  static Part whole(JsonObject json) {
    return new Part("", json);
  }

  /** The place of a member, with dots. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The place of a member, as the platform writes it: {@code text['body']}. */
  String param(String name) {
    return at(name).replaceAll("\\.([^.\\[]+)", "['$1']");
  }

  boolean has(String name) {
    JsonElement value = json.get(name);
    return value != null && !value.isJsonNull();
  }

  Part object(String name) {
    Part part = optionalObject(name);
    if (part == null) {
      throw missing(name);
    }
    return part;
  }

  @Nullable Part optionalObject(String name) {
    if (!has(name)) {
      return null;
    }
    if (json.get(name) instanceof JsonObject object) {
      return new Part(at(name), object);
    }
    throw new Refusal(GraphErrors.badParameter("Param " + param(name) + " must be a JSON object."));
  }

  /** The objects of an array; empty when there is none. */
  List<Part> optionalObjects(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!(json.get(name) instanceof JsonArray array)) {
      throw new Refusal(
          GraphErrors.invalidParameter("Param " + param(name) + " must be an array."));
    }
    List<Part> parts = new ArrayList<>();
    for (JsonElement element : array) {
      String place = at(name) + "[" + parts.size() + "]";
      if (!(element instanceof JsonObject object)) {
        throw new Refusal(
            GraphErrors.badParameter(
                "Param " + param(name) + "[" + parts.size() + "] must be a JSON object."));
      }
      parts.add(new Part(place, object));
    }
    return parts;
  }

  List<Part> objects(String name, int least, int most) {
    if (!has(name)) {
      throw missing(name);
    }
    List<Part> parts = optionalObjects(name);
    if (parts.size() < least || parts.size() > most) {
      throw new Refusal(
          GraphErrors.badValue(
              "Param %s must have %d to %d elements, but it has %d."
                  .formatted(param(name), least, most, parts.size())));
    }
    return parts;
  }

  String text(String name, int most) {
    String text = optionalText(name, most);
    if (text == null || text.isEmpty()) {
      throw missing(name);
    }
    return text;
  }

  @Nullable String optionalText(String name, int most) {
    if (!has(name)) {
      return null;
    }
    if (!(json.get(name) instanceof JsonPrimitive primitive && primitive.isString())) {
      throw new Refusal(GraphErrors.badParameter("Param " + param(name) + " must be a string."));
    }
    String text = json.get(name).getAsString();
    if (text.codePointCount(0, text.length()) > most) {
      throw new Refusal(
          GraphErrors.invalidParameter(
              "Param " + param(name) + " must be at most " + most + " characters long."));
    }
    return text;
  }

  /** A word of a closed list, whatever its case; the answer is in lower case. */
  String choice(String name, Set<String> allowed) {
    String word = text(name, Integer.MAX_VALUE);
    String lower = word.toLowerCase(Locale.ROOT);
    if (!allowed.contains(lower)) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param %s must be one of {%s} - got \"%s\"."
                  .formatted(
                      param(name),
                      String.join(", ", new TreeSet<>(allowed)).toUpperCase(Locale.ROOT),
                      word)));
    }
    return lower;
  }

  /** A number, also one written as a string. */
  double number(String name, double least, double most) {
    if (!has(name)) {
      throw missing(name);
    }
    double value = Double.NaN;
    if (json.get(name) instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      try {
        value = primitive.getAsDouble();
      } catch (NumberFormatException e) {
        value = Double.NaN;
      }
    }
    if (!(value >= least && value <= most)) {
      throw new Refusal(
          GraphErrors.badValue(
              "Param %s must be a number from %s to %s."
                  .formatted(param(name), plain(least), plain(most))));
    }
    return value;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  /** A whole number, also one written as a string. */
  int integer(String name, int least, int most) {
    double value = number(name, least, most);
    if (value != Math.rint(value)) {
      throw new Refusal(GraphErrors.badValue("Param " + param(name) + " must be an integer."));
    }
    return (int) value;
  }

  void flag(String name) {
    if (has(name) && !(json.get(name) instanceof JsonPrimitive value && value.isBoolean())) {
      throw new Refusal(GraphErrors.badParameter("Param " + param(name) + " must be a boolean."));
    }
  }

  /** Refuses members that the platform does not know here. */
  void only(Set<String> known) {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        throw new Refusal(
            GraphErrors.badParameter(
                "Unexpected key \"" + name + "\" on param \"" + place() + "\"."));
      }
    }
  }

  private String place() {
    return path.replaceAll("\\.([^.\\[]+)", "['$1']");
  }

  Refusal missing(String name) {
    return new Refusal(GraphErrors.missing("Parameter '" + at(name) + "' is required."));
  }
}
