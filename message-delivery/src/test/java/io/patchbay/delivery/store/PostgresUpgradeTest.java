package io.patchbay.delivery.store;

import io.patchbay.registry.storage.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;

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
}
