package io.patchbay.delivery.store;

import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.SqlSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeliveryStoreTest {
  @TempDir Path directory;

  private Database sqlite(Clock clock) {
    return new SqliteDatabase(directory.resolve(SqliteDatabase.FILE), clock);
  }

  @Nested
  class Submitting extends SubmitContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Claiming extends ClaimContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Pacing extends PaceContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class ClockSteps extends ClockStepContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Statuses extends StatusContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class StatusOrders extends StatusOrderContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Keeping extends KeepingContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Usage extends UsageContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Plans extends PlanContract {
    @Override
    Database open(Clock clock) {
      return sqlite(clock);
    }

    @Override
    List<String> plan(SqlSession session, String statement) throws SQLException {
      return session.all("EXPLAIN QUERY PLAN " + statement, row -> row.getString(4));
    }

    @Override
    Pattern looksThrough() {
      return Pattern.compile("SCAN (?!ready|silent|dead|newest|CONSTANT)(?!.* USING )");
    }
  }
}
