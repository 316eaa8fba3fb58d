package io.patchbay.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file as it came: counted and hashed.
 *
 * @param sha256 of all its bytes, in hex
 * @param bytes null when there were too many to keep
 */
@SuppressWarnings("ArrayRecordComponent")
record Received(long size, String sha256, byte @Nullable [] bytes) {

  /** Reads a stream to its end, in pieces. */
  static Received read(InputStream stream, int keepUpTo) throws IOException {
    MessageDigest digest = Digests.sha256();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      digest.update(buffer, 0, read);
      size += read;
      if (size <= keepUpTo) {
        kept.write(buffer, 0, read);
      }
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new Received(size, sha256, size <= keepUpTo ? kept.toByteArray() : null);
  }

  static Received of(byte[] bytes) {
    String sha256 = HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    return new Received(bytes.length, sha256, bytes.clone());
  }

  /** A file of which nothing but the length matters. */
  static Received ofSize(long size) {
    return new Received(size, FillBytes.sha256(size), null);
  }
}
