package io.patchbay.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook bodies as Meta does: HMAC-SHA256 over the raw bytes, keyed with the app secret, in
 * lower-case hex after {@code sha256=}. Tests of hosts use it to make requests that their receiver
 * must accept, or must refuse.
 *
 * <p>Stateless and thread-safe. Source: "Validate payloads" in Meta's Graph API webhooks guide.
 */
public final class WebhookSigner {
  /** Name of the header that carries the signature. */
  public static final String HEADER = "X-Hub-Signature-256";

  private WebhookSigner() {}

  /**
   * Returns the value of the signature header for a body.
   *
   * @param appSecret the app secret, not empty
   * @param body the body exactly as it goes over the wire
   */
  public static String sign(String appSecret, byte[] body) {
    return "sha256=" + hex(appSecret, body);
  }

  /** Tells, in constant time, whether {@code header} is the signature of {@code body}. */
  public static boolean matches(String appSecret, byte[] body, String header) {
    return MessageDigest.isEqual(
        sign(appSecret, body).getBytes(StandardCharsets.US_ASCII),
        header.getBytes(StandardCharsets.UTF_8));
  }

  /** The {@code appsecret_proof} of an access token: the same keyed hash, without the prefix. */
  static String proof(String appSecret, String accessToken) {
    return hex(appSecret, accessToken.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(String key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "HmacSHA256 is required of every Java platform, yet it failed here", e);
    }
  }
}
