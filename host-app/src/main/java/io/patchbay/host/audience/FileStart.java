package io.patchbay.host.audience;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the first bytes of a file tell about it. */
final class FileStart {
  /** How many bytes are looked at. */
  static final int LENGTH = 2048;

  private static final int[] ZIP = {'P', 'K', 3, 4};
  private static final int[] OLD_OFFICE = {0xD0, 0xCF, 0x11, 0xE0};

  /** One pair in so many must have a NUL: in any script the digits and separators have one. */
  private static final int PAIRS_FOR_A_NUL = 16;

  private final byte[] bytes;

  FileStart(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  boolean empty() {
    return bytes.length == 0;
  }

  /** Whether it is what spreadsheets save when they are not told to write CSV. */
  boolean workbook() {
    return begins(ZIP) || begins(OLD_OFFICE);
  }

  /** How long the byte order mark is; 0 without one. */
  int markLength() {
    return begins(0xEF, 0xBB, 0xBF) ? 3 : begins(0xFF, 0xFE) || begins(0xFE, 0xFF) ? 2 : 0;
  }

  /** The encoding that the byte order mark tells; empty without one. */
  Optional<Charset> marked() {
    return switch (markLength()) {
      case 3 -> Optional.of(StandardCharsets.UTF_8);
      case 2 -> Optional.of(begins(0xFF) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
      default -> Optional.empty();
    };
  }

  /** The kind of UTF-16 that it looks like: every ASCII character has a NUL on the same side. */
  Optional<Charset> unmarkedUtf16() {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        even += i % 2 == 0 ? 1 : 0;
        odd += i % 2;
      }
    }
    int most = Math.max(even, odd);
    boolean onOneSide = Math.min(even, odd) * 8 <= most;
    if (most < 2 || most * PAIRS_FOR_A_NUL < bytes.length / 2 || !onOneSide) {
      return Optional.empty();
    }
    return Optional.of(odd > even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
  }

  private boolean begins(int... values) {
    if (bytes.length < values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if ((bytes[i] & 0xFF) != values[i]) {
        return false;
      }
    }
    return true;
  }
}
