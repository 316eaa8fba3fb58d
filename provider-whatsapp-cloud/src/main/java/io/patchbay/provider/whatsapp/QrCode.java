package io.patchbay.provider.whatsapp;

import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import java.net.URI;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A code that opens a chat with the business, with a text already written. Immutable.
 *
 * @param code Meta's id of it, 14 characters
 * @param message the text; null when not said
 * @param link opens the chat without the picture; null when not said
 * @param image the picture's address, when one was asked for
 */
public record QrCode(
    String code, @Nullable String message, @Nullable URI link, @Nullable URI image) {

  /** Reads one; null when it has no code. */
  static @Nullable QrCode of(@Nullable JsonObject json) {
    String code = Json.text(json, "code");
    return code == null
        ? null
        : new QrCode(
            code,
            Json.verbatim(json, "prefilled_message"),
            uri(Json.text(json, "deep_link_url")),
            uri(Json.text(json, "qr_image_url")));
  }

  private static @Nullable URI uri(@Nullable String text) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    return url == null ? null : url.uri();
  }

  @Override
  public String toString() {
    return "QrCode[" + code + ", " + (message == null ? null : Masking.text(message)) + "]";
  }
}
