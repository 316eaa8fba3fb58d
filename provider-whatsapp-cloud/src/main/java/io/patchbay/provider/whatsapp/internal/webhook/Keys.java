package io.patchbay.provider.whatsapp.internal.webhook;

import java.nio.charset.StandardCharsets;
import okio.Buffer;

/**
 * Makes the key of what has no id of its own: the same words make the same key, and the key shows
 * none of them.
 */
final class Keys {
  private Keys() {}

  /** A key that begins with a word in the clear. */
  static String of(String word, String... parts) {
    return word + ":" + hash(parts);
  }

  /** A hash in which the parts cannot run into one another. */
  static String hash(String... parts) {
    Buffer buffer = new Buffer();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      buffer.writeInt(bytes.length).write(bytes);
    }
    return buffer.sha256().hex();
  }
}
