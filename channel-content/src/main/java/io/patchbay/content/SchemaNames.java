package io.patchbay.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The schemas that are described so far, each under a name of its own: two records of the same
 * simple name do not share one. Used once, by one thread.
 */
final class SchemaNames {
  private final JsonObject schemas;
  private final String prefix;
  private final Map<Class<?>, String> names = new HashMap<>();

  /**
   * Adds to these schemas.
   *
   * @param prefix what precedes a name in a reference, for example {@code #/components/schemas/}
   */
  SchemaNames(JsonObject schemas, String prefix) {
    this.schemas = schemas;
    this.prefix = prefix;
  }

  /** A reference to the schema of a type, which is described first if it is not yet. */
  JsonObject reference(Class<?> type, Supplier<JsonObject> described) {
    String name = names.get(type);
    if (name == null) {
      String simple = type.getName().replaceFirst(".*\\.", "").replace('$', '.');
      name = schemas.has(simple) ? type.getName().replace('$', '.') : simple;
      names.put(type, name);
      // Before its parts, which may be of its own type.
      schemas.add(name, new JsonObject());
      schemas.add(name, described.get());
    }
    JsonObject reference = new JsonObject();
    reference.addProperty("$ref", prefix + name);
    return reference;
  }

  static JsonObject type(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }

  /** The same schema, or null. */
  static JsonObject orNull(JsonObject schema) {
    JsonArray either = new JsonArray();
    either.add(schema);
    either.add(type("null"));
    JsonObject nullable = new JsonObject();
    nullable.add("anyOf", either);
    return nullable;
  }
}
