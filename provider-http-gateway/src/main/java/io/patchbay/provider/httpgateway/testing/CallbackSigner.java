package io.patchbay.provider.httpgateway.testing;

import io.patchbay.channel.WebhookRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Builds callbacks as a gateway posts them, with their proof, for tests of hosts. What is said here
 * has to be what the settings {@code callback…} of the instance say:
 *
 * <pre>{@code
 * WebhookRequest request =
 *     CallbackSigner.hmacSha256("X-Signature", secret)
 *         .timestamp("X-Timestamp", clock.instant())
 *         .json(webhookAddress, "{\"id\":\"17\",\"status\":\"DELIVRD\"}");
 * }</pre>
 *
 * <p>Immutable and thread-safe. {@code toString} does not show the secret.
 */
public final class CallbackSigner {
  private final String algorithm;
  private final String name;
  private final String secret;
  private final String prefix;
  private final boolean base64;
  private final @Nullable String timestampHeader;
  private final String timestamp;
  private final boolean address;

  private CallbackSigner(
      String algorithm,
      String name,
      String secret,
      String prefix,
      boolean base64,
      @Nullable String timestampHeader,
      String timestamp,
      boolean address) {
    this.algorithm = algorithm;
    this.name = name;
    this.secret = secret;
    this.prefix = prefix;
    this.base64 = base64;
    this.timestampHeader = timestampHeader;
    this.timestamp = timestamp;
    this.address = address;
  }

  private static CallbackSigner of(String algorithm, String name, String secret, String prefix) {
    return new CallbackSigner(algorithm, name, secret, prefix, false, null, "", false);
  }

  /**
   * Signs with HMAC-SHA256 in hexadecimal ({@code callbackCheck} hmac).
   *
   * @param header that carries the signature
   */
  public static CallbackSigner hmacSha256(String header, String secret) {
    return of("HmacSHA256", header, secret, "");
  }

  /**
   * Signs with HMAC-SHA1 in hexadecimal ({@code callbackAlgorithm} sha1).
   *
   * @param header that carries the signature
   */
  public static CallbackSigner hmacSha1(String header, String secret) {
    return of("HmacSHA1", header, secret, "");
  }

  /** Sends the secret itself in a header ({@code callbackCheck} header). */
  public static CallbackSigner header(String header, String secret) {
    return of("", header, secret, "");
  }

  /** Sends the secret itself in the query ({@code callbackCheck} query). */
  public static CallbackSigner parameter(String parameter, String secret) {
    return of("query", parameter, secret, "");
  }

  /** Sends the secret as a password ({@code callbackCheck} basic). */
  public static CallbackSigner basic(String user, String secret) {
    String pair = user + ":" + secret;
    return of(
        "",
        "Authorization",
        Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)),
        "Basic ");
  }

  /** Writes the signature in Base64 ({@code callbackEncoding} base64). */
  public CallbackSigner base64() {
    return new CallbackSigner(
        algorithm, name, secret, prefix, true, timestampHeader, timestamp, address);
  }

  /** Writes something before the signature ({@code callbackPrefix}). */
  public CallbackSigner prefix(String text) {
    return new CallbackSigner(
        algorithm, name, secret, text, base64, timestampHeader, timestamp, address);
  }

  /**
   * Sends a time in seconds since 1970 and signs it, a dot, and the body or address ({@code
   * callbackSigned} with <code>{timestamp}.</code> at its beginning).
   */
  public CallbackSigner timestamp(String header, Instant time) {
    return new CallbackSigner(
        algorithm,
        name,
        secret,
        prefix,
        base64,
        header,
        Long.toString(time.getEpochSecond()),
        address);
  }

  /** Signs the address instead of the body ({@code callbackSigned} <code>{url}</code>). */
  public CallbackSigner signingAddress() {
    return new CallbackSigner(
        algorithm, name, secret, prefix, base64, timestampHeader, timestamp, true);
  }

  /**
   * A callback with a JSON body.
   *
   * @param webhook the public address of the webhook
   */
  public WebhookRequest json(URI webhook, String body) {
    return request("POST", webhook, "application/json", body);
  }

  /**
   * A callback with a form.
   *
   * @param webhook the public address of the webhook
   * @param fields in the order in which to write them
   */
  public WebhookRequest form(URI webhook, Map<String, String> fields) {
    return form(webhook, encoded(fields));
  }

  /**
   * A callback with a form that is encoded already.
   *
   * @param webhook the public address of the webhook
   */
  public WebhookRequest form(URI webhook, String body) {
    return request("POST", webhook, "application/x-www-form-urlencoded", body);
  }

  /**
   * A callback by {@code GET}, all in the query.
   *
   * @param webhook the public address of the webhook
   * @param fields in the order in which to write them
   */
  public WebhookRequest query(URI webhook, Map<String, String> fields) {
    return request("GET", with(webhook, encoded(fields)), "", "");
  }

  private WebhookRequest request(String method, URI webhook, String contentType, String body) {
    URI target = algorithm.equals("query") ? with(webhook, encoded(Map.of(name, secret))) : webhook;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (!contentType.isEmpty()) {
      headers.put("Content-Type", List.of(contentType));
    }
    if (timestampHeader != null) {
      headers.put(timestampHeader, List.of(timestamp));
    }
    if (algorithm.startsWith("Hmac")) {
      headers.put(name, List.of(prefix + signature(target, bytes)));
    } else if (algorithm.isEmpty()) {
      headers.put(name, List.of(prefix + secret));
    }
    return WebhookRequest.of(method, target, headers, bytes);
  }

  private String signature(URI target, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    if (timestampHeader != null) {
      signed.writeBytes((timestamp + ".").getBytes(StandardCharsets.UTF_8));
    }
    signed.writeBytes(address ? target.toString().getBytes(StandardCharsets.UTF_8) : body);
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      byte[] digest = mac.doFinal(signed.toByteArray());
      return base64 ? Base64.getEncoder().encodeToString(digest) : HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }

  private static URI with(URI address, String query) {
    return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query);
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "CallbackSigner[" + name + "]";
  }
}
