package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Masking;
import java.net.URI;
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
  @Override
  public String toString() {
    return "QrCode[" + code + ", " + (message == null ? null : Masking.text(message)) + "]";
  }
}
