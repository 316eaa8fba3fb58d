package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.UserId;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.ConsentEntry;
import io.patchbay.store.consent.LinkedAddresses;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.Suppression;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class PostgresUpgradeTest extends UpgradeContract {
  private final PostgresSettings settings = TestPostgres.settings();

  @Override
  Connection first(List<String> statements) throws Exception {
    migrate("1");
    return connection();
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .schemas(settings.schema())
        .table("delivery_schema_history")
        .locations("classpath:io/patchbay/store/postgres")
        .target(version)
        .load()
        .migrate();
  }

  private Connection connection() throws SQLException {
    Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    try (Statement sql = connection.createStatement()) {
      sql.execute("SET search_path TO " + settings.schema());
    }
    return connection;
  }

  @Override
  SqlDatabase open(Clock clock) {
    return new ClockedDatabase(new PostgresDatabase(settings), clock);
  }

  @Override
  SqlDatabase fresh(Clock clock) {
    return TestPostgres.database();
  }

  @Override
  String listing() {
    return """
    SELECT regexp_replace(indexdef, 'test_[0-9a-f]+', 's', 'g') FROM pg_indexes
      WHERE schemaname = current_schema() AND tablename <> 'delivery_schema_history'
    UNION ALL
    SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name <> 'delivery_schema_history'
    ORDER BY 1
    """;
  }

  /** As {@code PeopleSchemaTest} has it for a file of version 3. */
  @Test
  void linksOfVersion5GoToTheWorkspacesOfTheirReportersAndNoStopIsLost() throws Exception {
    migrate("5");
    try (Connection connection = connection();
        Statement sql = connection.createStatement()) {
      for (String row :
          List.of(
              "address VALUES ('p:14155551234', 1, 7), ('u:US.1001', 1, 8)",
              "address VALUES ('p:14155559876', 2, 7), ('u:US.2002', 2, 9)",
              "address VALUES ('p:14155550001', 3, 7), ('p:14155550002', 3, 7)",
              "reported VALUES ('u:US.1001', 'acme/whatsapp'), ('u:US.2002', 'acme/whatsapp')",
              "reported VALUES ('u:US.2002', 'acme/second'), ('u:US.2002', 'beta/whatsapp')",
              "suppression VALUES ('p:14155551234', 'beta', 'MARKETING', 1, 20, 'x')",
              "suppression VALUES ('u:US.1001', 'beta', 'MARKETING', 0, 10, 'x')",
              "suppression VALUES ('p:14155551234', 'acme', 'MARKETING', 1, 20, 'x')",
              "suppression VALUES ('p:14155559876', 'gamma', 'MARKETING', 1, 20, 'x')",
              "suppression VALUES ('u:US.2002', 'gamma', 'MARKETING', 0, 30, 'x')",
              "consent (workspace, address, purposes, granted, at, source, wording) VALUES"
                  + " ('beta', 'u:US.1001', 'MARKETING', 1, 10, 'f', 'Yes'),"
                  + " ('beta', 'p:14155551234', 'MARKETING', 0, 20, 'c', ''),"
                  + " ('acme', 'p:14155551234', 'MARKETING', 0, 20, 'c', '')")) {
        sql.execute("INSERT INTO " + row);
      }
    }
    Address ann = new PhoneNumber("14155551234");
    Address annId = new UserId("US.1001");
    Address bob = new PhoneNumber("14155559876");
    Address bobId = new UserId("US.2002");
    Address third = new PhoneNumber("14155550001");
    List<String> beta = List.of("beta");

    try (SqlDatabase database = new PostgresDatabase(settings)) {
      PeopleStores stores = PeopleStores.in(database);
      LinkedAddresses addresses = stores.addresses();
      assertThat(addresses.of(ann, List.of("acme"))).containsExactlyInAnyOrder(ann, annId);
      assertThat(addresses.of(ann, beta)).containsExactly(ann);
      assertThat(addresses.of(bob, List.of("acme"))).containsExactlyInAnyOrder(bob, bobId);
      assertThat(addresses.of(bob, beta)).containsExactlyInAnyOrder(bob, bobId);
      assertThat(addresses.scopes(bob)).containsExactlyInAnyOrder("acme", "beta");
      assertThat(addresses.scopes(third)).containsExactly(LinkedAddresses.HOST);
      assertThat(stores.suppressions().find(List.of(annId), beta, Purpose.MARKETING)).isPresent();
      assertThat(stores.suppressions().all(List.of(annId)))
          .extracting(Suppression::workspace)
          .containsExactly("beta");
      assertThat(stores.suppressions().find(List.of(bobId), List.of("gamma"), Purpose.MARKETING))
          .isEmpty();
      assertThat(stores.consents().history(List.of(annId)))
          .extracting(ConsentEntry::workspace, ConsentEntry::granted)
          .containsExactly(tuple("beta", true), tuple("beta", false));
    }
  }

  /** They are in every database: Flyway refuses one whose scripts have changed since. */
  @Test
  void releasedScriptsNeverChange() {
    try (SqlDatabase database = new PostgresDatabase(settings)) {
      List<String> checksums =
          database.read(
              session ->
                  session.all(
                      "SELECT version || ' ' || checksum FROM delivery_schema_history"
                          + " WHERE type = 'SQL' ORDER BY installed_rank",
                      row -> row.getString(1)));

      assertThat(checksums)
          .containsExactly(
              "1 1765228379",
              "2 -597637086",
              "3 -1470920862",
              "4 -881941364",
              "5 1496208101",
              "6 -99109833");
    }
  }

  @Test
  void tablesOfALaterVersionAreLeftAlone() throws Exception {
    new PostgresDatabase(settings).close();
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement sql = connection.createStatement()) {
      sql.execute(
          "INSERT INTO "
              + settings.schema()
              + ".delivery_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success)"
              + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'postgres', 1, true)");
    }

    assertThatThrownBy(() -> new PostgresDatabase(settings))
        .isInstanceOfSatisfying(
            StorageException.class, failure -> assertThat(failure.passing()).isFalse())
        .hasMessageEndingWith(
            "cannot be used: its tables have version 99, which this program does not know; run the"
                + " version of Patchbay that made them, or a later one; nothing was changed");
  }
}
