package io.patchbay.simulator;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

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

  /** The id of an object in the graph: digits, without a leading zero. */
  String number() {
    return Long.toString(1_000_000_000_000_000L + random.nextLong(9_000_000_000_000_000L));
  }

  /** Something that cannot be guessed. */
  String secret() {
    return "AR" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(24));
  }

  /** The code of a short link: 14 letters and digits. */
  String code() {
    StringBuilder code = new StringBuilder(14);
    for (int i = 0; i < 14; i++) {
      code.append(Character.forDigit(random.nextInt(36), 36));
    }
    return code.toString().toUpperCase(Locale.ROOT);
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
