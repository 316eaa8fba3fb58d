package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MediaSource;
import io.patchbay.host.console.Wording;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents: an object with one member, the content's name, whose members are the components
 * of the content's record. So a provider's own contents can be sent without a line of code here.
 * Everything wrong is collected. Used once, by one thread.
 */
final class RecordReader {
  private final Map<String, ContentType> contents;
  private final List<Problem> problems;

  /**
   * A reader.
   *
   * @param contents the kinds that there are, by name
   * @param problems where to say what is wrong
   */
  RecordReader(Map<String, ContentType> contents, List<Problem> problems) {
    this.contents = contents;
    this.problems = problems;
  }

  /** One content; null when there is something wrong in it. */
  @Nullable Content content(String path, JsonElement element) {
    if (!(element instanceof JsonObject object) || object.size() != 1) {
      wrong(
          path,
          "is not an object with one member, named after a kind of content",
          "for example {\"text\": {\"body\": \"Hello\"}}");
      return null;
    }
    String name = object.keySet().iterator().next();
    ContentType type = contents.get(name);
    if (type == null) {
      wrong(
          path + "." + name,
          "is no kind of content that a provider here carries",
          Wording.didYouMean(contents.keySet(), name));
      return null;
    }
    return (Content) value(path + "." + name, object.get(name), type.type());
  }

  private @Nullable Object value(String path, JsonElement element, Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(path, element, generic.getActualTypeArguments()[0])
          : map(path, element);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == Content.class) {
      return content(path, element);
    }
    return wanted.isRecord() ? record(path, element, wanted) : plain(path, element, wanted);
  }

  private @Nullable Object record(String path, JsonElement element, Class<?> type) {
    if (!(element instanceof JsonObject object)) {
      return wrong(path, "is not an object", "with: " + String.join(", ", names(type)));
    }
    int before = problems.size();
    Set<String> known = names(type);
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        wrong(path + "." + name, "is not known here", Wording.didYouMean(known, name));
      }
    }
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonElement member = object.get(components[i].getName());
      String at = path + "." + components[i].getName();
      values[i] =
          member == null || member.isJsonNull()
              ? absent(at, components[i])
              : value(at, member, components[i].getGenericType());
    }
    return problems.size() == before ? construct(path, type, components, values) : null;
  }

  private static Set<String> names(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(component.getName());
    }
    return names;
  }

  /** What stands for a component that is left out, if it may be. */
  private @Nullable Object absent(String path, RecordComponent component) {
    Class<?> type = component.getType();
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      return null;
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    return type == boolean.class ? false : wrong(path, "is missing", "");
  }

  private @Nullable Object construct(
      String path, Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      // The records say what they refuse; a null where none may be has nothing to say.
      String why = e.getCause() == null ? null : e.getCause().getMessage();
      return wrong(
          path, "is refused: " + (why == null ? "it is not complete" : Masking.numbersIn(why)), "");
    } catch (ReflectiveOperationException e) {
      return wrong(path, "cannot be sent over HTTP", "");
    }
  }

  private @Nullable Object list(String path, JsonElement element, Type item) {
    if (!(element instanceof JsonArray array)) {
      return wrong(path, "is not a list", "[ ... ]");
    }
    List<Object> items = new ArrayList<>();
    int index = 0;
    for (JsonElement one : array) {
      Object value = value(path + "[" + index++ + "]", one, item);
      if (value != null) {
        items.add(value);
      }
    }
    return items;
  }

  private @Nullable Object map(String path, JsonElement element) {
    if (!(element instanceof JsonObject object)) {
      return wrong(path, "is not an object", "{ \"name\": \"value\" }");
    }
    Map<String, String> values = new LinkedHashMap<>();
    object
        .asMap()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonPrimitive text && text.isString()) {
                values.put(name, text.getAsString());
              } else {
                wrong(path + "." + name, "is not a text", "");
              }
            });
    return values;
  }

  private @Nullable Object plain(String path, JsonElement element, Class<?> type) {
    if (!(element instanceof JsonPrimitive primitive)) {
      return wrong(path, "is not a plain value", "");
    }
    try {
      if (type.isEnum()) {
        return constant(path, primitive, type);
      }
      if (type == boolean.class || type == Boolean.class) {
        return primitive.isBoolean()
            ? primitive.getAsBoolean()
            : wrong(path, "is not a truth value", "true or false, without quotes");
      }
      if (type == int.class || type == long.class || type == double.class) {
        return primitive.isNumber() ? number(primitive, type) : wrong(path, "is not a number", "");
      }
      return primitive.isString()
          ? text(primitive.getAsString(), type)
          : wrong(path, "is not a text", "write it in quotes");
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return wrong(path, "is not " + FORMS.getOrDefault(type, "a value that fits"), "");
    }
  }

  private static final Map<Class<?>, String> FORMS =
      Map.of(
          URI.class, "an address such as https://example.com/",
          Duration.class, "a time such as PT10M",
          Instant.class, "a point in time such as 2026-01-31T12:00:00Z",
          LocalDate.class, "a date such as 2026-01-31",
          int.class, "a whole number that fits",
          long.class, "a whole number that fits");

  private static Object number(JsonPrimitive primitive, Class<?> type) {
    if (type == double.class) {
      return primitive.getAsDouble();
    }
    long value = primitive.getAsBigDecimal().longValueExact();
    if (type == int.class) {
      return Math.toIntExact(value);
    }
    return value;
  }

  private static Object text(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    }
    if (type == URI.class) {
      return URI.create(text);
    }
    if (type == Duration.class) {
      return Duration.parse(text);
    }
    if (type == Instant.class) {
      return Instant.parse(text);
    }
    if (type == LocalDate.class) {
      return LocalDate.parse(text);
    }
    throw new IllegalArgumentException("No text can be read as " + type.getName());
  }

  private @Nullable Object constant(String path, JsonPrimitive primitive, Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(word(constant), constant);
    }
    // A caller over HTTP must not read the files of this machine.
    constants.remove(word(MediaSource.Kind.FILE), MediaSource.Kind.FILE);
    Object constant = primitive.isString() ? constants.get(primitive.getAsString()) : null;
    return constant == null
        ? wrong(path, "is none of " + String.join(", ", constants.keySet()), "")
        : constant;
  }

  /** How a constant is written. */
  static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private @Nullable Object wrong(String path, String message, String suggestion) {
    problems.add(new Problem(path, message, suggestion));
    return null;
  }
}
