package io.patchbay.store.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.store.PostgresSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema of a PostgreSQL database, from version 12 on. For any number of processes on any number
 * of machines; its clock is that of the database.
 *
 * <p>The module does not bring the driver, HikariCP and Flyway: a host that uses this adds {@code
 * org.postgresql:postgresql}, {@code com.zaxxer:HikariCP}, {@code org.flywaydb:flyway-core} and
 * {@code org.flywaydb:flyway-database-postgresql}.
 *
 * <p>Thread-safe. Statements are kept prepared by the driver, for each connection.
 */
public final class PostgresDatabase implements SqlDatabase {
  /** How often a transaction is run that meets others. */
  private static final int TRIES = 10;

  private static final int LONGEST_PAUSE_MILLIS = 100;
  private static final Duration LONGEST_MIGRATION = Duration.ofHours(1);

  /** What a host may hold up others by standing still within a transaction. */
  private static final Duration LONGEST_STALL = Duration.ofSeconds(5);

  /** How long counting may take, which reads all of a large table, and how many count at once. */
  private static final Duration LONGEST_SURVEY = Duration.ofMinutes(5);

  private static final int SURVEYS = 2;

  private static final String MIGRATIONS = "classpath:io/patchbay/store/postgres";

  /** Not the name that Flyway gives it: the schema may hold tables of the host. */
  private static final String MIGRATED = "delivery_schema_history";

  private static final String NOW =
      "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";

  private final String place;
  private final HikariDataSource pool;

  /** Few at a time, so that whoever counts takes no connection from whoever sends. */
  private final HikariDataSource surveys;

  /**
   * Connects, and makes or changes the tables where that is due. Several processes may do so at
   * once.
   *
   * @throws io.patchbay.store.StorageException when the database cannot be used
   */
  public PostgresDatabase(PostgresSettings settings) {
    PGSimpleDataSource source = source(settings);
    place =
        "The database "
            + source.getDatabaseName()
            + " of PostgreSQL at "
            + String.join(", ", source.getServerNames())
            + ", schema "
            + settings.schema();
    migrate(settings);
    source.setOptions(options(settings.answerWithin()));
    HikariConfig all = config("patchbay-" + settings.schema(), source, settings);
    all.setMaximumPoolSize(settings.connections());
    all.setMinimumIdle(1);
    pool = new HikariDataSource(all);
    PGSimpleDataSource patient = source(settings);
    patient.setSocketTimeout(seconds(LONGEST_SURVEY) + 5);
    patient.setOptions(options(LONGEST_SURVEY));
    HikariConfig few = config("patchbay-surveys-" + settings.schema(), patient, settings);
    few.setMaximumPoolSize(SURVEYS);
    few.setMinimumIdle(0);
    surveys = new HikariDataSource(few);
  }

