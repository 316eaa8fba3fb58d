package io.patchbay.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of one type by names that are free. */
record MapForm(JsonForm value) implements JsonForm {
  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    if (!(json instanceof JsonObject object)) {
      return reading.notA("an object", path, json, "{ \"name\": ... }");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    object
        .asMap()
        .forEach(
            (name, member) -> {
              Object read = value.read(Reading.member(path, name), member, reading);
              if (read != null) {
                values.put(name, read);
              }
            });
    return values;
  }

  @Override
  public JsonElement write(Object given, Spelling spelling) {
    JsonObject object = new JsonObject();
    ((Map<?, ?>) given)
        .forEach((name, one) -> object.add(String.valueOf(name), value.write(one, spelling)));
    return object;
  }

  @Override
  public JsonObject schema(SchemaNames names) {
    JsonObject schema = SchemaNames.type("object");
    schema.add("additionalProperties", value.schema(names));
    return schema;
  }
}
