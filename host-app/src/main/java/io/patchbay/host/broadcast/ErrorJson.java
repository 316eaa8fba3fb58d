package io.patchbay.host.broadcast;

import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import org.jspecify.annotations.Nullable;

/** An error for machines, with phone numbers masked. */
final class ErrorJson {
  private ErrorJson() {}

  static JsonObject of(SendError error) {
    JsonObject object = new JsonObject();
    object.addProperty("category", error.category().name());
    object.addProperty("retry", error.retry().name());
    object.addProperty("scope", error.scope().name());
    object.addProperty("code", error.code());
    object.addProperty("message", masked(error.message()));
    object.addProperty("details", masked(error.details()));
    object.addProperty("traceId", error.traceId());
    object.addProperty(
        "retryAfterSeconds", error.retryAfter() == null ? null : error.retryAfter().toSeconds());
    object.addProperty("remedy", error.remedy());
    object.addProperty(
        "documentation", error.documentation() == null ? null : error.documentation().toString());
    return object;
  }

  private static @Nullable String masked(@Nullable String text) {
    return text == null ? null : Masking.numbersIn(text);
  }
}
