package io.patchbay.registry;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of contents: a JSON object whose only member is named as the descriptor names the
 * kind, for example {@code {"text": {"body": "Hello"}}}. It is how a queue keeps messages and how
 * they are written over HTTP.
 *
 * <p>Reading is strict, of JSON and of records: a name that stands twice and a member that the
 * record does not have are errors, because a message that lost a part would be another message.
 * What the record may leave out may be missing.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContentCodec {
  private final Map<String, ContentType> byName = new LinkedHashMap<>();
  private final Map<Class<?>, ContentType> byType = new LinkedHashMap<>();
  private final Gson writer;
  private final Gson reader;

  private ContentCodec(Collection<ContentType> types) {
    for (ContentType type : types) {
      byName.putIfAbsent(type.name(), type);
      byType.putIfAbsent(type.type(), type);
    }
    GsonBuilder builder =
        new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Content.class, new ByName())
            .registerTypeAdapter(Duration.class, text(Duration::parse))
            .registerTypeAdapter(Instant.class, text(Instant::parse))
            .registerTypeAdapter(LocalDate.class, text(LocalDate::parse));
    writer = builder.create();
    // Not for writing: Gson would prefer an adapter of the record to the one of Content.
    reader = builder.registerTypeAdapterFactory(new StrictRecords()).create();
  }

  /** Knows the standard kinds and those of every usable provider. */
  public static ContentCodec of(ProviderCatalog catalog) {
    return of(catalog.entries().stream().flatMap(e -> e.descriptor().contents().stream()).toList());
  }

  /** Knows the standard kinds and these. */
  public static ContentCodec of(Collection<ContentType> types) {
    List<ContentType> all = new ArrayList<>(ContentType.standard());
    all.addAll(types);
    return new ContentCodec(all);
  }

  /** The names of all kinds that can be read. */
  public Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /**
   * The stored form.
   *
   * @throws UnknownContentException when no provider that is here lists the kind
   */
  public String write(Content content) {
    return writer.toJson(content, Content.class);
  }

  /**
   * Reads the stored form.
   *
   * @throws UnknownContentException when no provider that is here lists the kind: the text has to
   *     be kept until one does
   * @throws IllegalArgumentException when the text is no stored content; the message quotes no
   *     values
   */
  public Content read(String json) {
    try {
      JsonDocument.parse(json);
    } catch (JsonDocument.Broken e) {
      throw new IllegalArgumentException("A stored content cannot be read: " + e.getMessage(), e);
    }
    // Read again, by Gson itself: the numbers of a checked document are decimal and know no -0.0.
    return readElement(JsonParser.parseString(json));
  }

  private Content readElement(JsonElement element) {
    if (!(element instanceof JsonObject object)
        || object.size() != 1
        || object.asMap().containsValue(JsonNull.INSTANCE)) {
      throw new IllegalArgumentException(
          "A content is an object with one member, its kind, for example {\"text\": {…}}; known: "
              + String.join(", ", byName.keySet()));
    }
    Map.Entry<String, JsonElement> only = object.entrySet().iterator().next();
    ContentType type = byName.get(only.getKey());
    if (type == null) {
      throw new UnknownContentException(only.getKey(), byName.keySet());
    }
    try {
      return (Content) reader.fromJson(only.getValue(), (Class<?>) type.type());
    } catch (UnknownContentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Content '" + type.name() + "': " + StrictRecords.reason(e), e);
    }
  }

  /** A kind of content whose provider is not here. */
  public static final class UnknownContentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    UnknownContentException(String kind, Collection<String> known) {
      super(
          "No provider that is here knows the content '"
              + kind
              + "': "
              + Suggestion.sentence(known, kind));
      this.kind = kind;
    }

    /** The name of the kind. */
    public String kind() {
      return kind;
    }
  }

  /** Contents inside contents have the stored form too. */
  private final class ByName extends TypeAdapter<Content> {
    @Override
    public void write(JsonWriter out, @Nullable Content content) throws IOException {
      if (content == null) {
        out.nullValue();
        return;
      }
      ContentType type = byType.get(content.getClass());
      if (type == null) {
        throw new UnknownContentException(content.getClass().getSimpleName(), byName.keySet());
      }
      out.beginObject();
      out.name(type.name());
      writer.toJson(content, type.type(), out);
      out.endObject();
    }

    @Override
    public Content read(JsonReader in) {
      return ContentCodec.this.readElement(JsonParser.parseReader(in));
    }
  }

  private static <T> TypeAdapter<T> text(Function<String, T> parse) {
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        out.value(value.toString());
      }

      @Override
      public T read(JsonReader in) throws IOException {
        return parse.apply(in.nextString());
      }
    }.nullSafe();
  }
}
