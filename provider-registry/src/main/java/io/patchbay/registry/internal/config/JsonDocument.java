package io.patchbay.registry.internal.config;

import com.google.gson.JsonObject;
import io.patchbay.content.StrictJson;

/** Reads a configuration: a strict JSON object without duplicate keys. */
public final class JsonDocument {
  private JsonDocument() {}

  public static JsonObject parse(String text) throws StrictJson.Broken {
    StrictJson json = StrictJson.parse(text);
    if (!json.duplicates().isEmpty()) {
      String path = json.duplicates().get(0);
      throw new StrictJson.Broken(
          "'" + path.substring(path.lastIndexOf('.') + 1) + "' stands twice at " + path);
    }
    if (!json.root().isJsonObject()) {
      throw new StrictJson.Broken("it is not a JSON object");
    }
    return json.root().getAsJsonObject();
  }
}
