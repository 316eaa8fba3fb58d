package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people ask of the queue and tell it. Thread-safe. */
final class Inspection {
  private static final String COLUMNS =
      """
      m.seq, m.workspace, m.id, m.state, m.progress, m.guarantee, m.duplicated,
          m.not_before, m.due_at, m.expires_at, m.created_at, m.updated_at, m.reason
      """;
  private static final String FIND =
      "SELECT " + COLUMNS + " FROM message m WHERE m.workspace = ? AND m.id = ?";
  private static final String NEXT_DUE =
      "SELECT due_at FROM message WHERE stage = 1 ORDER BY due_at LIMIT 1";

  // Chosen first: in the order of their numbers the whole table would be read to find a few.
  private static final String DEAD =
      """
      WITH dead (seq) AS MATERIALIZED (
        SELECT seq FROM message WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED', 'NOTHING_SENT')
          AND (state IN ('FAILED', 'NOTHING_SENT') OR (state = 'UNKNOWN' AND settle_at IS NULL))
          AND (workspace = ? OR ? = 1)
      ),
      newest (seq) AS MATERIALIZED (SELECT seq FROM dead ORDER BY seq DESC LIMIT ?)
      SELECT
      """
          + COLUMNS
          + " FROM message m WHERE m.seq IN (SELECT seq FROM newest)";

  // By no order that an index has: all of it is read, which is fastest as it lies there.
  static final String COUNTS =
      """
      SELECT counted, state, count(*), min(created_at)
        FROM (SELECT workspace || '' AS counted, state, created_at FROM message) every
        GROUP BY counted, state ORDER BY counted, state
      """;

  private static final String WORKSPACES = "SELECT DISTINCT workspace FROM lane ORDER BY workspace";

  private static final String LAST_HEARD =
      """
      SELECT status_at FROM attempt WHERE status_at IS NOT NULL ORDER BY status_at DESC LIMIT 1
      """;

  private final SqlDatabase database;

  Inspection(SqlDatabase database) {
    this.database = database;
  }

  private record Dead(long seq, MessageRecord message) {}

  Optional<Instant> nextDue() {
    return database
        .read(session -> session.all(NEXT_DUE, row -> Instant.ofEpochMilli(row.getLong(1))))
        .stream()
        .findFirst();
  }

  Optional<MessageRecord> find(String workspace, String id) {
    return database
        .read(session -> session.all(FIND, row -> message(session, row), workspace, id))
        .stream()
        .findFirst();
  }

  List<MessageRecord> deadLetters(@Nullable String workspace, int most) {
    return database
        .survey(
            session ->
                session.all(
                    DEAD,
                    row -> new Dead(row.getLong(1), message(session, row)),
                    workspace == null ? "" : workspace,
                    workspace == null ? 1 : 0,
                    most))
        .stream()
        .sorted(Comparator.comparing(Dead::seq).reversed())
        .map(Dead::message)
        .toList();
  }

  List<Long> grantsSince(Instant from) {
    return database.survey(
        session ->
            session.all(
                "SELECT granted_at FROM attempt WHERE granted_at >= ? ORDER BY granted_at",
                row -> row.getLong(1),
                from.toEpochMilli()));
  }

  List<PacedSender> pacedSenders() {
    return database.survey(
        session ->
            paced(
                session,
                """
                SELECT s.key, s.pace, s.paced_at, s.paused_until, s.reason FROM sender s
                  WHERE (s.paused_until > ? OR s.pace < 1) ORDER BY s.key
                """));
  }

  List<String> pacedSendersOf(String instance) {
    return database
        .survey(
            session ->
                paced(
                    session,
                    """
                    SELECT s.key, s.pace, s.paced_at, s.paused_until, s.reason FROM sender s
                      WHERE (s.paused_until > ? OR s.pace < 1)
                      AND EXISTS (SELECT 1 FROM attempt a WHERE a.sender = s.key AND a.instance = ?)
                      ORDER BY s.key
                    """,
                    instance))
        .stream()
        .map(PacedSender::key)
        .toList();
  }

  /** As it stands now: a sender that sends nothing leaves behind what was stored of it last. */
  private List<PacedSender> paced(SqlSession session, String statement, Object... values)
      throws SQLException {
    long now = database.now(session);
    List<@Nullable Object> all = new ArrayList<>(List.of(values));
    all.add(0, now);
    List<PacedSender> senders = new ArrayList<>();
    session
        .all(
            statement,
            row -> {
              Pace pace = new Pace(row.getDouble(2), row.getLong(3)).recovered(now);
              long until = row.getLong(4);
              return until > now || !pace.full()
                  ? Optional.of(
                      new PacedSender(
                          row.getString(1),
                          pace.share(),
                          Instant.ofEpochMilli(until),
                          row.getString(5)))
                  : Optional.<PacedSender>empty();
            },
            all.toArray())
        .forEach(one -> one.ifPresent(senders::add));
    return senders;
  }

  Optional<Instant> lastHeard() {
    return database
        .survey(session -> session.all(LAST_HEARD, row -> Instant.ofEpochMilli(row.getLong(1))))
        .stream()
        .findFirst();
  }

  List<String> workspaces() {
    return database.read(session -> session.all(WORKSPACES, row -> row.getString(1)));
  }

  List<StateCount> counts() {
    return database.survey(
        session ->
            session.all(
                COUNTS,
                row ->
                    new StateCount(
                        row.getString(1),
                        DeliveryState.valueOf(row.getString(2)),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)))));
  }

  private static MessageRecord message(SqlSession session, ResultSet row) throws SQLException {
    String progress = row.getString(5);
    long expiresAt = row.getLong(10);
    Instant expires = row.wasNull() ? null : Instant.ofEpochMilli(expiresAt);
    Instant created = Instant.ofEpochMilli(row.getLong(11));
    Timeline timeline = Timeline.of(session, row.getLong(1), created);
    return new MessageRecord(
        row.getString(2),
        new MessageId(row.getString(3)),
        DeliveryState.valueOf(row.getString(4)),
        progress == null ? null : DeliveryStatus.valueOf(progress),
        Guarantee.valueOf(row.getString(6)),
        timeline.attempts(),
        row.getInt(7) == 1,
        Instant.ofEpochMilli(row.getLong(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        expires,
        created,
        Instant.ofEpochMilli(row.getLong(12)),
        row.getString(13),
        timeline.lines());
  }
}
