package io.patchbay.support;

import io.patchbay.channel.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks keyed digests of raw bytes. Several secrets are valid while one is being
 * replaced. Thread-safe.
 */
public final class Hmac {
  private final List<Key> keys;

  private Hmac(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * With these secrets.
   *
   * @param algorithm such as {@code HmacSHA256}
   */
  public static Hmac of(String algorithm, List<Secret> secrets) {
    return new Hmac(secrets.stream().map(secret -> Key.of(algorithm, secret)).toList());
  }

  /** Whether there is a secret to check with. */
  public boolean configured() {
    return !keys.isEmpty();
  }

  /**
   * The digest with the first secret.
   *
   * @throws IllegalStateException when there is no secret
   */
  public byte[] sign(byte[] message) {
    if (keys.isEmpty()) {
      throw new IllegalStateException("There is no secret to sign with");
    }
    return keys.get(0).sign(message);
  }

  /** Whether a digest was made with one of the secrets; compared in constant time. */
  public boolean matches(byte[] message, byte[] given) {
    boolean match = false;
    for (Key key : keys) {
      match |= MessageDigest.isEqual(key.sign(message), given);
    }
    return match;
  }

  private record Key(SecretKeySpec key, Mac mac) {
    static Key of(String algorithm, Secret secret) {
      byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
      SecretKeySpec key = new SecretKeySpec(bytes, algorithm);
      return new Key(key, create(key));
    }

    /** A Mac holds what it computes; a copy of a keyed one is cheaper than a new one. */
    byte[] sign(byte[] message) {
      try {
        return ((Mac) mac.clone()).doFinal(message);
      } catch (CloneNotSupportedException e) {
        return create(key).doFinal(message);
      }
    }

    private static Mac create(SecretKeySpec key) {
      try {
        Mac mac = Mac.getInstance(key.getAlgorithm());
        mac.init(key);
        return mac;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java platform has " + key.getAlgorithm(), e);
      }
    }
  }
}
