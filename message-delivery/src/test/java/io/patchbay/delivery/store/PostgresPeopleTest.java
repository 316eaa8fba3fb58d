package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.store.PostgresSettings;
import io.patchbay.store.consent.ConsentLedgerContract;
import io.patchbay.store.consent.FiledConversationsContract;
import io.patchbay.store.consent.LinkedAddressesContract;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.SuppressionListContract;
import io.patchbay.store.inbox.FiledEvents;
import io.patchbay.store.inbox.FiledEventsContract;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.store.internal.SqliteSchema;
import io.patchbay.testsupport.ManualClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of people and events in PostgreSQL: what the files are held to. */
class PostgresPeopleTest {
  private final PostgresSettings settings = TestPostgres.settings().withConnections(2);

  /** Each is a pool of its own, as that of another host. */
  private SqlDatabase another(ManualClock clock) {
    return new ClockedDatabase(new PostgresDatabase(settings), clock);
  }

  @Test
  void theTablesHaveTheColumnsOfTheFiles(@TempDir Path directory) {
    ManualClock clock = new ManualClock();
    List<String> expected = new ArrayList<>();
    try (SqlDatabase people = PeopleStores.file(directory, clock);
        FiledEvents inbox = new FiledEvents(directory.resolve("inbox.db"), clock);
        SqliteDatabase events =
            new SqliteDatabase(directory.resolve("inbox.db"), SqliteSchema.events())) {
      inbox.save(List.of());
      expected.addAll(people.write(PostgresPeopleTest::columnsOfTheFile));
      expected.addAll(events.read(PostgresPeopleTest::columnsOfTheFile));
    }
    try (SqlDatabase database = another(clock)) {
      List<String> found =
          database.read(
              session ->
                  session.all(
                      "SELECT table_name || ' ' || column_name FROM information_schema.columns"
                          + " WHERE table_schema = ?",
                      row -> row.getString(1),
                      settings.schema()));
      assertThat(expected).hasSizeGreaterThan(30);
      assertThat(found).containsAll(expected);
    }
  }

  private static List<String> columnsOfTheFile(SqlSession session) throws SQLException {
    return session.all(
        "SELECT m.name || ' ' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
            + " WHERE m.type = 'table'",
        row -> row.getString(1));
  }

  @Nested
  class Suppressing extends SuppressionListContract {
    @Override
    protected SqlDatabase open() {
      return another(clock);
    }
  }

  @Nested
  class Linking extends LinkedAddressesContract {
    @Override
    protected SqlDatabase open() {
      return another(clock);
    }
  }

  @Nested
  class Consenting extends ConsentLedgerContract {
    @Override
    protected SqlDatabase open() {
      return another(clock);
    }
  }

  @Nested
  class Hearing extends FiledConversationsContract {
    @Override
    protected SqlDatabase open() {
      return another(clock);
    }
  }

  @Nested
  class Receiving extends FiledEventsContract {
    @Override
    protected SqlDatabase database() {
      return another(clock);
    }
  }
}
