package io.patchbay.delivery;

import io.patchbay.channel.SmsMessage;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The senders that a message names, as its lane keeps them: the one for every instance on the first
 * line, then a line for each instance with one of its own. Stateless.
 */
final class Senders {
  private Senders() {}

  /** The form that a lane keeps; null when the message names none. */
  static @Nullable String of(SmsMessage message) {
    if (message.fromByProvider().isEmpty()) {
      return message.from();
    }
    StringBuilder lines = new StringBuilder(message.from() == null ? "" : message.from());
    new TreeMap<>(message.fromByProvider())
        .forEach((instance, from) -> lines.append('\n').append(instance).append('=').append(from));
    return lines.toString();
  }

  /** The sender for an instance; null when the instance decides. */
  static @Nullable String forInstance(@Nullable String kept, String instance) {
    if (kept == null) {
      return null;
    }
    String[] lines = kept.split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].startsWith(instance + "=")) {
        return lines[i].substring(instance.length() + 1);
      }
    }
    return lines[0].isEmpty() ? null : lines[0];
  }
}
