package io.patchbay.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A content of any kind: an object with one member, which is named after the kind. */
final class KindForm implements JsonForm {
  private static final String EXAMPLE = "for example {\"text\": {\"body\": \"Hello\"}}";

  private final Map<String, JsonForm> byName = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new LinkedHashMap<>();

  /** Adds the kinds, whose forms may need this one. */
  void resolve(Collection<ContentType> types, JsonForms forms) {
    for (ContentType type : types) {
      byName.putIfAbsent(type.name(), forms.of(type.type()));
      names.putIfAbsent(type.type(), type.name());
    }
  }

  Set<String> names() {
    return byName.keySet();
  }

  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    if (!(json instanceof JsonObject object) || object.size() != 1) {
      return reading.wrong(
          path, "is not an object with one member, named after a kind of content", EXAMPLE);
    }
    Map.Entry<String, JsonElement> only = object.entrySet().iterator().next();
    String name = only.getKey();
    String place = Reading.member(path, name);
    JsonForm form = byName.get(name);
    if (form != null) {
      return form.read(place, only.getValue(), reading);
    }
    reading
        .problems()
        .add(
            new ContentProblem(
                place,
                "is no kind of content that a provider here carries",
                Suggestion.sentence(byName.keySet(), name),
                name));
    return null;
  }

  @Override
  public JsonObject write(Object value, Spelling spelling) {
    String name = names.get(value.getClass());
    JsonForm form = name == null ? null : byName.get(name);
    if (name == null || form == null) {
      throw new IllegalArgumentException(
          "No provider that is installed knows the content "
              + value.getClass().getSimpleName()
              + "; known: "
              + String.join(", ", byName.keySet()));
    }
    JsonObject object = new JsonObject();
    object.add(name, form.write(value, spelling));
    return object;
  }

  @Override
  public JsonObject schema(SchemaNames schemas) {
    return schemas.reference(Content.class, () -> described(schemas));
  }

  private JsonObject described(SchemaNames schemas) {
    JsonArray forms = new JsonArray();
    byName.forEach(
        (name, kind) -> {
          JsonObject properties = new JsonObject();
          properties.add(name, kind.schema(schemas));
          JsonArray required = new JsonArray();
          required.add(name);
          JsonObject form = SchemaNames.type("object");
          form.add("properties", properties);
          form.addProperty("additionalProperties", false);
          form.add("required", required);
          forms.add(form);
        });
    JsonObject content = new JsonObject();
    content.addProperty("description", "What to say: one member, named after the kind of content.");
    content.add("oneOf", forms);
    return content;
  }
}
