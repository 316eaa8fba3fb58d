package io.patchbay.provider.whatsapp.content;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A content within another one as JSON: the name that the descriptor gives its kind, and beside it
 * the content. Gson finds it by the annotation, so that whoever stores contents needs to know
 * nothing of it. Immutable and thread-safe.
 */
final class NamedContent implements TypeAdapterFactory {
  private static final String NAME = "name";
  private static final String CONTENT = "content";

  /** Everything that can stand within another content. */
  static final List<ContentType> TYPES =
      Stream.concat(
              ContentType.standard().stream(),
              Stream.of(
                  own("group-pin", GroupPin.class),
                  own("contact-request", ContactRequest.class),
                  own("address-request", AddressRequest.class),
                  own("call-permission-request", CallPermissionRequest.class),
                  own("voice-call", VoiceCall.class),
                  own("flow", Flow.class),
                  own("product", Product.class),
                  own("product-list", ProductList.class),
                  own("catalog", Catalog.class),
                  own("product-carousel", ProductCarousel.class),
                  own("media-carousel", MediaCarousel.class),
                  own("order-details", OrderDetails.class),
                  own("order-status", OrderStatus.class),
                  own("template", WhatsAppTemplate.class),
                  own("marketing-message", MarketingMessage.class),
                  own("raw", RawMessage.class)))
          .toList();

  private static ContentType own(String name, Class<? extends Record> type) {
    return new ContentType("whatsapp-cloud:" + name, type);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    return (TypeAdapter<T>) new Adapter(gson).nullSafe();
  }

  private static Optional<ContentType> find(Predicate<ContentType> wanted) {
    return TYPES.stream().filter(wanted).findFirst();
  }

  private static final class Adapter extends TypeAdapter<Content> {
    private final Gson gson;

    Adapter(Gson gson) {
      this.gson = gson;
    }

    @Override
    public void write(JsonWriter out, Content content) throws IOException {
      ContentType type =
          find(known -> known.type() == content.getClass())
              .orElseThrow(
                  () ->
                      new JsonParseException(
                          content.getClass().getName() + " is no content of WhatsApp's"));
      out.beginObject().name(NAME).value(type.name()).name(CONTENT);
      gson.toJson(content, type.type(), out);
      out.endObject();
    }

    @Override
    public Content read(JsonReader in) throws IOException {
      JsonObject stored = gson.fromJson(in, JsonObject.class);
      JsonElement name = stored.get(NAME);
      ContentType type =
          find(known -> name != null && name.isJsonPrimitive() && named(known, name))
              .orElseThrow(
                  () -> new JsonParseException("No content of WhatsApp's has the name " + name));
      Content content = (Content) gson.fromJson(stored.get(CONTENT), type.type());
      if (content == null) {
        throw new JsonParseException("There is no content beside the name " + name);
      }
      return content;
    }

    private static boolean named(ContentType known, JsonElement name) {
      return known.name().equals(name.getAsString());
    }
  }
}
