package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of a webhook: HMAC-SHA256 of the raw body with the app secret, in
 * hexadecimal. Several secrets are good at once while one is being replaced. Thread-safe.
 */
final class Signatures {
  static final String HEADER = "X-Hub-Signature-256";

  private static final String PREFIX = "sha256=";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HEX_DIGITS = 64;

  private final List<Keyed> keys;

  Signatures(List<Secret> secrets) {
    this.keys = secrets.stream().map(Keyed::of).toList();
  }

  boolean configured() {
    return !keys.isEmpty();
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
    boolean match = false;
    for (Keyed key : keys) {
      match |= MessageDigest.isEqual(key.sign(body), given);
    }
    return match;
  }

  private record Keyed(SecretKeySpec key, Mac mac) {
    static Keyed of(Secret secret) {
      byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
      SecretKeySpec key = new SecretKeySpec(bytes, ALGORITHM);
      return new Keyed(key, fresh(key));
    }

    /** A Mac holds what it computes; a copy of a keyed one is cheaper than a new one. */
    byte[] sign(byte[] body) {
      try {
        return ((Mac) mac.clone()).doFinal(body);
      } catch (CloneNotSupportedException e) {
        return fresh(key).doFinal(body);
      }
    }

    private static Mac fresh(SecretKeySpec key) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        return mac;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
      }
    }
  }
}
