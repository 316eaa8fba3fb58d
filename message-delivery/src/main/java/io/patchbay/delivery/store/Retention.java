package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes what nobody needs any more, in small transactions. Thread-safe. */
final class Retention {
  private static final int AT_ONCE = 500;

  /** What one call removes at most: the rest is for the next one. */
  private static final int ROUNDS = 40;

  /** After so long a recipient may get a whole burst again, under any limit that there is. */
  private static final Duration PAIRS = Duration.ofDays(1);

  private static final Duration EARLY = Duration.ofDays(1);

  private static final String ENDED =
      """
      SELECT m.seq FROM message m
        WHERE m.state IN ('ACCEPTED', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN',
            'NOTHING_SENT')
          AND m.settle_at IS NULL AND m.updated_at < ?
        ORDER BY m.updated_at LIMIT ?
      """;
  private static final String HISTORY = "DELETE FROM history WHERE message = ?";
  private static final String ATTEMPTS = "DELETE FROM attempt WHERE message = ?";
  private static final String MESSAGE = "DELETE FROM message WHERE seq = ?";
  private static final String OLD_PAIRS =
      "SELECT sender, recipient FROM pair WHERE next_at < ? ORDER BY next_at LIMIT ?";

  /** Somebody may have used it meanwhile. */
  private static final String PAIR =
      "DELETE FROM pair WHERE sender = ? AND recipient = ? AND next_at < ?";

  private final SqlDatabase database;

  Retention(SqlDatabase database) {
    this.database = database;
  }

  int forget(long before) {
    int messages = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int some = database.write(session -> messages(session, before));
      messages += some;
      if (some < AT_ONCE) {
        break;
      }
    }
    for (int round = 0; round < ROUNDS && pairs() == AT_ONCE; round++) {}
    database.write(
        session -> EarlyStatuses.forget(session, database.now(session) - EARLY.toMillis()));
    return messages;
  }

  private int messages(SqlSession session, long before) throws SQLException {
    List<@Nullable Object[]> ended =
        session.all(
            ENDED + database.skippingLocked("m"),
            row -> new @Nullable Object[] {row.getLong(1)},
            before,
            AT_ONCE);
    session.batch(HISTORY, ended);
    session.batch(ATTEMPTS, ended);
    session.batch(MESSAGE, ended);
    return ended.size();
  }

  private int pairs() {
    return database.write(
        session -> {
          long before = database.now(session) - PAIRS.toMillis();
          List<@Nullable Object[]> old =
              session.all(
                  OLD_PAIRS,
                  row -> new @Nullable Object[] {row.getString(1), row.getString(2), before},
                  before,
                  AT_ONCE);
          session.batch(PAIR, old);
          return old.size();
        });
  }
}
