package io.patchbay.testsupport.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked so that every user of the machine can run them. */
final class Binaries {
  private Binaries() {}

  /** Unpacks them into a directory, which is there. */
  static void unpackInto(Path directory) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.startsWith("win") ? "Windows" : os.startsWith("mac") ? "Darwin" : "Linux";
    String arch = System.getProperty("os.arch");
    String machine = arch.equals("amd64") ? "x86_64" : arch;
    try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        unpack(archive, entry, directory.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else {
      Files.createDirectories(target.resolveSibling("."));
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        return;
      }
      Files.copy(archive, target);
    }
    open(target, entry.isDirectory() || target.resolveSibling(".").normalize().endsWith("bin"));
  }

  /** Whatever the umask is: another user is to run them. */
  static void open(Path target, boolean executable) {
    target.toFile().setReadable(true, false);
    if (executable) {
      target.toFile().setExecutable(true, false);
    }
  }
}
