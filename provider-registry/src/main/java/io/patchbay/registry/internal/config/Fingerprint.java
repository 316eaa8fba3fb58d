package io.patchbay.registry.internal.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether a file's content has changed without keeping the content, which may be a secret.
 */
final class Fingerprint {
  static final String UNREADABLE = "unreadable";

  private Fingerprint() {}

  static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static String of(Path file) {
    try {
      return of(SecretFile.bytes(file));
    } catch (IOException e) {
      return UNREADABLE;
    }
  }
}
