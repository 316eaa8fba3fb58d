package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What people ask of the queue and tell it. Thread-safe. */
final class Inspection {
  private static final String COLUMNS =
      """
      SELECT seq, workspace, id, state, progress, guarantee, attempt, duplicated, not_before,
          due_at, expires_at, created_at, updated_at, reason FROM message
      """;
  private static final String ATTEMPTS =
      """
      SELECT number, instance, granted_at, started_at, ended_at, outcome, provider_message_id,
          reason FROM attempt WHERE message = ? ORDER BY number
      """;
  private static final String HISTORY =
      "SELECT at, what, reason FROM history WHERE message = ? ORDER BY id";
  private static final String CANCEL =
      """
      UPDATE message SET state = 'CANCELLED', stage = NULL, updated_at = ?
        WHERE workspace = ? AND id = ? AND state = 'QUEUED'
      """;
  private static final String RESCHEDULE =
      """
      UPDATE message SET not_before = ?, due_at = ?, stage = ?, updated_at = ?
        WHERE workspace = ? AND id = ? AND state = 'QUEUED'
      """;
  private static final String REQUEUE =
      """
      UPDATE message SET state = 'QUEUED', stage = 0, due_at = ?, tries = 0, throttled = 0,
          later = 0, tried = NULL, first_at = NULL, settle_at = NULL, reason = ?, updated_at = ?
        WHERE workspace = ? AND id = ? AND body IS NOT NULL
          AND (state = 'FAILED' OR (state = 'UNKNOWN' AND settle_at IS NULL))
      """;
  private static final String UNPARK =
      """
      UPDATE message SET state = 'QUEUED', stage = 0, reason = NULL, updated_at = ?
        WHERE seq = ? AND state = 'PARKED'
      """;
  private static final String SEQ = "SELECT seq FROM message WHERE workspace = ? AND id = ?";

  private final Database database;

  Inspection(Database database) {
    this.database = database;
  }

  private record Parked(long seq, String body) {}

  Optional<Instant> nextDue() {
    return database
        .read(
            session ->
                session.all(
                    "SELECT due_at FROM message WHERE stage = 1 ORDER BY due_at LIMIT 1",
                    row -> Instant.ofEpochMilli(row.getLong(1))))
        .stream()
        .findFirst();
  }

  Optional<MessageRecord> find(String workspace, String id) {
    return database
        .read(
            session ->
                session.all(
                    COLUMNS + "WHERE workspace = ? AND id = ?",
                    row -> message(session, row),
                    workspace,
                    id))
        .stream()
        .findFirst();
  }

