package io.patchbay.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of values of one type. */
record ListForm(JsonForm item) implements JsonForm {
  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    if (!(json instanceof JsonArray array)) {
      return reading.notA("a list", path, json, "[ ... ]");
    }
    List<Object> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      Object value = item.read(path + "[" + i + "]", array.get(i), reading);
      if (value != null) {
        items.add(value);
      }
    }
    return items;
  }

  @Override
  public JsonElement write(Object value, Spelling spelling) {
    JsonArray array = new JsonArray();
    ((List<?>) value).forEach(one -> array.add(item.write(one, spelling)));
    return array;
  }

  @Override
  public JsonObject schema(SchemaNames names) {
    JsonObject schema = SchemaNames.type("array");
    schema.add("items", item.schema(names));
    return schema;
  }
}
