package io.patchbay.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The constants of an enum: written in lower case with hyphens, and read in that spelling and in
 * the one of Java, in which they were stored first.
 */
final class ConstantForm implements JsonForm {
  private final Map<String, Enum<?>> words;
  private final Map<String, Enum<?>> names = new LinkedHashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();

  private ConstantForm(Map<String, Enum<?>> words, Map<? extends Enum<?>, String> refused) {
    this.words = words;
    refused.forEach(
        (constant, instead) -> {
          this.refused.put(Spelling.WORDS.of(constant), instead);
          this.refused.put(constant.name(), instead);
        });
    words.values().forEach(constant -> names.put(constant.name(), constant));
  }

  /**
   * All constants of a type but some; no form when two constants would be written alike.
   *
   * @param refused these are not read, with what to write instead
   */
  static JsonForm of(Class<?> type, Map<? extends Enum<?>, String> refused) {
    List<Enum<?>> constants = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      constants.add((Enum<?>) constant);
    }
    constants.removeAll(refused.keySet());
    Map<String, Enum<?>> words = new LinkedHashMap<>();
    constants.forEach(constant -> words.put(Spelling.WORDS.of(constant), constant));
    return words.size() < constants.size()
        ? new NoForm(type)
        : new ConstantForm(Collections.unmodifiableMap(words), refused);
  }

  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    if (!(json instanceof JsonPrimitive value) || !value.isString()) {
      return reading.notA("a text", path, json, allowed());
    }
    String word = value.getAsString();
    Enum<?> constant = words.getOrDefault(word, names.get(word));
    return constant != null
        ? constant
        : reading.wrong(
            path,
            "is none of " + String.join(", ", words.keySet()),
            Suggestion.among(words.keySet(), word)
                .map(close -> "did you mean '" + close + "'?")
                .orElse(refused.getOrDefault(word, "")));
  }

  private String allowed() {
    return "one of " + String.join(", ", words.keySet());
  }

  @Override
  public JsonElement write(Object value, Spelling spelling) {
    return new JsonPrimitive(spelling.of((Enum<?>) value));
  }

  @Override
  public JsonObject schema(SchemaNames schemas) {
    JsonArray allowed = new JsonArray();
    words.keySet().forEach(allowed::add);
    JsonObject schema = SchemaNames.type("string");
    schema.add("enum", allowed);
    return schema;
  }
}
