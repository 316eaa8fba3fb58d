package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.MediaSource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes in JSON Schema what {@link RecordReader} reads. Used once, by one thread. */
final class RecordSchema {
  private static final String SCHEMAS = "#/components/schemas/";

  private static final Map<Class<?>, String> FORMATS =
      Map.of(
          URI.class, "uri",
          Duration.class, "duration",
          Instant.class, "date-time",
          LocalDate.class, "date");

  private final JsonObject schemas;

  /** Adds to these schemas. */
  RecordSchema(JsonObject schemas) {
    this.schemas = schemas;
  }

  /** Adds the schema {@code Content}: one of these kinds. */
  void contents(Map<String, ContentType> kinds) {
    JsonArray forms = new JsonArray();
    kinds.forEach(
        (name, kind) -> {
          JsonObject properties = new JsonObject();
          properties.add(name, record(kind.type()));
          JsonObject form = object(properties);
          form.add("required", array(name));
          forms.add(form);
        });
    JsonObject content = new JsonObject();
    content.addProperty("description", "What to say: one member, named after the kind of content.");
    content.add("oneOf", forms);
    schemas.add("Content", content);
  }

  private JsonObject record(Class<?> type) {
    String name = type.getName().replaceFirst(".*\\.", "").replace('$', '.');
    if (!schemas.has(name)) {
      // Before its components, which may hold one of its own kind.
      schemas.add(name, new JsonObject());
      JsonObject properties = new JsonObject();
      JsonArray required = new JsonArray();
      for (RecordComponent component : type.getRecordComponents()) {
        properties.add(component.getName(), schema(component.getGenericType()));
        if (isRequired(component)) {
          required.add(component.getName());
        }
      }
      JsonObject object = object(properties);
      object.add("required", required);
      schemas.add(name, object);
    }
    return reference(name);
  }

  private static boolean isRequired(RecordComponent component) {
    Class<?> type = component.getType();
    boolean has = type == List.class || type == Map.class || type == boolean.class;
    return !has && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private JsonObject schema(Type type) {
    JsonObject schema = new JsonObject();
    if (type instanceof ParameterizedType generic) {
      boolean list = generic.getRawType() == List.class;
      schema.addProperty("type", list ? "array" : "object");
      schema.add(
          list ? "items" : "additionalProperties",
          list ? schema(generic.getActualTypeArguments()[0]) : plain("string"));
      return schema;
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == Content.class) {
      return reference("Content");
    }
    return wanted.isRecord() ? record(wanted) : simple(wanted);
  }

  private static JsonObject simple(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return plain("boolean");
    }
    if (type == int.class || type == long.class) {
      return plain("integer");
    }
    if (type == double.class) {
      return plain("number");
    }
    JsonObject text = plain("string");
    if (type.isEnum()) {
      JsonArray words = new JsonArray();
      for (Object constant : type.getEnumConstants()) {
        if (constant != MediaSource.Kind.FILE) {
          words.add(RecordReader.word(constant));
        }
      }
      text.add("enum", words);
    }
    String format = FORMATS.get(type);
    if (format != null) {
      text.addProperty("format", format);
    }
    return text;
  }

  private static JsonObject plain(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }

  private static JsonObject object(JsonObject properties) {
    JsonObject object = plain("object");
    object.add("properties", properties);
    object.addProperty("additionalProperties", false);
    return object;
  }

  private static JsonObject reference(String name) {
    JsonObject reference = new JsonObject();
    reference.addProperty("$ref", SCHEMAS + name);
    return reference;
  }

  private static JsonArray array(String value) {
    JsonArray array = new JsonArray();
    array.add(value);
    return array;
  }
}
