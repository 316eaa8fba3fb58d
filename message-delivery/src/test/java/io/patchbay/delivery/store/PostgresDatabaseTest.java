package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.PostgresFailure;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.Work;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest {
  private static final String ADD =
      "INSERT INTO lane (workspace, provider, sender, via) VALUES (?, '', '', '')";
  private static final String RENAME = "UPDATE lane SET sender = ? WHERE workspace = ?";

  private static StorageException failure(PostgresSettings settings) {
    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> new PostgresDatabase(settings).close());
    assertThat(failure).isNotNull();
    return failure;
  }

  private static PostgresSettings at(String url) {
    return PostgresSettings.of(url, "postgres", "")
        .withPatience(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private static void admin(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(PostgresServer.shared().url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void tellsTheTimeOfTheDatabase() {
    try (PostgresDatabase database = TestPostgres.database()) {
      long first = database.write(database::now);
      long second = database.write(database::now);

      assertThat(Instant.ofEpochMilli(first))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
      assertThat(second).isGreaterThanOrEqualTo(first);
    }
  }

  @Test
  void hostsThatStartAtOnceMakeTheTablesOnce() throws Exception {
    PostgresSettings settings = TestPostgres.settings();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      CyclicBarrier together = new CyclicBarrier(4);
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        started.add(
            threads.submit(
                () -> {
                  together.await();
                  try (PostgresDatabase database = new PostgresDatabase(settings)) {
                    return database.read(session -> session.all("SELECT id FROM lane", r -> 1));
                  }
                }));
      }
      for (Future<?> one : started) {
        assertThat(one.get(2, TimeUnit.MINUTES)).isEqualTo(List.of());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void livesInASchemaWithTablesOfTheHost() throws Exception {
    PostgresSettings settings = TestPostgres.settings();
    admin("CREATE SCHEMA " + settings.schema());
    admin("CREATE TABLE " + settings.schema() + ".invoice (id INTEGER)");

    try (PostgresDatabase database = new PostgresDatabase(settings)) {
      int added = database.write(session -> session.update(ADD, "acme"));
      assertThat(added).isEqualTo(1);
    }
  }

  @Test
  void runsATransactionAgainThatMetAnotherOne() throws Exception {
    try (PostgresDatabase database = TestPostgres.database()) {
      database.write(session -> session.update(ADD, "a") + session.update(ADD, "b"));
      CyclicBarrier bothHaveOne = new CyclicBarrier(2);
      AtomicInteger runs = new AtomicInteger();
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<Integer> one = threads.submit(() -> both(database, "a", "b", bothHaveOne, runs));
        Future<Integer> other = threads.submit(() -> both(database, "b", "a", bothHaveOne, runs));

        assertThat(one.get(2, TimeUnit.MINUTES) + other.get(2, TimeUnit.MINUTES)).isEqualTo(4);
      } finally {
        threads.shutdownNow();
      }
      // The one that is run again may meet the other once more.
      assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }
  }

  /** Two of these, the other way round, wait for each other until the database ends one. */
  private static int both(
      PostgresDatabase database,
      String first,
      String second,
      CyclicBarrier bothHaveOne,
      AtomicInteger runs) {
    return database.write(
        session -> {
          int changed = session.update(RENAME, first, first);
          if (runs.incrementAndGet() <= 2) {
            await(bothHaveOne);
          }
          return changed + session.update(RENAME, second, second);
        });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(2, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesBackWhatAFailedTransactionWrote() {
    try (PostgresDatabase database = TestPostgres.database()) {
      assertThatThrownBy(
              () ->
                  database.write(
                      session -> {
                        session.update(ADD, "a");
                        throw new AssertionError("a defect");
                      }))
          .isInstanceOf(AssertionError.class);

      assertThat(lanes(database)).isEmpty();
    }
  }

  @Test
  void tellsWhatFailsAtEveryTryFromWhatMayPass() {
    PostgresSettings settings =
        TestPostgres.settings().withPatience(Duration.ofSeconds(5), Duration.ofSeconds(1));
    try (PostgresDatabase database = new PostgresDatabase(settings)) {
      for (String broken :
          List.of(
              "DELETE FROM nowhere",
              "INSERT INTO lane (workspace) VALUES (NULL)",
              "UPDATE lane SET id = 1 / 0")) {
        assertThatThrownBy(
                () -> database.write(session -> session.update(ADD, "a") + session.update(broken)))
            .isInstanceOfSatisfying(
                StorageException.class, failure -> assertThat(failure.passing()).isFalse());
      }
      assertThatThrownBy(
              () -> database.read(session -> session.all("SELECT pg_sleep(60)", row -> 1)))
          .isInstanceOfSatisfying(
              StorageException.class, failure -> assertThat(failure.passing()).isTrue());
    }
  }

  private static List<String> lanes(SqlDatabase database) {
    return database.read(
        session -> session.all("SELECT workspace FROM lane", row -> row.getString(1)));
  }

  @Test
  void saysWhatToDoWhenNothingListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    StorageException failure = failure(at("jdbc:postgresql://127.0.0.1:" + port + "/orders"));
    assertThat(failure.passing()).isTrue();
    assertThat(failure)
        .hasMessageStartingWith(
            "The database orders of PostgreSQL at 127.0.0.1, schema patchbay cannot be prepared:")
        .hasMessageContaining("refused")
        .hasMessageEndingWith(
            "see that it runs and can be reached from here; nothing has to be done here once it is"
                + " back");
  }

  @Test
  void givesUpOnADatabaseThatNeverAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/orders";

      StorageException failure = failure(at(url));
      assertThat(failure.remedy()).startsWith("see that it runs");
      assertThat(failure.passing()).isTrue();
    }
  }

  @Test
  void saysWhatToDoWhenTheUserIsRefusedAndNeverThePassword() throws Exception {
    PostgresSettings settings = TestPostgres.settings();
    PostgresSettings stranger =
        PostgresSettings.of(settings.url(), "no_such_user", "open-sesame-7");

    StorageException failure = failure(stranger);

    assertThat(failure.remedy())
        .isEqualTo(
            "correct user and password, or what pg_hba.conf lets in; its hostssl lines demand"
                + " sslmode=require or more in the URL");
    assertThat(failure.passing()).isFalse();
    StringWriter everything = new StringWriter();
    failure.printStackTrace(new PrintWriter(everything));
    assertThat(everything.toString() + stranger).doesNotContain("open-sesame-7");
  }

  @Test
  void saysWhatToDoWhenTheDatabaseIsMissing() {
    String url = PostgresServer.shared().url().replace("/postgres", "/nowhere");

    assertThat(failure(at(url)).remedy())
        .isEqualTo("create this database, or correct its name in the URL");
  }

  @Test
  void saysWhatToDoWhenItOnlyLetsRead() throws Exception {
    PostgresSettings settings = TestPostgres.settings();
    new PostgresDatabase(settings).close();
    String user = "r_" + settings.schema().substring(5, 15);
    admin("CREATE ROLE " + user + " LOGIN SUPERUSER");
    admin("ALTER ROLE " + user + " SET default_transaction_read_only = on");
    PostgresSettings standby =
        PostgresSettings.of(settings.url(), user, "").withSchema(settings.schema());
    try (PostgresDatabase database = new PostgresDatabase(standby)) {
      assertThat(lanes(database)).isEmpty();
      assertThatThrownBy(() -> database.write(session -> session.update(ADD, "a")))
          .isInstanceOfSatisfying(
              StorageException.class,
              failure -> {
                assertThat(failure.remedy()).startsWith("it only lets read");
                assertThat(failure.passing()).isTrue();
              });
    }
  }

  @Test
  void aDiskThatFailsMayWorkAgain() {
    StorageException failure =
        PostgresFailure.of(
            "The database", "written", new SQLException("could not write block", "58030"));

    assertThat(failure.remedy()).startsWith("the database is damaged or its machine is");
    assertThat(failure.passing()).isTrue();
  }

  @Test
  void saysWhatToDoWhenEveryConnectionIsTaken() throws Exception {
    PostgresSettings settings = TestPostgres.settings();
    String user = "u_" + settings.schema().substring(5, 15);
    admin("CREATE ROLE " + user + " LOGIN CONNECTION LIMIT 0");

    StorageException failure = failure(PostgresSettings.of(settings.url(), user, ""));
    assertThat(failure.remedy()).startsWith("raise max_connections");
    assertThat(failure.passing()).isTrue();
  }

  @Test
  void aHostThatStandsStillLosesWhatItHasLocked() {
    PostgresSettings settings =
        TestPostgres.settings().withPatience(Duration.ofSeconds(5), Duration.ofSeconds(1));
    try (PostgresDatabase stuck = new PostgresDatabase(settings);
        PostgresDatabase other =
            new PostgresDatabase(
                settings.withPatience(Duration.ofSeconds(5), Duration.ofSeconds(30)))) {
      other.write(session -> session.update(ADD, "a"));
      assertThatThrownBy(
              () ->
                  stuck.write(
                      session -> {
                        session.update(RENAME, "stuck", "a");
                        int renamed = other.write(inner -> inner.update(RENAME, "other", "a"));
                        return renamed + session.update(RENAME, "late", "a");
                      }))
          .isInstanceOfSatisfying(
              StorageException.class, failure -> assertThat(failure.passing()).isTrue());

      assertThat(sender(other)).isEqualTo("other");
    }
  }

  private static String sender(SqlDatabase database) {
    return database.read(
        session -> session.all("SELECT sender FROM lane", row -> row.getString(1)).get(0));
  }

  @Test
  void goesOnWhenTheDatabaseIsBack() {
    try (PostgresServer server = PostgresServer.start(true);
        PostgresDatabase database = new PostgresDatabase(TestPostgres.settings(server))) {
      database.write(session -> session.update(ADD, "before"));
      server.stop();
      assertThatThrownBy(() -> database.write(session -> session.update(ADD, "during")))
          .isInstanceOfSatisfying(
              StorageException.class,
              failure -> {
                assertThat(failure.remedy()).contains("once it is back");
                assertThat(failure.passing()).isTrue();
              });

      server.restart();

      assertThatCode(() -> eventually(database, "after")).doesNotThrowAnyException();
      assertThat(lanes(database)).containsExactlyInAnyOrder("before", "after");
    }
  }

  /** The pool may still hold a connection that it has not looked at. */
  private static void eventually(SqlDatabase database, String workspace) {
    for (int tries = 1; ; tries++) {
      try {
        database.write(session -> session.update(ADD, workspace));
        return;
      } catch (StorageException e) {
        if (tries == 3) {
          throw e;
        }
      }
    }
  }

  @Test
  void refusesAPasswordInTheUrlWithoutRepeatingIt() {
    for (String url :
        List.of(
            "jdbc:postgresql://db/x?password=open-sesame-7",
            "jdbc:postgresql://db/x?sslPassword=open-sesame-7",
            "jdbc:postgresql://u:open-sesame-7@db/x",
            "jdbc:postgresql://u:open/sesame@db/x",
            "jdbc:postgresql://u:open?sesame@db/x",
            "jdbc:postgresql://u:open@sesame@db/x",
            "jdbc:postgresql://db/x;password=open-sesame-7",
            "jdbc:postgresql://db/x;pwd=open-sesame-7")) {
      assertThatThrownBy(() -> PostgresSettings.of(url, "u", null))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The URL of the database names a user or a password; set them by themselves");
    }
    for (String url :
        List.of(
            "jdbc:postgresql://u:open-sesame-7/x",
            "jdbc:postgresql://u:open-sesame-7",
            "jdbc:postgresql://db:5432,u:7-open-sesame/x",
            "jdbc:postgresql://[::1]:open-sesame-7/x")) {
      assertThatThrownBy(() -> PostgresSettings.of(url, "u", null))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("something else than a number for a port")
          .hasMessageNotContaining("sesame");
    }
    assertThat(at("jdbc:postgresql://[fe80::1]:5432,db:5433/x?targetServerType=primary").url())
        .startsWith("jdbc:postgresql://[fe80");
    assertThatThrownBy(() -> at("jdbc:postgresql://db/x").withSchema("a;drop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a;drop'");
  }

  @Test
  void keepsAPreparedStatementForTheNextUserOfTheConnection() {
    try (PostgresDatabase database = TestPostgres.database()) {
      for (int i = 0; i < 10; i++) {
        lanes(database);
      }

      assertThat(database.read(PostgresDatabaseTest::prepared))
          .contains("SELECT workspace FROM lane");
    }
  }

  private static List<String> prepared(SqlSession session) throws java.sql.SQLException {
    return session.all("SELECT statement FROM pg_prepared_statements", row -> row.getString(1));
  }

  @Test
  void whatTakesLongMayTakeLongerThanOtherStatements() {
    PostgresSettings settings =
        TestPostgres.settings().withPatience(Duration.ofSeconds(10), Duration.ofSeconds(1));
    try (PostgresDatabase database = new PostgresDatabase(settings)) {
      Work<Boolean> slow = session -> session.all("SELECT pg_sleep(1.5)", row -> true).get(0);

      assertThat(database.survey(slow)).isTrue();
      assertThatThrownBy(() -> database.read(slow))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("statement timeout");
    }
  }

  @Test
  void countingLeavesConnectionsToEverythingElse() {
    PostgresSettings settings =
        TestPostgres.settings()
            .withConnections(3)
            .withPatience(Duration.ofMillis(500), Duration.ofSeconds(10));
    try (PostgresDatabase database = new PostgresDatabase(settings)) {
      long now =
          database.survey(
              counting -> {
                assertThatThrownBy(() -> database.survey(database::now))
                    .isInstanceOfSatisfying(
                        StorageException.class, failure -> assertThat(failure.passing()).isTrue())
                    .hasMessageEndingWith(
                        "cannot be counted: others count; ask again later, or less often");
                return database.read(reading -> database.write(database::now));
              });

      assertThat(now).isPositive();
      assertThat(database.survey(database::now)).as("counting goes on").isPositive();
    }
  }
}
