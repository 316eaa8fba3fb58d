package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.Work;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/** A PostgreSQL that says how many rows of its messages each transaction has read. */
final class CountedDatabase extends ForwardingDatabase {
  /** Rows by a scan of the table, and rows that an index led to. */
  private static final String ROWS =
      """
      SELECT coalesce(sum(seq_tup_read), 0) + coalesce(sum(idx_tup_fetch), 0)
        FROM pg_stat_xact_user_tables
        WHERE schemaname = current_schema() AND relname = 'message'
      """;

  private final LongConsumer counted;

  CountedDatabase(SqlDatabase database, LongConsumer counted) {
    super(database);
    this.counted = counted;
  }

  @Override
  public <T> T read(Work<T> work) {
    return write(work);
  }

  @Override
  public <T> T survey(Work<T> work) {
    return write(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return super.write(
        session -> {
          // What earlier transactions of the connection have read may be in it still.
          long before = rows(session);
          T result = work.with(session);
          counted.accept(rows(session) - before);
          return result;
        });
  }

  private static long rows(SqlSession session) throws SQLException {
    return session.all(ROWS, row -> row.getLong(1)).get(0);
  }
}
