package io.patchbay.provider.whatsapp;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Instant;

/** Reads the time of an event: seconds since 1970, as a text or as a number. */
final class Timestamps {
  private Timestamps() {}

  /** When it happened; now, where that cannot be read. */
  static Instant read(JsonObject event, Clock clock) {
    String seconds = Json.text(event, "timestamp");
    return seconds != null && seconds.matches("[0-9]{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(seconds))
        : clock.instant();
  }
}
