package io.patchbay.delivery.store;

import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.store.DeliveryListener.Subject;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time does to messages: those whose moment has come, whose host has gone, whose time is over.
 * Each looks at a bounded number of rows. Thread-safe.
 */
final class Sweeps {
  private static final int MOST = 500;

  private static final String DUE =
      "SELECT m.seq FROM message m WHERE m.stage = 1 AND m.due_at <= ? ORDER BY m.due_at LIMIT ?";
  private static final String MAKE_READY =
      "UPDATE message SET stage = 0 WHERE seq = ? AND stage = 1";
  private static final String LEFT =
      """
      SELECT m.seq, m.attempt, m.owner, m.workspace, m.id FROM message m
        WHERE m.lease_until IS NOT NULL AND m.lease_until < ? AND m.state = 'SENDING'
        ORDER BY m.lease_until LIMIT ?
      """;
  private static final String UNKNOWN =
      """
      UPDATE message SET state = 'UNKNOWN', lease_until = NULL, owner = NULL, settle_at = ?,
          reason = ?, updated_at = ? WHERE seq = ? AND attempt = ? AND state = 'SENDING'
      """;
  private static final String ATTEMPT_UNKNOWN =
      """
      UPDATE attempt SET outcome = 'UNKNOWN', reason = ?
        WHERE message = ? AND number = ? AND outcome IS NULL
      """;
  private static final String OVER =
      """
      SELECT m.seq, m.workspace, m.id FROM message m
        WHERE m.stage IS NOT NULL AND m.expires_at IS NOT NULL AND m.expires_at <= ?
        ORDER BY m.expires_at LIMIT ?
      """;
  private static final String EXPIRE =
      """
      UPDATE message SET state = 'EXPIRED', stage = NULL, reason = ?, updated_at = ?
        WHERE seq = ? AND stage IS NOT NULL
      """;

  private final SqlDatabase database;
  private final Notices notices;

  Sweeps(SqlDatabase database, Notices notices) {
    this.database = database;
    this.notices = notices;
  }

  /** A message that its host has not finished. */
  private record Abandoned(long seq, int attempt, String owner, Subject subject) {}

  private record Over(long seq, Subject subject) {}

  int makeReady() {
    return database.write(
        session -> {
          List<Long> due =
              session.all(
                  DUE + database.skippingLocked("m"),
                  row -> row.getLong(1),
                  database.now(session),
                  MOST);
          session.batch(MAKE_READY, due.stream().map(seq -> new @Nullable Object[] {seq}).toList());
          return due.size();
        });
  }

  int abandon(Duration settleAfter) {
    return notices.write(
        (session, tell) -> {
          long now = database.now(session);
          List<Abandoned> left =
              session.all(
                  LEFT + database.skippingLocked("m"),
                  row ->
                      new Abandoned(
                          row.getLong(1), row.getInt(2), row.getString(3), subject(row, 4)),
                  now,
                  MOST);
          List<@Nullable Object[]> messages = new ArrayList<>();
          List<@Nullable Object[]> attempts = new ArrayList<>();
          List<@Nullable Object[]> notes = new ArrayList<>();
          for (Abandoned one : left) {
            String reason = "its host (" + one.owner() + ") ended or hung while it was being sent";
            messages.add(
                new @Nullable Object[] {
                  now + settleAfter.toMillis(), reason, now, one.seq(), one.attempt()
                });
            attempts.add(new @Nullable Object[] {reason, one.seq(), one.attempt()});
            notes.add(
                new @Nullable Object[] {one.seq(), now, DeliveryState.UNKNOWN.name(), reason});
            tell.of(listener -> listener.unknown(one.subject()));
          }
          session.batch(UNKNOWN, messages);
          session.batch(ATTEMPT_UNKNOWN, attempts);
          session.batch(History.ADD, notes);
          Behind.promote(session, left.stream().map(Abandoned::seq).toList());
          return left.size();
        });
  }

  int expire() {
    return notices.write(
        (session, tell) -> {
          long now = database.now(session);
          List<Over> over =
              session.all(
                  OVER + database.skippingLocked("m"),
                  row -> new Over(row.getLong(1), subject(row, 2)),
                  now,
                  MOST);
          expire(session, now, over.stream().map(Over::seq).toList());
          over.forEach(one -> tell.of(listener -> listener.expired(one.subject())));
          return over.size();
        });
  }

  private static Subject subject(ResultSet row, int first) throws SQLException {
    return new Subject(row.getString(first), new MessageId(row.getString(first + 1)));
  }

  private static void expire(SqlSession session, long now, List<Long> seqs) throws SQLException {
    String reason = "its time was over before it could be sent";
    List<@Nullable Object[]> messages = new ArrayList<>();
    List<@Nullable Object[]> notes = new ArrayList<>();
    for (long seq : seqs) {
      messages.add(new @Nullable Object[] {reason, now, seq});
      notes.add(new @Nullable Object[] {seq, now, DeliveryState.EXPIRED.name(), reason});
    }
    session.batch(EXPIRE, messages);
    session.batch(History.ADD, notes);
    Behind.promote(session, seqs);
  }
}
