package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an event says beyond its own parts, by Meta's names: {@code pricing.category}.
 *
 * <p>Bounded in number and depth, because a map of many names that were chosen to collide is slow;
 * what does not fit is still in the event's {@code raw}.
 */
final class Details {
  private static final int MOST = 100;
  private static final int DEEPEST = 5;
  private static final int MOST_ELEMENTS = 20;

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Keeps a value that there is. */
  Details keep(String name, @Nullable String value) {
    if (value != null && values.size() < MOST) {
      values.put(name, value);
    }
    return this;
  }

  /** Keeps every text, number and truth value in an object, under its path. */
  Details all(String prefix, @Nullable JsonObject object) {
    if (object != null) {
      flatten(prefix.isEmpty() ? "" : prefix + ".", object, 1);
    }
    return this;
  }

  private void flatten(String prefix, JsonObject object, int depth) {
    for (Map.Entry<String, JsonElement> member : object.entrySet()) {
      if (values.size() >= MOST) {
        return;
      }
      value(prefix + member.getKey(), member.getValue(), depth);
    }
  }

  private void value(String name, JsonElement element, int depth) {
    if (element.isJsonPrimitive()) {
      keep(name, element.getAsString());
    } else if (element.isJsonObject() && depth < DEEPEST) {
      flatten(name + ".", element.getAsJsonObject(), depth + 1);
    } else if (element.isJsonArray() && depth < DEEPEST) {
      int index = 0;
      for (JsonElement item : element.getAsJsonArray()) {
        if (index == MOST_ELEMENTS) {
          return;
        }
        value(name + "." + index++, item, depth + 1);
      }
    }
  }

  Map<String, String> map() {
    return values;
  }
}
