package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What people have the queue do with a message that it would not do by itself. Thread-safe. */
final class Interventions {
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
          AND (state IN ('FAILED', 'NOTHING_SENT') OR (state = 'UNKNOWN' AND settle_at IS NULL))
      """;
  private static final String UNPARK =
      """
      UPDATE message SET state = 'QUEUED', stage = 0, reason = NULL, updated_at = ?
        WHERE seq = ? AND state = 'PARKED'
      """;
  private static final String SEQ = "SELECT seq FROM message WHERE workspace = ? AND id = ?";

  private static final String PARKED =
      """
      SELECT seq FROM message
        WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED', 'NOTHING_SENT') AND state = 'PARKED'
      """;
  private static final String BODY =
      "SELECT body FROM message WHERE seq = ? AND state = 'PARKED' AND body IS NOT NULL";
  private static final int AT_ONCE = 200;

  private final SqlDatabase database;

  Interventions(SqlDatabase database) {
    this.database = database;
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
    List<Long> parked = database.survey(session -> session.all(PARKED, row -> row.getLong(1)));
    int back = 0;
    for (int from = 0; from < parked.size(); from += AT_ONCE) {
      back += unpark(parked.subList(from, Math.min(parked.size(), from + AT_ONCE)), readable);
    }
    return back;
  }

  /** A part of them at a time: nobody can tell how many bodies there are, and how long. */
  private int unpark(List<Long> parked, Predicate<String> readable) {
    return database.write(
        session -> {
          long now = database.now(session);
          int back = 0;
          for (long seq : parked) {
            String body = session.first(BODY, row -> row.getString(1), seq);
            if (body != null && readable.test(body) && session.update(UNPARK, now, seq) == 1) {
              session.update(
                  History.ADD, seq, now, "QUEUED", "the module of its content is here again");
              back++;
            }
          }
          return back;
        });
  }
}
