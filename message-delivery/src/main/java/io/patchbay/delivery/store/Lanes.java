package io.patchbay.delivery.store;

import io.patchbay.delivery.internal.Lane;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lanes: found, made when they are new, listed while something waits in them. Stateless. */
final class Lanes {
  private static final String FIND =
      "SELECT id FROM lane WHERE workspace = ? AND provider = ? AND sender = ? AND via = ?";
  private static final String ADD =
      "INSERT INTO lane (workspace, provider, sender, via) VALUES (?, ?, ?, ?) ON CONFLICT DO"
          + " NOTHING";

  // Jumps from lane to lane in the index: a million waiting messages cost no more than one.
  private static final String READY =
      """
      WITH RECURSIVE ready (lane) AS (
        SELECT min(lane) FROM message WHERE stage = 0
        UNION ALL
        SELECT (SELECT min(lane) FROM message WHERE stage = 0 AND lane > ready.lane)
          FROM ready WHERE ready.lane IS NOT NULL
      )
      SELECT id, workspace, provider, sender, via FROM lane
        WHERE id IN (SELECT lane FROM ready WHERE lane IS NOT NULL)
      """;

  private Lanes() {}

  static long id(SqlSession session, LaneKey key) throws SQLException {
    Object[] parts = {key.workspace(), text(key.provider()), text(key.from()), text(key.via())};
    for (int tries = 0; tries < 3; tries++) {
      Long found = session.first(FIND, row -> row.getLong(1), parts);
      if (found != null) {
        return found;
      }
      session.update(ADD, parts);
    }
    throw new SQLException("the lane of workspace " + key.workspace() + " cannot be made");
  }

  static List<Lane> ready(SqlSession session) throws SQLException {
    return session.all(READY, Lanes::lane);
  }

  private static Lane lane(ResultSet row) throws SQLException {
    return new Lane(row.getLong(1), key(row, 2));
  }

  /** A lane whose four parts begin at this column. */
  static LaneKey key(ResultSet row, int first) throws SQLException {
    return new LaneKey(
        row.getString(first),
        orNull(row.getString(first + 1)),
        orNull(row.getString(first + 2)),
        orNull(row.getString(first + 3)));
  }

  /** Null is no value that a unique key compares. */
  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }

  private static @Nullable String orNull(String part) {
    return part.isEmpty() ? null : part;
  }
}
