package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeliveryStoreTest {
  @TempDir Path directory;

  private SqlDatabase sqlite(Clock clock) {
    return SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), clock);
  }

  @Nested
  class Submitting extends SubmitContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Claiming extends ClaimContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Pacing extends PaceContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class ClockSteps extends ClockStepContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Statuses extends StatusContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class StatusOrders extends StatusOrderContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Keeping extends KeepingContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Usage extends UsageContract {
    @Override
    SqlDatabase open(Clock clock) {
      return sqlite(clock);
    }
  }

  @Nested
  class Plans extends PlanContract {
    @Override
    SqlDatabase open(Clock clock) {
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
