package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which instances somebody has taken into use again. Each process remembers by itself what it does
 * not use for the time being; this is how a command reaches them all. Stateless.
 */
final class Resumptions {
  private static final String ADD =
      """
      INSERT INTO resumption (instance, resumed_at) VALUES (?, ?)
        ON CONFLICT (instance) DO UPDATE SET resumed_at = excluded.resumed_at
      """;
  private static final String LAST = "SELECT resumed_at FROM resumption WHERE instance = ?";

  private Resumptions() {}

  static void add(SqlSession session, String instance, long now) throws SQLException {
    session.update(ADD, instance, now);
  }

  static Optional<Instant> last(SqlSession session, String instance) throws SQLException {
    return Optional.ofNullable(
        session.first(LAST, row -> Instant.ofEpochMilli(row.getLong(1)), instance));
  }
}
