package io.patchbay.simulator;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes ids of the form that Meta's have. They carry no phone number, unlike Meta's own message
 * ids, so that a log with a message id in it identifies nobody.
 *
 * <p>Thread-safe.
 */
final class Identifiers {
  private final SecureRandom random = new SecureRandom();

  String message() {
    byte[] bytes = random(36);
    bytes[0] = 0x1c;
    bytes[1] = 0x18;
    bytes[2] = 0x0b;
    return "wamid." + Base64.getEncoder().encodeToString(bytes);
  }

  String trace() {
    return "A" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(16));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
