package io.patchbay.store;

import java.nio.file.Path;
import javax.sql.DataSource;
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
  private final @Nullable DataSource dataSource;
  private final String schema;

  private Database(
      Path directory,
      @Nullable PostgresSettings postgres,
      @Nullable DataSource dataSource,
      String schema) {
    PostgresSettings.checkSchema(schema);
    this.directory = directory;
    this.postgres = postgres;
    this.dataSource = dataSource;
    this.schema = schema;
  }

  /**
   * SQLite files in a directory, for the processes of one machine. The files are created when they
   * are needed.
   */
  public static Database sqlite(Path directory) {
    return new Database(directory, null, null, PostgresSettings.SCHEMA);
  }

  /**
   * A PostgreSQL database, for any number of processes on any number of machines. The host adds
   * {@code org.postgresql:postgresql}, {@code com.zaxxer:HikariCP}, {@code
   * org.flywaydb:flyway-core} and {@code org.flywaydb:flyway-database-postgresql}.
   */
  public static Database postgres(PostgresSettings settings) {
    return new Database(Path.of(""), settings, null, settings.schema());
  }

  /** The host's own PostgreSQL, with tables in the schema {@value PostgresSettings#SCHEMA}. */
  public static Database of(DataSource dataSource) {
    return of(dataSource, PostgresSettings.SCHEMA);
  }

  /**
   * The host's own PostgreSQL, from version 12 on, so that messages can be submitted within the
   * host's transactions. Only the schema of Patchbay is created and migrated. The host adds {@code
   * org.flywaydb:flyway-core} and {@code org.flywaydb:flyway-database-postgresql}.
   *
   * @param dataSource the host's pool, from 4 connections on; it is not closed with Patchbay. Not a
   *     proxy that joins the transaction of the thread, such as Spring's {@code
   *     TransactionAwareDataSourceProxy}: Patchbay commits its own transactions
   * @param schema where the tables of Patchbay are: small letters, digits and {@code _}
   */
  public static Database of(DataSource dataSource, String schema) {
    return new Database(Path.of(""), null, dataSource, schema);
  }

  /** The directory of the SQLite files; without meaning for PostgreSQL. */
  public Path directory() {
    return directory;
  }

  /** The host's own PostgreSQL; null for any other database. */
  public @Nullable DataSource dataSource() {
    return dataSource;
  }

  /** The schema of the tables in PostgreSQL. */
  public String schema() {
    return schema;
  }

  /** The PostgreSQL database by its address; null for any other database. */
  public @Nullable PostgresSettings postgres() {
    return postgres;
  }
}
