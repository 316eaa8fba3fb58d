package io.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Creates a database file so that nobody ever sees half of it: under another name, with all its
 * tables, and then under its own. A file without content under that name is no new one, but one
 * that has lost its content. Stateless.
 */
final class NewFile {
  private NewFile() {}

  /** Opens a connection to a file. */
  @FunctionalInterface
  interface Opener {
    SqlSession open(Path file) throws SQLException;
  }

  /**
   * Creates the file, unless another process is first.
   *
   * @throws LostFileException when the log of a file that was there before is still there: SQLite
   *     would write its content into the new file
   */
  static void create(Path file, Opener opener, SqliteSchema schema)
      throws IOException, SQLException {
    requireNotMissing(file);
    Path created = PrivateFiles.createBeside(file);
    try {
      fill(created, opener, schema);
      publish(created, file);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: that file is as good.
    } finally {
      Files.deleteIfExists(created);
    }
  }

  /**
   * Makes sure that a file is there, or none was.
   *
   * @throws LostFileException when there was one, of which only the log is left
   */
  static void requireNotMissing(Path file) throws IOException {
    if (isMissing(file)) {
      throw new LostFileException(
          "it is missing, and its log " + log(file).getFileName() + " is still there",
          "move the file back; or, to begin without what it held, remove the log, too");
    }
  }

  /** Whether there was a file, of which only the log is left. */
  static boolean isMissing(Path file) throws IOException {
    return Files.notExists(file) && Files.exists(log(file)) && Files.size(log(file)) > 0;
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private static void fill(Path created, Opener opener, SqliteSchema schema) throws SQLException {
    SqlSession session = opener.open(created);
    try {
      session.inTransaction(
          inside -> {
            for (String statement : schema.tables()) {
              inside.execute(statement);
            }
            inside.execute("PRAGMA user_version = " + schema.version());
            return true;
          });
    } finally {
      session.close();
    }
  }

  /** A link, because a move may replace what another process has put there meanwhile. */
  private static void publish(Path created, Path file) throws IOException {
    try {
      Files.createLink(file, created);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Some file systems have no links; there two processes must not begin at the same moment.
      Files.move(created, file);
    }
  }
}
