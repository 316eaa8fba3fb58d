package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.StorageException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class PostgresUpgradeTest extends UpgradeContract {
  private final PostgresSettings settings = TestPostgres.settings();

  @Override
  Connection first(List<String> statements) throws Exception {
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .schemas(settings.schema())
        .table("delivery_schema_history")
        .locations("classpath:io/patchbay/delivery/store/postgres")
        .target("1")
        .load()
        .migrate();
    Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    try (Statement sql = connection.createStatement()) {
      sql.execute("SET search_path TO " + settings.schema());
    }
    return connection;
  }

  @Override
  Database open(Clock clock) {
    return new ClockedDatabase(new PostgresDatabase(settings), clock);
  }

  @Override
  Database fresh(Clock clock) {
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
