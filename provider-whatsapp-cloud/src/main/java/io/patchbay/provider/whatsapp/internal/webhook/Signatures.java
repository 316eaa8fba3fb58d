package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.spi.Secret;
import io.patchbay.support.Hmac;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks the signature of a webhook: HMAC-SHA256 of the raw body with the app secret, in
 * hexadecimal. Several secrets are good at once while one is being replaced. Thread-safe.
 */
final class Signatures {
  static final String HEADER = "X-Hub-Signature-256";

  private static final String PREFIX = "sha256=";
  private static final int HEX_DIGITS = 64;

  private final Hmac hmac;

  Signatures(List<Secret> secrets) {
    this.hmac = Hmac.of("HmacSHA256", secrets);
  }

  boolean configured() {
    return hmac.configured();
  }

  boolean match(String header, byte[] body) {
    if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_DIGITS) {
      return false;
    }
    byte[] given;
    try {
      given = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
    } catch (IllegalArgumentException e) {
      return false;
    }
    return hmac.matches(body, given);
  }
}
