package io.patchbay.delivery.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.content.Storable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The details of a provider's answer, as a column holds them. Stateless. */
final class Details {
  private Details() {}

  /** The stored form; null when there are none. */
  static @Nullable String write(Map<String, String> details) {
    if (details.isEmpty()) {
      return null;
    }
    JsonObject json = new JsonObject();
    new TreeMap<>(details).forEach((name, value) -> json.addProperty(name, Storable.text(value)));
    return json.toString();
  }

  static Map<String, String> read(@Nullable String json) {
    Map<String, String> details = new TreeMap<>();
    if (json != null) {
      JsonParser.parseString(json)
          .getAsJsonObject()
          .asMap()
          .forEach((name, value) -> details.put(name, value.getAsString()));
    }
    return details;
  }
}
