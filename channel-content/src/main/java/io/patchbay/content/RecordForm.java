package io.patchbay.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record: an object whose members are its components. */
final class RecordForm implements JsonForm {
  private final Class<?> type;
  private final Constructor<?> constructor;
  private final List<RecordMember> members = new ArrayList<>();
  private final List<String> names;

  /** A form without members yet: a record may have parts of its own type. */
  RecordForm(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Every record has a canonical constructor", e);
    }
    constructor.trySetAccessible();
    names = Arrays.stream(components).map(RecordComponent::getName).toList();
  }

  /** Adds the members, whose forms may need this one. */
  void resolve(JsonForms forms) {
    for (RecordComponent component : type.getRecordComponents()) {
      members.add(RecordMember.of(component, forms.of(component.getGenericType())));
    }
  }

  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    if (!(json instanceof JsonObject object)) {
      return reading.notA("an object", path, json, "with: " + String.join(", ", names));
    }
    int before = reading.problems().size();
    for (String name : object.keySet()) {
      if (!names.contains(name)) {
        reading.wrong(
            Reading.member(path, name), "is not known here", Suggestion.sentence(names, name));
      }
    }
    @Nullable Object[] values = new @Nullable Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      RecordMember member = members.get(i);
      values[i] = member.read(path + "." + member.name(), object.get(member.name()), reading);
    }
    return reading.problems().size() == before ? construct(path, values, reading) : null;
  }

  private @Nullable Object construct(String path, @Nullable Object[] values, Reading reading) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof VirtualMachineError error) {
        throw error;
      }
      // The records say what they refuse; a null where none may be has nothing to say.
      String why = e.getCause() == null ? null : e.getCause().getMessage();
      String refused = why == null ? "it is not complete" : Masking.numbersIn(why);
      return reading.wrong(path, "is refused: " + refused, "");
    } catch (ReflectiveOperationException e) {
      return reading.wrong(path, "cannot be read: " + type.getName() + " is not accessible", "");
    }
  }

  @Override
  public JsonElement write(Object value, Spelling spelling) {
    JsonObject object = new JsonObject();
    for (RecordMember member : members) {
      JsonElement written = member.write(value, spelling);
      if (!Objects.equals(written, JsonNull.INSTANCE)) {
        object.add(member.name(), written);
      }
    }
    return object;
  }

  @Override
  public JsonObject schema(SchemaNames schemas) {
    return schemas.reference(type, () -> described(schemas));
  }

  private JsonObject described(SchemaNames schemas) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (RecordMember member : members) {
      properties.add(member.name(), member.schema(schemas));
      if (member.required()) {
        required.add(member.name());
      }
    }
    JsonObject object = SchemaNames.type("object");
    object.add("properties", properties);
    object.addProperty("additionalProperties", false);
    object.add("required", required);
    return object;
  }
}
