package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that wait behind another one to the same recipient. Stateless. */
final class Behind {
  /**
   * By a comparison of rows, and in their order: with equalities a database may take {@code seq} to
   * be the whole order, and read all messages by it until one fits.
   */
  private static final String PROMOTE =
      """
      UPDATE message SET stage = 0
        WHERE seq = (
            SELECT b.seq FROM message b
              WHERE b.stage = 2 AND (b.lane, b.recipient, b.seq) >
                ((SELECT lane FROM message WHERE seq = ?),
                  (SELECT recipient FROM message WHERE seq = ?), 0)
              ORDER BY b.lane, b.recipient, b.seq LIMIT 1)
          AND lane = (SELECT lane FROM message WHERE seq = ?)
          AND recipient = (SELECT recipient FROM message WHERE seq = ?)
      """;

  private static final String SOME =
      """
      SELECT lane, recipient, seq FROM message
        WHERE stage = 2 AND (lane, recipient, seq) > (?, ?, ?)
        ORDER BY lane, recipient, seq LIMIT ?
      """;
  private static final String PROMOTE_ORPHAN =
      """
      UPDATE message SET stage = 0 WHERE seq = ? AND stage = 2 AND NOT EXISTS (
        SELECT 1 FROM message e
          WHERE e.lane = message.lane AND e.recipient = message.recipient AND e.seq < message.seq
            AND e.state IN ('QUEUED', 'SENDING'))
      """;

  /** Where a look through all of them stands. */
  record Place(long lane, String recipient, long seq) {
    static final Place START = new Place(0, "", 0);
  }

  private Behind() {}

  /** Lets the first that waits behind each of these go on; it looks itself whether it may. */
  static void promote(SqlSession session, List<Long> seqs) throws SQLException {
    List<@Nullable Object[]> rows =
        seqs.stream().map(seq -> new @Nullable Object[] {seq, seq, seq, seq}).toList();
    session.batch(PROMOTE, rows);
  }

  /**
   * Lets those go on that nothing is in front of: two transactions may have missed each other, and
   * what they wait for may have moved to another lane.
   *
   * @return where to go on the next time
   */
  static Place promoteOrphans(SqlSession session, Place from, int most) throws SQLException {
    List<Place> some =
        session.all(
            SOME,
            row -> new Place(row.getLong(1), row.getString(2), row.getLong(3)),
            from.lane(),
            from.recipient(),
            from.seq(),
            most);
    session.batch(
        PROMOTE_ORPHAN, some.stream().map(place -> new @Nullable Object[] {place.seq()}).toList());
    return some.size() < most ? Place.START : some.get(some.size() - 1);
  }
}
