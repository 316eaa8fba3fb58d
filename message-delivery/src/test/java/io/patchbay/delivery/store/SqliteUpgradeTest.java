package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.store.internal.SqliteSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpgradeTest extends UpgradeContract {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve(SqliteDatabase.QUEUE);
  }

  @Override
  Connection first(List<String> statements) throws Exception {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA journal_mode = WAL");
      for (String statement : statements) {
        sql.execute(
            statement.replace(
                "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                "INTEGER PRIMARY KEY AUTOINCREMENT"));
      }
      sql.execute("PRAGMA user_version = 1");
    }
    return connection;
  }

  @Override
  SqlDatabase open(Clock clock) {
    return SqliteDatabase.queue(file(), clock);
  }

  @Override
  SqlDatabase fresh(Clock clock) {
    return SqliteDatabase.queue(directory.resolve("fresh.db"), clock);
  }

  @Override
  String listing() {
    return "SELECT name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1";
  }

  @Test
  void aFileOfALaterVersionIsLeftAlone() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA user_version = " + (SqliteSchema.queue().version() + 1));
    }

    assertThatThrownBy(() -> open(clock))
        .isInstanceOf(StorageException.class)
        .hasMessageEndingWith(
            "its format has version "
                + (SqliteSchema.queue().version() + 1)
                + ", this program writes version "
                + SqliteSchema.queue().version()
                + "; run the version of Patchbay that wrote it, or a later one; nothing in it was"
                + " changed");
  }
}
