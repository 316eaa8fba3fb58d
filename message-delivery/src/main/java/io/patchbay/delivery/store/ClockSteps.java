package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps waits as long as they were meant when the clock of the database is set back: what was to
 * wait a minute would otherwise wait a minute and all that the clock was set back. A wait that was
 * written down later than it is now is from before that, and begins anew. Moments that somebody
 * asked for, such as {@code notBefore}, stay what they are. Thread-safe.
 */
final class ClockSteps {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSteps.class);

  private static final String SCHEDULED =
      """
      UPDATE message SET due_at = due_at - (updated_at - ?), updated_at = ?
        WHERE stage = 1 AND updated_at > ? AND due_at <> not_before
      """;
  private static final String LEASED =
      """
      UPDATE message SET lease_until = lease_until - (updated_at - ?), updated_at = ?
        WHERE lease_until IS NOT NULL AND updated_at > ?
      """;
  private static final String SETTLING =
      """
      UPDATE message SET settle_at = settle_at - (updated_at - ?), updated_at = ?
        WHERE settle_at IS NOT NULL AND updated_at > ?
      """;
  private static final String PAUSED =
      """
      UPDATE sender SET paused_until = paused_until - (paused_at - ?), paused_at = ?
        WHERE paused_at > ?
      """;

  /** Every such wait follows from an attempt, and this finds the last of them by an index. */
  private static final String LAST_GRANT =
      "SELECT granted_at FROM attempt ORDER BY granted_at DESC LIMIT 1";

  /** Slots are granted ahead of their time, and clocks are corrected by parts of a second. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private final SqlDatabase database;
  private volatile long last = Long.MAX_VALUE;

  ClockSteps(SqlDatabase database) {
    this.database = database;
  }

  /** Looks whether the clock was set back, and says how many waits it has moved for that. */
  int follow() {
    long now = database.read(database::now);
    long before = last;
    // At the start nobody remembers the time, but for what was written down.
    boolean suspect = before == Long.MAX_VALUE ? writtenLater(now) : now < before;
    int moved = suspect ? database.write(this::move) : 0;
    // Not before: a step whose waits could not be moved is looked at again.
    last = now;
    if (moved > 0) {
      LOG.warn(
          "The clock of {} was set back; waits that had begun before it go on from now: {}",
          database.describe(),
          moved);
    }
    return moved;
  }

  private boolean writtenLater(long now) {
    return database.read(
        session -> {
          Long granted = session.first(LAST_GRANT, row -> row.getLong(1));
          return granted != null && granted > now + TOLERANCE.toMillis();
        });
  }

  private int move(SqlSession session) throws SQLException {
    long now = database.now(session);
    int moved = 0;
    for (String statement : new String[] {PAUSED, SCHEDULED, LEASED, SETTLING}) {
      moved += session.update(statement, now, now, now);
    }
    return moved;
  }
}
