package io.patchbay.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Patchbay keeps opt-outs, consents, received events and the queue. Immutable and
 * thread-safe; nothing is opened before it is used.
 */
public final class Database {
  /** The folder that is used beside the configuration file when nothing else is said. */
  public static final String DIRECTORY = "patchbay-data";

  private final Path directory;
  private final @Nullable PostgresSettings postgres;

  private Database(Path directory, @Nullable PostgresSettings postgres) {
    this.directory = directory;
    this.postgres = postgres;
  }

  /**
   * SQLite files in a directory, for the processes of one machine. The files are created when they
   * are needed.
   */
  public static Database sqlite(Path directory) {
    return new Database(directory, null);
  }

  /**
   * A PostgreSQL database, for any number of processes on any number of machines. The host adds
   * {@code org.postgresql:postgresql}, {@code com.zaxxer:HikariCP}, {@code
   * org.flywaydb:flyway-core} and {@code org.flywaydb:flyway-database-postgresql}.
   */
  public static Database postgres(PostgresSettings settings) {
    return new Database(Path.of(""), settings);
  }

  /** The directory of the SQLite files; without meaning where {@link #postgres()} is set. */
  public Path directory() {
    return directory;
  }

  /** The PostgreSQL database; null for SQLite. */
  public @Nullable PostgresSettings postgres() {
    return postgres;
  }
}
