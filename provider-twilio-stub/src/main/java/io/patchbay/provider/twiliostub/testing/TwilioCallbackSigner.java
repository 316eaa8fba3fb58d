package io.patchbay.provider.twiliostub.testing;

import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Secret;
import io.patchbay.support.FormFields;
import io.patchbay.support.Hmac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signs webhook requests as Twilio does: HMAC-SHA1, keyed with the auth token, over the full URL
 * followed by every form parameter's name and value in the order of the names.
 *
 * <p>Immutable and thread-safe. {@code toString} does not show the token.
 *
 * @see <a href="https://www.twilio.com/docs/usage/webhooks/webhooks-security">Twilio: webhooks
 *     security</a>
 */
public final class TwilioCallbackSigner {
  /** The header that carries the signature. */
  public static final String HEADER = "X-Twilio-Signature";

  /** The media type of the body. */
  public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private static final String ALGORITHM = "HmacSHA1";

  private final Hmac hmac;

  private TwilioCallbackSigner(Hmac hmac) {
    this.hmac = hmac;
  }

  /**
   * A signer for one account.
   *
   * @param authToken the account's auth token, not empty
   */
  public static TwilioCallbackSigner of(String authToken) {
    return new TwilioCallbackSigner(Hmac.of(ALGORITHM, List.of(new Secret(authToken))));
  }

  /**
   * The signature in Base64.
   *
   * @param url the address that is called, with its query
   * @param parameters the form parameters, decoded
   */
  public String signature(URI url, Map<String, String> parameters) {
    StringBuilder signed = new StringBuilder(url.toString());
    new TreeMap<>(parameters).forEach((name, value) -> signed.append(name).append(value));
    byte[] digest = hmac.sign(signed.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }

  /**
   * A signed request with the parameters as its body.
   *
   * @param url the address that is called, with its query
   * @param parameters the form parameters, in the order in which to write them
   */
  public WebhookRequest request(URI url, Map<String, String> parameters) {
    return WebhookRequest.of(
        "POST",
        url,
        Map.of(
            HEADER,
            List.of(signature(url, parameters)),
            "Content-Type",
            List.of(CONTENT_TYPE + "; charset=UTF-8")),
        form(parameters).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The parameters as a form body.
   *
   * @param parameters the form parameters, in the order in which to write them
   */
  public static String form(Map<String, String> parameters) {
    return FormFields.encode(parameters);
  }
}
