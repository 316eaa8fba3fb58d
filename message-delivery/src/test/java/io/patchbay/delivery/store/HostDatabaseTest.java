package io.patchbay.delivery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.Submission.Result;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The queue in the host's own PostgreSQL, on connections of the host. */
class HostDatabaseTest {
  private static final String OURS = PostgresServer.newSchema();
  private static final String HOSTS = PostgresServer.newSchema();

  private static final DataSource SOURCE = Host.dataSource(PostgresServer.shared().url(), HOSTS);

  @Nested
  class Submitting extends SubmitContract {
    private final String schema = PostgresServer.newSchema();

    @Override
    SqlDatabase open(Clock clock) {
      return new ClockedDatabase(new PostgresDatabase(SOURCE, schema), clock);
    }
  }

  @Nested
  class Claiming extends ClaimContract {
    private final String schema = PostgresServer.newSchema();

    @Override
    SqlDatabase open(Clock clock) {
      return new ClockedDatabase(new PostgresDatabase(SOURCE, schema), clock);
    }
  }

  @Nested
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  class Joining {
    private final PostgresDatabase database = prepared();
    private final DeliveryStore store = new DeliveryStore(database);

    private PostgresDatabase prepared() {
      try (Connection connection = SOURCE.getConnection();
          Statement sql = connection.createStatement()) {
        sql.execute("CREATE SCHEMA IF NOT EXISTS " + HOSTS);
        sql.execute("DROP TABLE IF EXISTS message, placed");
        sql.execute("CREATE TABLE message (theirs TEXT)");
        sql.execute("CREATE TABLE placed (id TEXT PRIMARY KEY)");
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
      return new PostgresDatabase(SOURCE, OURS);
    }

    @AfterEach
    void close() throws SQLException {
      try (Connection connection = SOURCE.getConnection();
          Statement sql = connection.createStatement()) {
        sql.execute("DROP SCHEMA IF EXISTS " + OURS + " CASCADE");
      }
      store.close();
    }

    @Test
    void aCommittedMessageIsQueuedAndARolledBackOneNeverWas() throws SQLException {
      try (Connection connection = SOURCE.getConnection()) {
        connection.setAutoCommit(false);
        assertThat(Host.submitted(store, connection, "m1")).isEqualTo(Result.CREATED);
        assertThat(Host.submitted(store, connection, "m1")).isEqualTo(Result.REPEATED);
        assertThat(store.find("acme", "m1")).as("before the commit").isEmpty();
        connection.rollback();
        assertThat(store.find("acme", "m1")).isEmpty();
        assertThat(store.readyLanes()).isEmpty();

        assertThat(Host.submitted(store, connection, "m1")).isEqualTo(Result.CREATED);
        connection.commit();

        assertThat(store.find("acme", "m1")).isPresent();
        assertThat(store.readyLanes()).hasSize(1);
      }
    }

    @Test
    void theHostsTransactionGoesOnWithItsOwnTables() throws SQLException {
      try (Connection connection = SOURCE.getConnection()) {
        connection.setAutoCommit(false);
        Host.submitted(store, connection, "m1");
        try (Statement sql = connection.createStatement()) {
          sql.execute("INSERT INTO message (theirs) VALUES ('a row')");
          sql.execute("INSERT INTO placed VALUES ('m1')");
        }
        connection.commit();
        assertThat(connection.getAutoCommit()).isFalse();
      }
      assertThat(placed()).containsExactly("m1");
      assertThat(tables(HOSTS)).containsExactly("message", "placed");
      assertThat(tables(OURS)).contains("message", "delivery_schema_history");
    }

    @Test
    void nothingIsLeftSetOnTheHostsConnections() throws SQLException {
      HikariConfig config = new HikariConfig();
      config.setDataSource(SOURCE);
      config.setMaximumPoolSize(4);
      config.setAutoCommit(false);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        DeliveryStore other = new DeliveryStore(new PostgresDatabase(pool, OURS));
        other.submit(List.of(Host.message("m1")));
        assertThat(other.counts()).hasSize(1);
        assertThat(other.find("acme", "m1")).isPresent();
        try (Connection connection = pool.getConnection()) {
          Host.submitted(other, connection, "m2");
          connection.commit();
        }
        other.close();

        assertThat(pool.isClosed()).isFalse();
        for (int i = 0; i < 4; i++) {
          // Not given back before all have been looked at.
          Connection connection = pool.getConnection();
          assertThat(connection.getAutoCommit()).isFalse();
          assertThat(shown(connection, "search_path")).isEqualTo(HOSTS);
          assertThat(shown(connection, "enable_seqscan")).isEqualTo("on");
          assertThat(shown(connection, "statement_timeout")).isEqualTo("0");
        }
      }
    }

    @Test
    void aConnectionThatCommitsByItselfIsRejected() throws SQLException {
      try (Connection connection = SOURCE.getConnection()) {
        assertThatThrownBy(() -> Host.submitted(store, connection, "m1"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("The connection has no transaction: call setAutoCommit(false) first");
      }
      assertThat(store.find("acme", "m1")).isEmpty();
    }

    @Test
    void aConnectionToADatabaseWithoutTheTablesFails() throws SQLException {
      try (Connection connection = SOURCE.getConnection();
          Statement sql = connection.createStatement()) {
        sql.execute("DROP SCHEMA " + OURS + " CASCADE");
        connection.setAutoCommit(false);

        assertThatThrownBy(() -> Host.submitted(store, connection, "m1"))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("does not exist");
        connection.rollback();
      }
    }

    @Test
    void aFileHasNoTransactionToJoin(@TempDir Path directory) throws SQLException {
      try (DeliveryStore file =
              new DeliveryStore(
                  SqliteDatabase.queue(directory.resolve("queue.db"), Clock.systemUTC()));
          Connection connection = SOURCE.getConnection()) {
        assertThatThrownBy(() -> Host.submitted(file, connection, "m1"))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageEndingWith("which has no transactions of the host to join; use PostgreSQL");
      }
    }

    @Test
    void aHostKilledBeforeTheCommitHasSubmittedNothing() throws Exception {
      killed("submitted");

      assertThat(store.find("acme", "m1")).isEmpty();
      // Waits for the database to end the transaction of the killed process.
      assertThat(store.submit(List.of(Host.message("m1"))))
          .extracting(Submission::result)
          .containsExactly(Result.CREATED);
      assertThat(placed()).isEmpty();
    }

    @Test
    void aHostKilledAfterTheCommitHasSubmitted() throws Exception {
      killed("committed");

      assertThat(store.find("acme", "m1")).isPresent();
      assertThat(store.submit(List.of(Host.message("m1"))))
          .extracting(Submission::result)
          .containsExactly(Result.REPEATED);
      assertThat(placed()).containsExactly("m1");
    }

    /** Kills another host when it says this. */
    private void killed(String when) throws Exception {
      Process host =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Host.class.getName(),
                  PostgresServer.shared().url(),
                  HOSTS,
                  OURS)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said = host.inputReader(UTF_8)) {
        assertThat(said.readLine()).isEqualTo("submitted");
        if (when.equals("committed")) {
          host.outputWriter(UTF_8).append('\n').flush();
          assertThat(said.readLine()).isEqualTo(when);
        }
      } finally {
        host.destroyForcibly().waitFor();
      }
    }
  }

