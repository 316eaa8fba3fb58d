package io.patchbay.delivery.store;

import io.patchbay.content.Storable;
import io.patchbay.store.internal.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts whom the senders wrote to lately. Thread-safe. */
final class Usages {
  private static final Duration DAY = Duration.ofHours(24);

  /** What an erased message leaves says that there was somebody. */
  private static final String PERSON =
      "CASE WHEN m.recipient = '' THEN CAST(m.seq AS TEXT) ELSE m.recipient END";

  private static final String OUTSIDE = "COALESCE(a.conversation, 'CLOSED') <> 'OPEN'";

  private static final String COUNTS =
      "count(DISTINCT CASE WHEN %1$s THEN %2$s END),".formatted(OUTSIDE, PERSON)
          + " count(DISTINCT CASE WHEN a.conversation IS NULL THEN %s END),".formatted(PERSON)
          + " count(DISTINCT CASE WHEN a.conversation = 'OPEN' THEN %s END),".formatted(PERSON)
          + " count(DISTINCT CASE WHEN %1$s AND m.workspace = ? THEN %2$s END),"
              .formatted(OUTSIDE, PERSON)
          + " min(s.recipient_limit), max(s.limit_at)";

  private static final String SENT =
      " FROM attempt a JOIN message m ON m.seq = a.message LEFT JOIN sender s ON s.key = a.sender"
          + " WHERE a.granted_at >= ? AND a.outcome IN ('ACCEPTED', 'UNKNOWN')";

  private static final String BY_SENDER =
      "SELECT a.sender, min(COALESCE(s.account, a.sender)), "
          + COUNTS
          + SENT
          + " GROUP BY a.sender ORDER BY 1";
  private static final String BY_ACCOUNT =
      "SELECT COALESCE(s.account, a.sender), min(COALESCE(s.account, a.sender)), "
          + COUNTS
          + SENT
          + " GROUP BY COALESCE(s.account, a.sender) ORDER BY 1";
  private static final String PRICES =
      """
      SELECT a.sender, a.pricing, a.billable, count(*)
        FROM attempt a JOIN message m ON m.seq = a.message
        WHERE a.granted_at >= ? AND a.outcome = 'ACCEPTED' AND (m.workspace = ? OR ? = 1)
        GROUP BY a.sender, a.pricing, a.billable
        ORDER BY a.sender, a.pricing IS NULL, a.pricing, a.billable
      """;
  private static final String NOTHING_SENT =
      """
      SELECT a.sender, count(*) FROM attempt a JOIN message m ON m.seq = a.message
        WHERE a.granted_at >= ? AND a.outcome = 'NOTHING_SENT' AND (m.workspace = ? OR ? = 1)
        GROUP BY a.sender ORDER BY a.sender
      """;
  private static final String LEARNED =
      "UPDATE sender SET account = ?, recipient_limit = ?, limit_at = ? WHERE key = ?";

  private final SqlDatabase database;

  Usages(SqlDatabase database) {
    this.database = database;
  }

  Usage of(@Nullable String workspace) {
    String named = workspace == null ? "" : workspace;
    return database.survey(
        session -> {
          long since = database.now(session) - DAY.toMillis();
          int all = workspace == null ? 1 : 0;
          return new Usage(
              Instant.ofEpochMilli(since),
              session.all(BY_ACCOUNT, Usages::people, named, since),
              session.all(BY_SENDER, Usages::people, named, since),
              session.all(PRICES, Usages::charged, since, named, all),
              session.all(
                  NOTHING_SENT,
                  row -> new Usage.NothingSent(row.getString(1), row.getLong(2)),
                  since,
                  named,
                  all));
        });
  }

  void learned(String sender, @Nullable String account, @Nullable Long limit) {
    @Nullable String kept = account == null ? null : Storable.text(account);
    database.write(session -> session.update(LEARNED, kept, limit, database.now(session), sender));
  }

  private static Usage.People people(ResultSet row) throws SQLException {
    long limit = row.getLong(7);
    Long known = row.wasNull() ? null : limit;
    long seenAt = row.getLong(8);
    Instant seen = row.wasNull() ? null : Instant.ofEpochMilli(seenAt);
    return new Usage.People(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        known,
        seen);
  }

  private static Usage.Charged charged(ResultSet row) throws SQLException {
    int charged = row.getInt(3);
    Boolean billable = row.wasNull() ? null : charged == 1;
    return new Usage.Charged(row.getString(1), row.getString(2), billable, row.getLong(4));
  }
}