  private static HikariConfig config(
      String name, PGSimpleDataSource source, PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setConnectionTimeout(settings.connectWithin().toMillis());
    config.setValidationTimeout(
        Math.max(250, Math.min(5000, settings.connectWithin().toMillis() / 2)));
    // The tables are there, so the database is: what happens from now on is told when it is used.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static PGSimpleDataSource source(PostgresSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(settings.url());
    } catch (IllegalArgumentException e) {
      // Without the cause, which repeats the whole text.
      throw new IllegalArgumentException(
          "The URL of the database cannot be read; it looks like"
              + " jdbc:postgresql://host:5432/database");
    }
    if (settings.user() != null) {
      source.setUser(settings.user());
    }
    if (settings.password() != null) {
      source.setPassword(settings.password());
    }
    source.setApplicationName("patchbay");
    source.setCurrentSchema(settings.schema());
    source.setConnectTimeout(seconds(settings.connectWithin()));
    source.setLoginTimeout(seconds(settings.connectWithin()));
    source.setTcpKeepAlive(true);
    // It quotes whole rows: numbers of people and texts of messages.
    source.setLogServerErrorDetail(false);
    // Rewritten ones do not say which rows were new.
    source.setReWriteBatchedInserts(false);
    // The database gives a statement up first; this is for one that does not answer at all.
    source.setSocketTimeout(seconds(settings.answerWithin()) + 5);
    return source;
  }

  /**
   * A host that stands still within a transaction loses it, and with it what it has locked. Every
   * statement has an index that gives its rows in order; a plan that was made, and is kept, while
   * the queue was short would read all of it when it is long.
   */
  private static String options(Duration answerWithin) {
    return "-c statement_timeout="
        + answerWithin.toMillis()
        + " -c idle_in_transaction_session_timeout="
        + Math.min(answerWithin.toMillis(), LONGEST_STALL.toMillis())
        + " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off -c jit=off";
  }

  private static int seconds(Duration duration) {
    return (int) Math.max(1, duration.plusMillis(999).toSeconds());
  }

  private void migrate(PostgresSettings settings) {
    PGSimpleDataSource source = source(settings);
    // A change of a large table may take its time.
    source.setSocketTimeout(seconds(LONGEST_MIGRATION));
    for (int tries = 1; ; tries++) {
      try {
        Flyway flyway =
            Flyway.configure(PostgresDatabase.class.getClassLoader())
                .dataSource(source)
                .schemas(settings.schema())
                .table(MIGRATED)
                .locations(MIGRATIONS)
                .failOnMissingLocations(true)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        refuseLater(flyway.info().current());
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        // Two processes that make the schema at once meet in the catalogue, before Flyway's lock.
        if (tries == 3 || !String.valueOf(e.getMessage()).contains("pg_namespace")) {
          throw PostgresFailure.of(place, "prepared", e);
        }
      }
    }
  }

  /** Flyway by itself would use tables that a later version has changed. */
  private void refuseLater(@Nullable MigrationInfo current) {
    if (current != null && current.getState().isApplied() && !current.getState().isResolved()) {
      throw PostgresFailure.later(place, String.valueOf(current.getVersion()));
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    return read(pool, work);
  }

  /** On other connections, and with minutes: most of a table may be what is asked for. */
  @Override
  public <T> T survey(Work<T> work) {
    return read(surveys, work);
  }

  private <T> T read(HikariDataSource from, Work<T> work) {
    try (Connection connection = from.getConnection()) {
      return work.with(new SqlSession(connection));
    } catch (SQLException e) {
      throw PostgresFailure.of(place, "read", e);
    }
  }

  /** The database tells of the commit before its disk has it, which it will some 0.6 s later. */
  @Override
  public <T> T writeSoon(Work<T> work) {
    return write(
        session -> {
          session.update("SET LOCAL synchronous_commit = off");
          return work.with(session);
        });
  }

  @Override
  public <T> T write(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try (Connection connection = pool.getConnection()) {
        return new SqlSession(connection).inTransaction(work);
      } catch (SQLException e) {
        if (tries == TRIES || !PostgresFailure.metAnother(e) || !paused(tries)) {
          throw PostgresFailure.of(place, "written", e);
        }
      }
    }
  }

  /** By chance, so that two that met do not meet again; false when somebody wants this to end. */
  private static boolean paused(int tries) {
    int most = Math.min(LONGEST_PAUSE_MILLIS, 2 << tries);
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, most + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public long now(SqlSession session) throws SQLException {
    Long now = session.first(NOW, row -> row.getLong(1));
    if (now == null) {
      throw new SQLException("the database does not tell the time");
    }
    return now;
  }

  @Override
  public String skippingLocked(String table) {
    return " FOR UPDATE OF " + table + " SKIP LOCKED";
  }

  @Override
  public String locked() {
    return " FOR UPDATE";
  }

  @Override
  public String describe() {
    return place;
  }

  @Override
  public void close() {
    pool.close();
    surveys.close();
  }
}
