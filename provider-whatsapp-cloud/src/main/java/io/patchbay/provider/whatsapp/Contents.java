package io.patchbay.provider.whatsapp;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.ProviderDescriptor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents that this provider sends and how each looks in a request. What the descriptor
 * declares is made from the same list.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">Messages</a>
 */
final class Contents {
  private static final List<Kind<?>> KINDS =
      List.of(
          new Kind<>(ContentType.TEXT, Text.class, "text", Contents::text),
          new Kind<>(ContentType.TEMPLATE, Template.class, "template", Contents::template));

  private static final Map<Class<?>, Kind<?>> BY_CLASS = byClass();

  private Contents() {}

  private static Map<Class<?>, Kind<?>> byClass() {
    Map<Class<?>, Kind<?>> kinds = new LinkedHashMap<>();
    KINDS.forEach(kind -> kinds.put(kind.record(), kind));
    return Map.copyOf(kinds);
  }

  static ProviderDescriptor.Builder declare(ProviderDescriptor.Builder descriptor) {
    KINDS.forEach(kind -> descriptor.contents(kind.type()));
    return descriptor;
  }

  /** How to write contents of this class; null when the provider has no such kind. */
  static @Nullable Kind<?> kind(Class<?> content) {
    return BY_CLASS.get(content);
  }

  private static void text(JsonWriter json, Text text) throws IOException {
    json.beginObject();
    json.name("body").value(text.body());
    json.name("preview_url").value(text.previewUrl());
    json.endObject();
  }

  private static void template(JsonWriter json, Template template) throws IOException {
    json.beginObject();
    json.name("name").value(template.name());
    json.name("language").beginObject().name("code").value(template.language()).endObject();
    if (!template.parameters().isEmpty()) {
      json.name("components").beginArray().beginObject();
      json.name("type").value("body");
      json.name("parameters").beginArray();
      for (Template.Parameter parameter : template.parameters()) {
        json.beginObject().name("type").value("text");
        if (parameter.name() != null) {
          json.name("parameter_name").value(parameter.name());
        }
        json.name("text").value(parameter.text()).endObject();
      }
      json.endArray().endObject().endArray();
    }
    json.endObject();
  }

  /**
   * One kind of content.
   *
   * @param word Meta's word for it: the value of {@code type} and the name of the object that holds
   *     the content
   */
  record Kind<C extends Record & Content>(
      ContentType type, Class<C> record, String word, Body<C> body) {

    void write(JsonWriter json, Content content) throws IOException {
      json.name("type").value(word);
      json.name(word);
      body.write(json, record.cast(content));
    }
  }

  /** Writes the object that holds a content. */
  interface Body<C> {
    void write(JsonWriter json, C content) throws IOException;
  }
}
