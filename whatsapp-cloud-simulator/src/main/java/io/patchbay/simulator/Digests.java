package io.patchbay.simulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one digest that media have. */
final class Digests {
  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "SHA-256 is required of every Java platform, yet it failed here", e);
    }
  }
}
