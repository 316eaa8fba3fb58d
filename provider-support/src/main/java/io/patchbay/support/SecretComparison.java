package io.patchbay.support;

import io.patchbay.channel.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;

/**
 * Compares what a request carries with what it should, in a time that depends on neither where they
 * differ nor how long a secret is. Stateless and thread-safe.
 */
public final class SecretComparison {
  private SecretComparison() {}

  /** Whether a text is one of the secrets; several are valid while one is being replaced. */
  public static boolean matchesAny(List<Secret> secrets, String given) {
    boolean match = false;
    for (Secret secret : secrets) {
      match |= equal(secret.reveal(), given);
    }
    return match;
  }

  /** Whether two texts are the same. */
  public static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(digest(expected), digest(given));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
