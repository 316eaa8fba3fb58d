package io.patchbay.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A type that has no JSON form: contents with it can be sent, and neither written nor read. */
record NoForm(Type type) implements JsonForm {
  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    return reading.wrong(path, "cannot be written in JSON: " + why(), "");
  }

  @Override
  public JsonElement write(Object value, Spelling spelling) {
    throw new IllegalArgumentException("A content cannot be written in JSON: " + why());
  }

  private String why() {
    return "its type " + type.getTypeName() + " has no JSON form";
  }

  /** Accepts nothing. */
  @Override
  public JsonObject schema(SchemaNames names) {
    JsonObject nothing = new JsonObject();
    nothing.add("not", new JsonObject());
    return nothing;
  }
}
