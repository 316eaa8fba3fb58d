package io.patchbay.delivery.store;

import io.patchbay.delivery.postgres.ClockedDatabase;
import io.patchbay.delivery.postgres.PostgresServer;
import io.patchbay.registry.storage.SqliteSession;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;

class PostgresDeliveryStoreTest {
  private final PostgresSettings settings = PostgresServer.shared().settings().withConnections(3);

  private Database postgres(Clock clock) {
    return new ClockedDatabase(new PostgresDatabase(settings), clock);
  }

  @Nested
  class Submitting extends SubmitContract {
    @Override
    Database open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Claiming extends ClaimContract {
    @Override
    Database open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Pacing extends PaceContract {
    @Override
    Database open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Statuses extends StatusContract {
    @Override
    Database open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class StatusOrders extends StatusOrderContract {
    @Override
    Database open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Plans extends PlanContract {
    @Override
    Database open(Clock clock) {
      // Parameters without values cannot be sent the other way.
      return new PostgresDatabase(
          PostgresSettings.of(settings.url() + "?preferQueryMode=simple", "postgres", "")
              .withSchema(settings.schema()));
    }

    @Override
    List<String> plan(SqliteSession session, String statement) throws SQLException {
      String numbered = statement;
      for (int i = 1; numbered.contains("?"); i++) {
        numbered = numbered.replaceFirst("\\?", "\\$" + i);
      }
      return session.all("EXPLAIN (GENERIC_PLAN) " + numbered, row -> row.getString(1));
    }

    @Override
    Pattern looksThrough() {
      return Pattern.compile("Seq Scan on|Bitmap");
    }
  }
}
