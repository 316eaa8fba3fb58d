package io.patchbay.host.broadcast;

import io.patchbay.channel.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The ids of a broadcast's messages: for the same line the same, whenever it is started, so that a
 * second start goes on with the first. They say nothing of the people.
 *
 * <p>Immutable.
 *
 * @param prefix what all of them begin with
 */
public record BroadcastIds(String prefix) {
  private static final int DIGEST_DIGITS = 16;
  private static final int LINE_DIGITS = 10;

  /**
   * The ids of a broadcast.
   *
   * @param name what tells it from all others of the workspace
   */
  public static BroadcastIds of(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return new BroadcastIds(
          "broadcast-" + HexFormat.of().formatHex(digest).substring(0, DIGEST_DIGITS) + "-");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  String id(long line) {
    return prefix + String.format(Locale.ROOT, "%0" + LINE_DIGITS + "d", line);
  }

  String first() {
    return prefix + "0".repeat(LINE_DIGITS);
  }

  String last() {
    return prefix + "9".repeat(LINE_DIGITS);
  }

  boolean has(MessageId id) {
    return id.value().startsWith(prefix);
  }

  long line(MessageId id) {
    return Long.parseLong(id.value().substring(prefix.length()));
  }
}