  List<MessageRecord> deadLetters(@Nullable String workspace, int most) {
    String dead =
        COLUMNS
            + "WHERE (state = 'FAILED' OR (state = 'UNKNOWN' AND settle_at IS NULL))"
            + " AND (workspace = ? OR ? = 1) ORDER BY seq DESC LIMIT ?";
    return database.survey(
        session ->
            session.all(
                dead,
                row -> message(session, row),
                workspace == null ? "" : workspace,
                workspace == null ? 1 : 0,
                most));
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
        .read(
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
        .read(
            session ->
                session.all(
                    "SELECT status_at FROM attempt WHERE status_at IS NOT NULL"
                        + " ORDER BY status_at DESC LIMIT 1",
                    row -> Instant.ofEpochMilli(row.getLong(1))))
        .stream()
        .findFirst();
  }

  List<StateCount> counts() {
    return database.survey(
        session ->
            session.all(
                "SELECT workspace, state, count(*), min(created_at) FROM message"
                    + " GROUP BY workspace, state ORDER BY workspace, state",
                row ->
                    new StateCount(
                        row.getString(1),
                        DeliveryState.valueOf(row.getString(2)),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)))));
  }

  boolean cancel(String workspace, String id) {
    return database.write(
        session -> {
          long now = database.now(session);
          return changed(session, workspace, id, now, "CANCELLED", "taken back", true, CANCEL, now);
        });
  }

  boolean reschedule(String workspace, String id, Instant notBefore) {
    return database.write(
        session -> {
          long now = database.now(session);
          long at = notBefore.toEpochMilli();
          int stage = at > now ? Stage.SCHEDULED : Stage.READY;
          return changed(
              session,
              workspace,
              id,
              now,
              "QUEUED",
              "not before " + notBefore,
              true,
              RESCHEDULE,
              at,
              at,
              stage,
              now);
        });
  }

  boolean requeue(String workspace, String id) {
    return database.write(
        session -> {
          long now = database.now(session);
          String reason = "put back into the queue by hand";
          return changed(
              session, workspace, id, now, "QUEUED", reason, false, REQUEUE, now, reason, now);
        });
  }

  /** Runs a statement that ends in workspace and id, and writes down that it did something. */
  private static boolean changed(
      SqlSession session,
      String workspace,
      String id,
      long now,
      String what,
      String reason,
      boolean leaves,
      String statement,
      @Nullable Object... values)
      throws SQLException {
    List<@Nullable Object> all = new ArrayList<>(List.of(values));
    all.add(workspace);
    all.add(id);
    if (session.update(statement, all.toArray()) == 0) {
      return false;
    }
    Long seq = session.first(SEQ, row -> row.getLong(1), workspace, id);
    if (seq != null) {
      session.update(History.ADD, seq, now, what, reason);
      if (leaves) {
        Behind.promote(session, List.of(seq));
      }
    }
    return true;
  }

  int unpark(Predicate<String> readable) {
    List<Parked> parked =
        database.survey(
            session ->
                session.all(
                    "SELECT seq, body FROM message WHERE state = 'PARKED' AND body IS NOT NULL",
                    row -> new Parked(row.getLong(1), row.getString(2))));
    List<Parked> back = parked.stream().filter(one -> readable.test(one.body())).toList();
    return back.isEmpty()
        ? 0
        : database.write(
            session -> {
              long now = database.now(session);
              for (Parked one : back) {
                session.update(UNPARK, now, one.seq());
                session.update(
                    History.ADD,
                    one.seq(),
                    now,
                    "QUEUED",
                    "the module of its content is here again");
              }
              return back.size();
            });
  }

  private static MessageRecord message(SqlSession session, ResultSet row) throws SQLException {
    String progress = row.getString(5);
    long expiresAt = row.getLong(11);
    Instant expires = row.wasNull() ? null : Instant.ofEpochMilli(expiresAt);
    Instant created = Instant.ofEpochMilli(row.getLong(12));
    return new MessageRecord(
        row.getString(2),
        new MessageId(row.getString(3)),
        DeliveryState.valueOf(row.getString(4)),
        progress == null ? null : DeliveryStatus.valueOf(progress),
        Guarantee.valueOf(row.getString(6)),
        row.getInt(7),
        row.getInt(8) == 1,
        Instant.ofEpochMilli(row.getLong(9)),
        Instant.ofEpochMilli(row.getLong(10)),
        expires,
        created,
        Instant.ofEpochMilli(row.getLong(13)),
        row.getString(14),
        story(session, row.getLong(1), created));
  }

  private static List<MessageRecord.Line> story(SqlSession session, long seq, Instant created)
      throws SQLException {
    List<MessageRecord.Line> lines = new ArrayList<>();
    lines.add(new MessageRecord.Line(created, "SUBMITTED", 0, null, null, null));
    for (List<MessageRecord.Line> attempt : session.all(ATTEMPTS, Inspection::attempt, seq)) {
      lines.addAll(attempt);
    }
    lines.addAll(
        session.all(
            HISTORY,
            line ->
                new MessageRecord.Line(
                    Instant.ofEpochMilli(line.getLong(1)),
                    line.getString(2),
                    0,
                    null,
                    null,
                    line.getString(3)),
            seq));
    // Stable: what happened in the same millisecond stays in the order in which it was written.
    lines.sort(Comparator.comparing(MessageRecord.Line::at));
    return lines;
  }

  private static List<MessageRecord.Line> attempt(ResultSet row) throws SQLException {
    int number = row.getInt(1);
    String instance = row.getString(2);
    long startedAt = row.getLong(4);
    long began = row.wasNull() ? row.getLong(3) : startedAt;
    List<MessageRecord.Line> lines = new ArrayList<>();
    lines.add(
        new MessageRecord.Line(
            Instant.ofEpochMilli(began), "SENDING", number, instance, null, null));
    String outcome = row.getString(6);
    if (outcome != null) {
      long endedAt = row.getLong(5);
      long at = row.wasNull() ? began : endedAt;
      lines.add(
          new MessageRecord.Line(
              Instant.ofEpochMilli(at),
              outcome,
              number,
              instance,
              row.getString(7),
              row.getString(8)));
    }
    return lines;
  }
}
