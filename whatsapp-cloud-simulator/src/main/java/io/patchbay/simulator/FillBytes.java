package io.patchbay.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Bytes that stand for a file whose own were not kept: as many, always the same, never stored. */
final class FillBytes {
  private static final int PERIOD = 251;
  private static final int BLOCKS = 256;

  private FillBytes() {}

  /** Whole periods, so that every block of a file is the same. */
  private static byte[] block() {
    byte[] block = new byte[PERIOD * BLOCKS];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (i % PERIOD);
    }
    return block;
  }

  static void write(long size, OutputStream out) throws IOException {
    byte[] block = block();
    for (long left = size; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
  }

  static String sha256(long size) {
    byte[] block = block();
    MessageDigest digest = Digests.sha256();
    for (long left = size; left > 0; left -= block.length) {
      digest.update(block, 0, (int) Math.min(left, block.length));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
