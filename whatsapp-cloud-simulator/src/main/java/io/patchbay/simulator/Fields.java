package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code fields} parameter of look-ups: which of an object's fields are answered. */
final class Fields {
  private Fields() {}

  /**
   * The fields that are wanted, and the id.
   *
   * @param known every field that the object can have; null for those it does not have now
   * @param wanted names with commas between, each perhaps with its own in braces; null for the
   *     usual
   */
  static JsonObject select(JsonObject known, @Nullable String wanted, String usual) {
    JsonObject selected = new JsonObject();
    for (String field : names(wanted == null || wanted.isBlank() ? usual : wanted)) {
      JsonElement value = known.get(field);
      if (value == null) {
        throw new Refusal(
            GraphErrors.badParameter("Tried accessing nonexisting field (" + field + ")"));
      }
      if (!value.isJsonNull()) {
        selected.add(field, value);
      }
    }
    if (known.has("id")) {
      selected.add("id", known.get("id"));
    }
    return selected;
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    int depth = 0;
    for (char c : (list + ",").toCharArray()) {
      if (c == ',' && depth == 0) {
        // Below an object, and as arguments, everything is answered as it is.
        names.add(name.toString().strip().replaceFirst("\\..*", ""));
        name.setLength(0);
      } else if (c == '{' || c == '(') {
        depth++;
      } else if (c == '}' || c == ')') {
        depth--;
      } else if (depth == 0) {
        name.append(c);
      }
    }
    return names;
  }
}
