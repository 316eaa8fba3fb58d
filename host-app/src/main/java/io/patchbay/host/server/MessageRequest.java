package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.patchbay.channel.SmsMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A message to send, as it was asked for.
 *
 * @param workspace whose configuration decides
 * @param message the message
 * @param fingerprint the same for the same request, so that its texts need not be remembered
 */
record MessageRequest(String workspace, SmsMessage message, String fingerprint) {
  static MessageRequest of(String workspace, SmsMessage message, JsonObject json) {
    return new MessageRequest(workspace, message, fingerprint(json));
  }

  private static String fingerprint(JsonObject json) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(StrictJson.canonical(json).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
