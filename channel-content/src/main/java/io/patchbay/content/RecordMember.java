package io.patchbay.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record.
 *
 * @param name its name, which is the member's
 * @param accessor reads it from a record
 * @param form how its values are written
 * @param nullable whether it may be null
 * @param absent what it is when it is left out; null when it is null then, or may not be left out
 */
record RecordMember(
    String name, Method accessor, JsonForm form, boolean nullable, @Nullable Object absent) {
  static RecordMember of(RecordComponent component, JsonForm form) {
    component.getAccessor().trySetAccessible();
    return new RecordMember(
        component.getName(),
        component.getAccessor(),
        form,
        nullable(component),
        absent(component.getType()));
  }

  /** Where nothing says what may be null, anything may that is no primitive. */
  private static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        || !(component.getType().isPrimitive() || nullMarked(component.getDeclaringRecord()));
  }

  private static boolean nullMarked(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return type.isAnnotationPresent(NullMarked.class)
        || (outer != null && nullMarked(outer))
        || type.getPackage().isAnnotationPresent(NullMarked.class)
        || type.getModule().isAnnotationPresent(NullMarked.class);
  }

  private static @Nullable Object absent(Class<?> type) {
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    return type == boolean.class ? false : null;
  }

  /** Whether it may not be left out. */
  boolean required() {
    return absent == null && !nullable;
  }

  @Nullable Object read(String path, @Nullable JsonElement json, Reading reading) {
    if (json == null) {
      return required() ? reading.wrong(path, "is missing", "") : absent;
    }
    return json.isJsonNull() && nullable ? absent : form.read(path, json, reading);
  }

  JsonElement write(Object record, Spelling spelling) {
    try {
      Object value = accessor.invoke(record);
      return value == null ? JsonNull.INSTANCE : form.write(value, spelling);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          record.getClass().getName() + ": '" + name + "' cannot be read to write it in JSON", e);
    }
  }

  JsonObject schema(SchemaNames names) {
    JsonObject schema = form.schema(names);
    return nullable ? SchemaNames.orNull(schema) : schema;
  }
}
