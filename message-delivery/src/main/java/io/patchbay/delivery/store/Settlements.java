package io.patchbay.delivery.store;

import io.patchbay.channel.Category;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.delivery.store.DeliveryListener.Settlement;
import io.patchbay.delivery.store.DeliveryListener.Subject;
import io.patchbay.store.internal.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that somebody has to decide about. Thread-safe. */
final class Settlements {
  private static final int MOST = 200;

  // A grant of the future is from before the clock was set back, and of no later message.
  private static final String OPEN =
      """
      SELECT m.seq, m.workspace, m.id, m.body, l.workspace, l.provider, l.sender, l.via, m.state,
          m.attempt, m.guarantee, a.instance, a.content, a.category, a.granted_at, m.tries,
          COALESCE(m.first_at, a.granted_at),
          CASE WHEN EXISTS (
            SELECT 1 FROM attempt h WHERE h.sender = a.sender AND h.status_at IS NOT NULL
              AND h.granted_at > a.granted_at AND h.granted_at <= ?
          ) THEN 1 ELSE 0 END
        FROM message m JOIN lane l ON l.id = m.lane
          JOIN attempt a ON a.message = m.seq AND a.number = m.attempt
        WHERE m.settle_at IS NOT NULL AND m.settle_at <= ? AND m.state IN ('UNKNOWN', 'FAILED')
        ORDER BY m.settle_at LIMIT ?
      """;
  private static final String KEEP =
      """
      UPDATE message SET settle_at = ?, reason = COALESCE(?, reason), updated_at = ?
        WHERE seq = ? AND attempt = ? AND state = ?
      """;
  private static final String AGAIN =
      """
      UPDATE message SET state = 'QUEUED', stage = 0, due_at = ?, lane = ?, settle_at = NULL,
          tried = ?, failed_over = CASE WHEN ? = 1 THEN 1 ELSE failed_over END,
          tries = CASE WHEN ? = 1 THEN 0 ELSE tries END, throttled = 0, later = 0, reason = ?,
          updated_at = ?
        WHERE seq = ? AND attempt = ? AND state = ? AND body IS NOT NULL
      """;

  private final SqlDatabase database;
  private final Notices notices;

  Settlements(SqlDatabase database, Notices notices) {
    this.database = database;
    this.notices = notices;
  }

  List<Unsettled> open() {
    return database.read(
        session -> {
          long now = database.now(session);
          return session.all(OPEN, Settlements::row, now, now, MOST);
        });
  }

  /** Looks again later, or not at all; what was decided meanwhile stays. */
  boolean keep(Unsettled message, @Nullable Long settleAt, @Nullable String reason) {
    return notices.write(
        (session, tell) -> {
          long now = database.now(session);
          int changed =
              session.update(
                  KEEP,
                  settleAt,
                  reason,
                  now,
                  message.seq(),
                  message.attempt(),
                  message.state().name());
          if (changed == 1 && reason != null) {
            session.update(History.ADD, message.seq(), now, message.state().name(), reason);
          }
          if (changed == 1 && settleAt == null) {
            tellOf(message, Settlement.GIVEN_UP, tell);
            tell.of(
                listener ->
                    listener.deadLetter(subject(message), message.state(), message.category()));
          }
          return changed == 1;
        });
  }

  private static Subject subject(Unsettled message) {
    return new Subject(message.workspace(), new MessageId(message.id()));
  }

  private static void tellOf(Unsettled message, Settlement how, Notices.Tell tell) {
    if (message.state() == DeliveryState.UNKNOWN) {
      tell.of(listener -> listener.settled(subject(message), how));
    }
  }

  /** Sends it again. */
  boolean again(
      Unsettled message, LaneKey lane, @Nullable String tried, boolean failover, String reason) {
    return notices.write(
        (session, tell) -> {
          long now = database.now(session);
          long moved = Lanes.id(session, lane);
          int changed =
              session.update(
                  AGAIN,
                  now,
                  moved,
                  tried,
                  failover ? 1 : 0,
                  failover ? 1 : 0,
                  reason,
                  now,
                  message.seq(),
                  message.attempt(),
                  message.state().name());
          if (changed == 1) {
            session.update(History.ADD, message.seq(), now, DeliveryState.QUEUED.name(), reason);
            tellOf(message, Settlement.SENT_AGAIN, tell);
          }
          return changed == 1;
        });
  }

  private static Unsettled row(ResultSet row) throws SQLException {
    int content = row.getInt(13);
    int known = row.wasNull() ? -1 : content;
    String category = row.getString(14);
    return new Unsettled(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Lanes.key(row, 5),
        DeliveryState.valueOf(row.getString(9)),
        row.getInt(10),
        row.getInt(16),
        row.getLong(17),
        Guarantee.valueOf(row.getString(11)),
        row.getString(12),
        known,
        category == null ? null : Category.valueOf(category),
        row.getLong(15),
        row.getInt(18) == 1);
  }
}
