package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.store.internal.SqlDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages whose ids follow each other, such as those of one broadcast. Thread-safe. */
final class Series {
  private static final String COUNTS =
      """
      SELECT state, progress, count(*) FROM message WHERE workspace = ? AND id BETWEEN ? AND ?
        GROUP BY state, progress ORDER BY state, progress
      """;
  private static final String MEMBERS =
      """
      SELECT m.id, m.state, m.progress, a.instance,
          CASE WHEN EXISTS (
            SELECT 1 FROM attempt b WHERE b.message = m.seq AND b.number < a.number
              AND (b.instance <> a.instance OR b.content <> a.content)
          ) THEN 1 ELSE 0 END, COALESCE(m.reason, a.reason)
        FROM message m LEFT JOIN attempt a ON a.message = m.seq AND a.number = m.attempt
        WHERE m.workspace = ? AND m.id > ? AND m.id <= ? ORDER BY m.id LIMIT ?
      """;

  private final SqlDatabase database;

  Series(SqlDatabase database) {
    this.database = database;
  }

  List<SeriesCount> counts(String workspace, String first, String last) {
    return database.survey(
        session ->
            session.all(
                COUNTS,
                row ->
                    new SeriesCount(
                        DeliveryState.valueOf(row.getString(1)),
                        status(row.getString(2)),
                        row.getLong(3)),
                workspace,
                first,
                last));
  }

  List<SeriesMember> members(String workspace, String after, String last, int most) {
    return database.survey(
        session ->
            session.all(
                MEMBERS,
                row ->
                    new SeriesMember(
                        new MessageId(row.getString(1)),
                        DeliveryState.valueOf(row.getString(2)),
                        status(row.getString(3)),
                        row.getString(4),
                        row.getInt(5) == 1,
                        row.getString(6)),
                workspace,
                after,
                last,
                most));
  }

  private static @Nullable DeliveryStatus status(@Nullable String progress) {
    return progress == null ? null : DeliveryStatus.valueOf(progress);
  }
}
