package io.patchbay.provider.httpgateway;

import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Secret;
import io.patchbay.support.Hmac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks signatures in constant time, over the raw bytes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hex whether they are written in hexadecimal, else in Base64
 * @param parts what is signed: {@link #BODY}, {@link #TIMESTAMP}, {@link #URL} and other text
 */
record Signature(Hmac hmac, boolean hex, List<String> parts) {
  static final String BODY = "{body}";
  static final String TIMESTAMP = "{timestamp}";
  static final String URL = "{url}";

  private static final Pattern PART =
      Pattern.compile(
          "\\{body}|\\{timestamp}|\\{url}|(?:(?!\\{body}|\\{timestamp}|\\{url}).)+",
          Pattern.DOTALL);

  static Signature of(String algorithm, String encoding, String signed, List<Secret> secrets) {
    String name = algorithm.equals("sha1") ? "HmacSHA1" : "HmacSHA256";
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(signed);
    while (matcher.find()) {
      parts.add(matcher.group());
    }
    return new Signature(Hmac.of(name, secrets), encoding.equals("hex"), List.copyOf(parts));
  }

  /** Whether a signature is one of ours. */
  boolean match(String written, String timestamp, WebhookRequest request) {
    byte[] given;
    try {
      given = hex ? HexFormat.of().parseHex(written) : Base64.getDecoder().decode(written);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return hmac.matches(signed(timestamp, request), given);
  }

  private byte[] signed(String timestamp, WebhookRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts) {
      bytes.writeBytes(
          switch (part) {
            case BODY -> request.body();
            case TIMESTAMP -> bytes(timestamp);
            case URL -> bytes(request.publicUri().toString());
            default -> bytes(part);
          });
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Signature[" + parts + "]";
  }
}
