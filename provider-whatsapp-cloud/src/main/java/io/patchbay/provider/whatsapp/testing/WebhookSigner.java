package io.patchbay.provider.whatsapp.testing;

import io.patchbay.channel.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook requests as Meta does: HMAC-SHA256 over the raw body, keyed with the app secret, in
 * hexadecimal after {@code sha256=}.
 *
 * <p>Immutable and thread-safe. {@code toString} does not show the secret.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started">Meta:
 *     validating payloads</a>
 */
public final class WebhookSigner {
  /** The header that carries the signature. */
  public static final String HEADER = "X-Hub-Signature-256";

  /** The media type of the body. */
  public static final String CONTENT_TYPE = "application/json";

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private WebhookSigner(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * A signer for one app.
   *
   * @param appSecret the app secret, not empty
   */
  public static WebhookSigner of(String appSecret) {
    return new WebhookSigner(
        new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
  }

  /** The value of the header for a body. */
  public String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * A signed request with any body.
   *
   * @param address the public address of the webhook
   */
  public WebhookRequest request(URI address, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return WebhookRequest.of(
        "POST",
        address,
        Map.of(HEADER, List.of(signature(bytes)), "Content-Type", List.of(CONTENT_TYPE)),
        bytes);
  }
}
