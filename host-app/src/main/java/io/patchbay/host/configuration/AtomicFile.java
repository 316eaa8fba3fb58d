package io.patchbay.host.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Replaces a file so that no reader and no loss of power ever sees half of it. */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces the content of a file that exists; behind a symbolic link, of the file it leads to.
   * Permissions, owner and group stay as far as the process may set them.
   */
  static void replace(Path file, byte[] content) throws IOException {
    Path real = file.toRealPath();
    Path directory = real.resolveSibling("");
    Path copy = temporary(real);
    try {
      try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(copy, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(copy);
    }
    force(directory);
  }

  private static Path temporary(Path real) throws IOException {
    Path directory = real.resolveSibling("");
    String prefix = "." + real.getFileName() + ".";
    PosixFileAttributeView view = Files.getFileAttributeView(real, PosixFileAttributeView.class);
    if (view == null) {
      return Files.createTempFile(directory, prefix, ".tmp");
    }
    PosixFileAttributes attributes = view.readAttributes();
    Path copy =
        Files.createTempFile(
            directory,
            prefix,
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    PosixFileAttributeView own = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
    try {
      own.setGroup(attributes.group());
      own.setOwner(attributes.owner());
    } catch (IOException e) {
      // Only root may give files away; for others it is their own file already, as a rule.
    }
    own.setPermissions(attributes.permissions());
    return copy;
  }

  /** Makes the new name durable; systems that cannot open a directory need no such thing. */
  private static void force(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }
}
