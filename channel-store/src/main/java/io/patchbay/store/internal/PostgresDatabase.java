package io.patchbay.store.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema of a PostgreSQL database, from version 12 on. For any number of processes on any number
 * of machines; its clock is that of the database.
 *
 * <p>Its connections are a pool of its own, or those of the host. Counting uses only a share of
 * them, so that it never keeps messages waiting.
 *
 * <p>The module does not bring the driver, HikariCP and Flyway: a host that uses this adds {@code
 * org.postgresql:postgresql}, {@code com.zaxxer:HikariCP} (not with its own connections), {@code
 * org.flywaydb:flyway-core} and {@code org.flywaydb:flyway-database-postgresql}.
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

  /** How long counting may take, which reads all of a large table. */
  private static final Duration LONGEST_SURVEY = Duration.ofMinutes(5);

  private static final String MIGRATIONS = "classpath:io/patchbay/store/postgres";

  /** Not the name that Flyway gives it: the schema may hold tables of the host. */
  private static final String MIGRATED = "delivery_schema_history";

  /** One of so many connections may count. */
  private static final int SHARE = 5;

  /** What to do with a host's connections, whose own time limits are unknown. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final String SEARCH = "SELECT set_config('search_path', ?, true)";

  private static final String NOW =
      "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";

  private final String place;
  private final String schema;
  private final DataSource source;
  private final Runnable whenClosed;
  private final Semaphore counters;
  private final Duration counterWait;
  private final boolean own;

  /** What each transaction begins with, and each that counts; empty for nothing. */
  private final String start;

  private final String startCounting;

  /**
   * Connects, and makes or changes the tables where that is due. Several processes may do so at
   * once.
   *
   * @throws io.patchbay.store.StorageException when the database cannot be used
   */
  public PostgresDatabase(PostgresSettings settings) {
    PGSimpleDataSource address = patient(settings);
    place =
        "The database "
            + address.getDatabaseName()
            + " of PostgreSQL at "
            + String.join(", ", address.getServerNames())
            + ", schema "
            + settings.schema();
    schema = settings.schema();
    migrate(address);
    HikariDataSource pool = PostgresPool.open(settings);
    source = pool;
    whenClosed = pool::close;
    own = true;
    counters = new Semaphore(Math.max(1, settings.connections() / SHARE));
    counterWait = settings.connectWithin();
    start = "";
    startCounting = "SET LOCAL statement_timeout = " + LONGEST_SURVEY.toMillis();
  }

  /**
   * Uses the host's connections for a schema of our own, which is made or changed where that is
   * due. One connection at a time counts. The connections keep their properties: each transaction
   * sets what it needs for itself alone.
   *
   * @param source gives connections to PostgreSQL; it is not closed with this
   * @throws io.patchbay.store.StorageException when the database cannot be used
   */
  public PostgresDatabase(DataSource source, String schema) {
    place = "The host's database, schema " + schema;
    this.schema = schema;
    this.source = source;
    whenClosed = () -> {};
    own = false;
    counters = new Semaphore(1);
    counterWait = ANSWER;
    start = locally(ANSWER);
    startCounting = locally(LONGEST_SURVEY);
    migrate(source);
  }

  private String locally(Duration answerWithin) {
    return properties(answerWithin).stream()
        .map(property -> "SET LOCAL " + property + "; ")
        .collect(Collectors.joining("", "SET LOCAL search_path = \"" + schema + "\"; ", ""));
  }

  /**
   * A host that stands still within a transaction loses it, and with it what it has locked. Every
   * statement has an index that gives its rows in order; a plan that was made, and is kept, while
   * the queue was short would read all of it when it is long.
   */
  static List<String> properties(Duration answerWithin) {
    return List.of(
        "statement_timeout=" + answerWithin.toMillis(),
        "idle_in_transaction_session_timeout="
            + Math.min(answerWithin.toMillis(), LONGEST_STALL.toMillis()),
        "enable_seqscan=off",
        "enable_bitmapscan=off",
        "enable_sort=off",
        "jit=off");
  }

  private static PGSimpleDataSource patient(PostgresSettings settings) {
    PGSimpleDataSource source = PostgresPool.source(settings);
    // A change of a large table may take its time.
    source.setSocketTimeout(PostgresPool.seconds(LONGEST_MIGRATION));
    return source;
  }

  private void migrate(DataSource source) {
    for (int tries = 1; ; tries++) {
      try {
        Flyway flyway =
            Flyway.configure(PostgresDatabase.class.getClassLoader())
                .dataSource(source)
                .schemas(schema)
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
    try (Connection connection = source.getConnection()) {
      SqlSession session = new SqlSession(connection);
      return start.isEmpty() ? work.with(session) : session.reading(start, work);
    } catch (SQLException e) {
      throw PostgresFailure.of(place, "read", e);
    }
  }

  /** With minutes, as most of a table may be what is asked for, and on few connections. */
  @Override
  public <T> T survey(Work<T> work) {
    awaitCounter();
    try (Connection connection = source.getConnection()) {
      if (own) {
        // The pool takes it back.
        connection.setNetworkTimeout(Runnable::run, (int) LONGEST_SURVEY.plusSeconds(5).toMillis());
      }
      return new SqlSession(connection).reading(startCounting, work);
    } catch (SQLException e) {
      throw PostgresFailure.of(place, "read", e);
    } finally {
      counters.release();
    }
  }

  private void awaitCounter() {
    try {
      if (counters.tryAcquire(counterWait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException(
        place + " cannot be counted: others count",
        "ask again later, or less often",
        new TimeoutException("no connection for counting within " + counterWait));
  }

  @Override
  public <T> T join(Connection connection, Work<T> work) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException(
            "The connection has no transaction: call setAutoCommit(false) first");
      }
      SqlSession session = new SqlSession(connection);
      try {
        String before =
            session.first("SELECT current_setting('search_path')", row -> row.getString(1));
        session.all(SEARCH, row -> row.getString(1), '"' + schema + '"');
        T result = work.with(session);
        session.all(SEARCH, row -> row.getString(1), before);
        return result;
      } finally {
        session.forget();
      }
    } catch (SQLException e) {
      throw PostgresFailure.of(place, "written", e);
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
      try (Connection connection = source.getConnection()) {
        return new SqlSession(connection)
            .inTransaction(
                session -> {
                  if (!start.isEmpty()) {
                    session.execute(start);
                  }
                  return work.with(session);
                });
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
    whenClosed.run();
  }
}
