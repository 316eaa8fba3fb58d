package io.patchbay.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one Java type are read, written and described: all three in one place, so that
 * they cannot disagree. Immutable once its codec is made, and thread-safe.
 */
interface JsonForm {
  /**
   * Reads a value.
   *
   * @param path where it is
   * @param json neither absent nor null
   * @return null when it cannot be read, which was reported
   */
  @Nullable Object read(String path, JsonElement json, Reading reading);

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException when it has no JSON form
   */
  JsonElement write(Object value, Spelling spelling);

  /** Describes in JSON Schema what {@link #read} accepts. */
  JsonObject schema(SchemaNames names);
}
