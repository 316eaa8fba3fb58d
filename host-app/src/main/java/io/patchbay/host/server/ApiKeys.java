package io.patchbay.host.server;

import io.patchbay.channel.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a key of the configuration, as it is at that moment: a key that is taken out of
 * it is no key any more. Without any key nobody is let in. Thread-safe.
 */
final class ApiKeys {
  private static final String SCHEME = "Bearer ";

  private final Supplier<List<Secret>> keys;

  ApiKeys(Supplier<List<Secret>> keys) {
    this.keys = keys;
  }

  /**
   * Lets a request pass.
   *
   * @param authorization the header; null when there is none
   * @throws Refusal when it has no good key
   */
  void require(@Nullable String authorization) throws Refusal {
    if (keys.get().isEmpty()) {
      throw Refusal.of(
          403,
          "This API is closed: the configuration has no key for it. Set server.apiKeys, for"
              + " example to [\"${file:/run/secrets/patchbay-api-key}\"].");
    }
    if (!admits(authorization)) {
      throw Refusal.of(
          401,
          authorization == null
              ? "A key is needed: send the header Authorization: Bearer KEY."
              : "The header Authorization holds no key of this server; it is: Bearer KEY.");
    }
  }

  /** Whether a request has a good key. */
  boolean admits(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = digest(authorization.substring(SCHEME.length()).strip());
    boolean good = false;
    for (Secret key : keys.get()) {
      // Digests have one length, and every key is compared, so that time tells nothing.
      good |= MessageDigest.isEqual(given, digest(key.reveal()));
    }
    return good;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