  /**
   * A host in another process: submits with an order, and commits when it is told to. It uses
   * nothing of the test's class, which would start another server.
   */
  static final class Host {
    private Host() {}

    /**
     * Connections as a host has them: with a search path of its own, and tables named like ours.
     */
    static DataSource dataSource(String url, String schema) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(url);
      source.setUser("postgres");
      source.setCurrentSchema(schema);
      return source;
    }

    static NewMessage message(String id) {
      return StoreRig.message(id, "of-" + id, SubmitOptions.defaults());
    }

    static Result submitted(DeliveryStore store, Connection connection, String id) {
      return store.submit(connection, List.of(message(id))).get(0).result();
    }

    @SuppressWarnings("SystemOut") // It is how the child talks to the test.
    public static void main(String[] arguments) throws Exception {
      DataSource source = dataSource(arguments[0], arguments[1]);
      try (Connection connection = source.getConnection();
          DeliveryStore store = new DeliveryStore(new PostgresDatabase(source, arguments[2]))) {
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
          sql.execute("INSERT INTO placed VALUES ('m1')");
        }
        submitted(store, connection, "m1");
        System.out.println("submitted");
        if (System.in.read() >= 0) {
          connection.commit();
          System.out.println("committed");
        }
        while (System.in.read() >= 0) {
          // Until it is killed.
        }
      }
    }
  }

  private static List<String> placed() throws SQLException {
    return rows("SELECT id FROM " + HOSTS + ".placed");
  }

  private static List<String> tables(String schema) throws SQLException {
    return rows("SELECT tablename FROM pg_tables WHERE schemaname = '" + schema + "' ORDER BY 1");
  }

  private static String shown(Connection connection, String property) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SHOW " + property)) {
      row.next();
      return row.getString(1);
    }
  }

  private static List<String> rows(String query) throws SQLException {
    try (Connection connection = SOURCE.getConnection();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    }
  }
}
