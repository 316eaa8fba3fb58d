package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Text;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.lang.reflect.Type;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every content comes back from JSON as it was, with Gson alone, and so does one that stands within
 * an identity check.
 */
class StoredFormTest {
  private static final Gson PLAIN = new Gson();
  private static final Gson NAMING =
      new GsonBuilder().registerTypeAdapter(Content.class, new ByName()).create();

  static List<Sample> samples() {
    return Sample.all();
  }

  static List<Content> checked() {
    return Sample.all().stream()
        .map(Sample::content)
        .filter(content -> !(content instanceof WithIdentityCheck))
        .<Content>map(content -> new WithIdentityCheck(content, "DF2lS5v2W6x="))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackFromJsonAsItWas(Sample sample) {
    String stored = PLAIN.toJson(sample.content());

    assertThat(PLAIN.fromJson(stored, sample.content().getClass())).isEqualTo(sample.content());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackByTheNameThatTheDescriptorGives(Sample sample) {
    assertThat(NAMING.fromJson(NAMING.toJson(sample.content(), Content.class), Content.class))
        .isEqualTo(sample.content());
  }

  @ParameterizedTest
  @MethodSource("checked")
  void anyContentComesBackFromWithinAnIdentityCheck(Content content) {
    assertThat(PLAIN.fromJson(PLAIN.toJson(content), WithIdentityCheck.class)).isEqualTo(content);
    assertThat(NAMING.fromJson(NAMING.toJson(content, Content.class), Content.class))
        .isEqualTo(content);
  }

  @Test
  void formOfAnIdentityCheckIsThis() {
    assertThat(PLAIN.toJson(new WithIdentityCheck(Text.of("Hi"), "h")))
        .isEqualTo(
            "{\"content\":{\"name\":\"text\",\"content\":{\"body\":\"Hi\","
                + "\"previewUrl\":false}},\"hash\":\"h\"}");
  }

  /** The names within an identity check are those of the descriptor, all but its own. */
  @Test
  void everyKindOfTheDescriptorHasItsNameWithinAnIdentityCheck() {
    TreeSet<String> names = new TreeSet<>();
    checked()
        .forEach(
            content ->
                names.add(
                    PLAIN
                        .toJsonTree(content)
                        .getAsJsonObject()
                        .getAsJsonObject("content")
                        .get("name")
                        .getAsString()));

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            ByName.TYPES.stream()
                .map(ContentType::name)
                .filter(name -> !name.equals("whatsapp-cloud:identity-check"))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"whatsapp-cloud:telepathy\",\"content\":{}}",
        "{\"name\":\"whatsapp-cloud:identity-check\",\"content\":{}}",
        "{\"name\":17,\"content\":{}}",
        "{\"content\":{}}",
        "{\"name\":\"text\"}",
        "[]"
      })
  void whatHasNoNameOrNoContentIsRefusedAndNotGuessed(String content) {
    assertThatThrownBy(
            () ->
                PLAIN.fromJson(
                    "{\"content\":" + content + ",\"hash\":\"h\"}", WithIdentityCheck.class))
        .isInstanceOf(JsonParseException.class);
  }

  @Test
  void contentOfAnotherProviderIsNotStoredWithinAnIdentityCheck() {
    record Strange() implements Content {}
    assertThatThrownBy(() -> PLAIN.toJson(new WithIdentityCheck(new Strange(), "h")))
        .isInstanceOf(JsonParseException.class)
        .hasMessageContaining("is no content of WhatsApp's");
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
