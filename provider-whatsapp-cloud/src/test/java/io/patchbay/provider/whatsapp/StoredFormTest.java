package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every content comes back from JSON as it was, with Gson alone; only the content inside an
 * identity check needs its name beside it, as every stored content has.
 */
class StoredFormTest {
  private static final Gson GSON =
      new GsonBuilder().registerTypeAdapter(Content.class, new ByName()).create();

  static List<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackFromJsonAsItWas(Sample sample) {
    String stored = GSON.toJson(sample.content());

    assertThat(GSON.fromJson(stored, sample.content().getClass())).isEqualTo(sample.content());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackByTheNameThatTheDescriptorGives(Sample sample) {
    assertThat(GSON.fromJson(GSON.toJson(sample.content(), Content.class), Content.class))
        .isEqualTo(sample.content());
  }

  /** A content with its name. */
  private static final class ByName implements JsonSerializer<Content>, JsonDeserializer<Content> {
    private static final List<ContentType> TYPES =
        new WhatsAppCloudProvider().descriptor().contents();

    @Override
    public JsonElement serialize(Content content, Type type, JsonSerializationContext context) {
      JsonObject stored = new JsonObject();
      String name =
          TYPES.stream()
              .filter(known -> known.type() == content.getClass())
              .findFirst()
              .orElseThrow()
              .name();
      stored.addProperty("type", name);
      stored.add("content", context.serialize(content, content.getClass()));
      return stored;
    }

    @Override
    public Content deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
      JsonObject stored = json.getAsJsonObject();
      String name = stored.get("type").getAsString();
      Class<?> record =
          TYPES.stream()
              .filter(known -> known.name().equals(name))
              .findFirst()
              .orElseThrow()
              .type();
      return (Content) context.deserialize(stored.get("content"), record);
    }
  }
}
