package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every way to spoil one place of a content's JSON, by the types of its record. */
final class ContentMutations {
  private static final String TWIN = "@@again";
  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class);
  private static final Set<Class<?>> FORMATTED =
      Set.of(URI.class, Duration.class, Instant.class, LocalDate.class);

  private final Map<String, ContentType> kinds = new TreeMap<>();
  private final List<Mutation> found = new ArrayList<>();

  /**
   * One way.
   *
   * @param name what is done
   * @param path where the problem is, after the content's own path
   * @param apply does it, and can be undone
   */
  record Mutation(String name, String path, Change apply) {}

  /** Changes the tree; running the result undoes it. */
  interface Change {
    Runnable run();
  }

  ContentMutations(List<ContentType> kinds) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
  }

  /** All mutations of a content, which share its tree. */
  List<Mutation> of(JsonObject content) {
    found.clear();
    content(content, "");
    return List.copyOf(found);
  }

  /** The text of a tree, with the twins as duplicate keys. */
  static String text(JsonElement tree) {
    return tree.toString().replace(TWIN + "\"", "\"");
  }

  private void content(JsonObject content, String path) {
    String kind = content.keySet().iterator().next();
    ContentType type = Objects.requireNonNull(kinds.get(kind), kind);
    record(content.getAsJsonObject(kind), type.type(), path + "." + kind);
  }

  private void record(JsonObject object, Class<?> type, String path) {
    put("unknown key", path + ".bogus", object, "bogus", new JsonPrimitive("x"));
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      String at = path + "." + name;
      JsonElement value = object.get(name);
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      Class<?> raw = component.getType();
      if (!nullable) {
        put("null", at, object, name, JsonNull.INSTANCE);
      }
      if (!nullable && raw != boolean.class && raw != List.class && raw != Map.class) {
        add("missing", at, () -> replaced(object, name, object.remove(name)));
      }
      if (value != null) {
        put("duplicate", at, object, name + TWIN, value.deepCopy());
        wrong(component.getGenericType())
            .forEach((what, wrong) -> put(what, at, object, name, wrong));
        inside(value, component.getGenericType(), at);
      }
    }
  }

  private void inside(JsonElement value, Type type, String path) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      JsonArray array = value.getAsJsonArray();
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        JsonElement item = array.get(i);
        String at = path + "[" + i + "]";
        add(
            "null item",
            at,
            () -> {
              array.set(index, JsonNull.INSTANCE);
              return () -> array.set(index, item);
            });
        inside(item, generic.getActualTypeArguments()[0], at);
      }
    } else if (type == Content.class) {
      content(value.getAsJsonObject(), path);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      record(value.getAsJsonObject(), plain, path);
    }
  }

  /** What no value of this type looks like. */
  private static Map<String, JsonElement> wrong(Type type) {
    if (type instanceof ParameterizedType generic) {
      boolean list = generic.getRawType() == List.class;
      return Map.of("wrong collection", list ? new JsonObject() : new JsonArray());
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Content.class || plain.isRecord()) {
      return Map.of("text for an object", new JsonPrimitive("x"));
    }
    if (NUMBERS.contains(plain)) {
      return Map.of("text for a number", new JsonPrimitive("30"));
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return Map.of("text for a truth value", new JsonPrimitive("yes"));
    }
    Map<String, JsonElement> wrong = new TreeMap<>();
    wrong.put("number for a text", new JsonPrimitive(5));
    if (plain.isEnum()) {
      wrong.put("unknown constant", new JsonPrimitive("no such constant"));
    }
    if (FORMATTED.contains(plain)) {
      wrong.put("unreadable text", new JsonPrimitive("no {such} value"));
    }
    return wrong;
  }

  private void put(String what, String path, JsonObject object, String name, JsonElement value) {
    add(
        what,
        path,
        () -> {
          JsonElement before = object.get(name);
          object.add(name, value);
          return replaced(object, name, before);
        });
  }

  private static Runnable replaced(JsonObject object, String name, @Nullable JsonElement before) {
    return () -> {
      if (before == null) {
        object.remove(name);
      } else {
        object.add(name, before);
      }
    };
  }

  private void add(String what, String path, Change change) {
    found.add(new Mutation(what, path, change));
  }
}
