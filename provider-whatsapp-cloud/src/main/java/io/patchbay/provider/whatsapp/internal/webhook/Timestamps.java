package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the time of an event: seconds since 1970, as a text or as a number. */
final class Timestamps {
  private static final int MOST_DIGITS = 11;

  private Timestamps() {}

  /** When it happened; now, where that cannot be read. */
  static Instant read(Node event, Clock clock) {
    return read(event, "timestamp", clock);
  }

  /** The same under another name. */
  static Instant read(@Nullable Node event, String name, Clock clock) {
    String seconds = Node.text(event, name);
    Instant at = seconds == null ? null : read(seconds);
    return at == null ? clock.instant() : at;
  }

  /** Null for what is no time. */
  static @Nullable Instant read(String seconds) {
    if (seconds.isEmpty() || seconds.length() > MOST_DIGITS) {
      return null;
    }
    long since = 0;
    for (int i = 0; i < seconds.length(); i++) {
      int digit = seconds.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      since = 10 * since + digit;
    }
    return Instant.ofEpochSecond(since);
  }
}
