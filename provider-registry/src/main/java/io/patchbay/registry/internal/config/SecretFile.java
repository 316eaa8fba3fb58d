package io.patchbay.registry.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files that hold a secret or a configuration. Only regular and small ones: no device or pipe
 * may hang a host.
 */
public final class SecretFile {
  private static final int MEBIBYTE = 1 << 20;

  private SecretFile() {}

  /**
   * The bytes of a file.
   *
   * @throws FileSystemException with a reason in words when the file is not one to read
   * @throws IOException when it cannot be read
   */
  public static byte[] bytes(Path file) throws IOException {
    return bytes(file, 1);
  }

  /** As {@link #bytes(Path)}, of a file that may have so many mebibytes. */
  public static byte[] bytes(Path file, int mebibytes) throws IOException {
    int largest = mebibytes * MEBIBYTE;
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          Files.isDirectory(file) ? "it is a directory" : "it is not a regular file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw new FileSystemException(
            file.toString(), null, "it is larger than " + mebibytes + " MiB");
      }
      return bytes;
    }
  }

  /** The text in a file's bytes, without a byte order mark and without white space around it. */
  static String text(Path file, byte[] bytes) throws FileSystemException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(file.toString(), null, "it is not UTF-8 text");
    }
  }
}
