package io.patchbay.delivery.store;

import io.patchbay.delivery.store.QueueDepth.Place;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what has not ended, from indexes alone: what ended long ago and is still kept costs
 * nothing. Thread-safe.
 */
final class QueueDepths {
  private static final String READY =
      """
      SELECT l.workspace, ready.messages,
          CASE WHEN m.not_before > m.created_at THEN m.not_before ELSE m.created_at END
        FROM (
          SELECT lane, priority, count(*) AS messages, min(seq) AS first FROM message
            WHERE stage = 0 GROUP BY lane, priority
        ) ready JOIN message m ON m.seq = ready.first JOIN lane l ON l.id = ready.lane
      """;
  private static final String SCHEDULED =
      """
      SELECT l.workspace, ready.messages
        FROM (SELECT lane, count(*) AS messages FROM message WHERE stage = 1 GROUP BY lane) ready
          JOIN lane l ON l.id = ready.lane
      """;
  private static final String BEHIND =
      """
      SELECT l.workspace, ready.messages
        FROM (SELECT lane, count(*) AS messages FROM message WHERE stage = 2 GROUP BY lane) ready
          JOIN lane l ON l.id = ready.lane
      """;
  private static final String SENDING =
      """
      SELECT workspace, count(*) FROM message
        WHERE lease_until IS NOT NULL AND lease_until > 0 GROUP BY workspace
      """;
  private static final String OPEN =
      """
      SELECT workspace, count(*), state FROM message
        WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED', 'NOTHING_SENT') GROUP BY workspace, state
      """;

  private final SqlDatabase database;

  QueueDepths(SqlDatabase database) {
    this.database = database;
  }

  private record Key(String workspace, Place place) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int by = workspace.compareTo(other.workspace);
      return by == 0 ? place.compareTo(other.place) : by;
    }
  }

  List<QueueDepth> count() {
    return database.survey(
        session -> {
          Map<Key, QueueDepth> depths = new TreeMap<>();
          session
              .all(
                  READY,
                  row ->
                      new QueueDepth(
                          row.getString(1),
                          Place.READY,
                          row.getLong(2),
                          Instant.ofEpochMilli(row.getLong(3))))
              .forEach(one -> add(depths, one));
          add(depths, session, SCHEDULED, Place.SCHEDULED);
          add(depths, session, BEHIND, Place.BEHIND);
          add(depths, session, SENDING, Place.SENDING);
          session
              .all(
                  OPEN,
                  row ->
                      new QueueDepth(
                          row.getString(1), Place.valueOf(row.getString(3)), row.getLong(2), null))
              .forEach(one -> add(depths, one));
          return new ArrayList<>(depths.values());
        });
  }

  private static void add(
      Map<Key, QueueDepth> depths, SqlSession session, String statement, Place place)
      throws SQLException {
    session
        .all(statement, row -> new QueueDepth(row.getString(1), place, row.getLong(2), null))
        .forEach(one -> add(depths, one));
  }

  /** A workspace may have several lanes. */
  private static void add(Map<Key, QueueDepth> depths, QueueDepth one) {
    depths.merge(new Key(one.workspace(), one.place()), one, QueueDepths::both);
  }

  private static QueueDepth both(QueueDepth one, QueueDepth other) {
    Instant oldest = one.oldest();
    if (oldest == null || (other.oldest() != null && other.oldest().isBefore(oldest))) {
      oldest = other.oldest();
    }
    return new QueueDepth(one.workspace(), one.place(), one.messages() + other.messages(), oldest);
  }
}
