package io.patchbay.registry;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Reads records without dropping or inventing anything: a member that the record does not have is
 * an error, and so is a missing one, unless it may be null, is a primitive or a collection.
 */
final class StrictRecords implements TypeAdapterFactory {
  /** The reason of whoever refused first: a record's own check, or one of this class. */
  static String reason(Throwable failure) {
    String reason = "is malformed";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof Unfit) {
        reason = String.valueOf(cause.getMessage());
      }
    }
    return reason;
  }

  @Override
  public @Nullable <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    return raw.isRecord() ? new Adapter<>(raw, gson.getDelegateAdapter(this, type)) : null;
  }

  private static final class Adapter<T> extends TypeAdapter<T> {
    private final TypeAdapter<T> delegate;
    private final Map<String, RecordComponent> components = new LinkedHashMap<>();
    private final boolean nullMarked;

    Adapter(Class<? super T> type, TypeAdapter<T> delegate) {
      this.delegate = delegate;
      Arrays.stream(type.getRecordComponents()).forEach(c -> components.put(c.getName(), c));
      Package in = type.getPackage();
      this.nullMarked = in != null && in.isAnnotationPresent(NullMarked.class);
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      delegate.write(out, value);
    }

    @Override
    public T read(JsonReader in) {
      JsonElement element = JsonParser.parseReader(in);
      return delegate.fromJsonTree(element instanceof JsonObject object ? whole(object) : element);
    }

    private JsonObject whole(JsonObject object) {
      for (String name : object.keySet()) {
        if (!components.containsKey(name)) {
          throw new Unfit(
              "has no '" + name + "': " + Suggestion.sentence(components.keySet(), name));
        }
      }
      JsonObject whole = object.deepCopy();
      components.forEach(
          (name, component) -> {
            if (!object.has(name) || object.get(name).isJsonNull()) {
              complete(whole, name, component);
            }
          });
      return whole;
    }

    private void complete(JsonObject whole, String name, RecordComponent component) {
      Class<?> type = component.getType();
      if (Collection.class.isAssignableFrom(type)) {
        whole.add(name, new JsonArray());
      } else if (type == Map.class) {
        whole.add(name, new JsonObject());
      } else if (nullMarked && !type.isPrimitive() && !nullable(component)) {
        throw new Unfit("lacks '" + name + "'");
      }
    }

    private static boolean nullable(RecordComponent component) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
  }

  /** The JSON does not fit the record. */
  private static final class Unfit extends JsonParseException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }
}
