package io.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that only their owner may read, whatever the umask of the process is. Where a file system
 * has no such permissions, everything stays as the system makes it. Stateless.
 */
final class PrivateFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /** Creates a directory that is not there, with its parents. One that is there stays as it is. */
  static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    try {
      if (view(directory) == null) {
        Files.createDirectory(directory);
      } else {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
        // The umask may have taken from the owner, too.
        Files.setPosixFilePermissions(directory, OWNER);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was first, or something else is in the way.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  /** Creates an empty file under a name of its own beside another one. */
  static Path createBeside(Path file) throws IOException {
    // The JDK lets nobody else read temporary files.
    Path created =
        Files.createTempFile(file.resolveSibling(""), "." + file.getFileName() + ".", ".new");
    if (view(created) != null) {
      Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rw-------"));
    }
    return created;
  }

  /** Takes from others what they may do with a file or directory, and logs it. */
  static void tighten(Path file) {
    PosixFileAttributeView view = view(file);
    if (view == null) {
      return;
    }
    try {
      Set<PosixFilePermission> found = view.readAttributes().permissions();
      Set<PosixFilePermission> own = EnumSet.copyOf(OWNER);
      own.retainAll(found);
      if (!own.equals(found)) {
        view.setPermissions(own);
        LOG.warn(
            "{} was open to other users of this machine: its permissions were {} and are {} now",
            file,
            PosixFilePermissions.toString(found),
            PosixFilePermissions.toString(own));
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      LOG.warn(
          "{} is open to other users of this machine, and this process cannot change that ({}); its"
              + " owner can: chmod go= {}",
          file,
          e.getClass().getSimpleName(),
          file);
    }
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }
}
