package io.patchbay.delivery.store;

import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.store.DeliveryListener.Attempted;
import io.patchbay.delivery.store.DeliveryListener.Settlement;
import io.patchbay.delivery.store.DeliveryListener.Subject;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how attempts ended. Every change is fenced by state and attempt: an answer that comes
 * after somebody else has decided changes nothing but the record of the attempt. Stateless.
 */
final class Conclusions {
  private static final String MOVE =
      """
      UPDATE message SET
          state = CASE WHEN body IS NULL AND ? = 'QUEUED' THEN 'CANCELLED' ELSE ? END,
          stage = CASE WHEN body IS NULL THEN NULL ELSE CAST(? AS INTEGER) END,
          reason = CASE WHEN body IS NULL THEN reason ELSE ? END, due_at = COALESCE(?, due_at),
          lane = COALESCE(?, lane), tries = ?, throttled = ?, later = ?, tried = ?, settle_at = ?,
          progress = ?, lease_until = NULL, owner = NULL, updated_at = ?
        WHERE seq = ? AND attempt = ?
      """;

  /** Also one that was to be sent again: it has arrived after all. */
  private static final String MOVE_ACCEPTED =
      MOVE + " AND state IN ('SENDING', 'UNKNOWN', 'QUEUED')";

  private static final String MOVE_OTHER = MOVE + " AND state IN ('SENDING', 'UNKNOWN')";

  /** Also one that a status has made accepted before its answer said that nothing was sent. */
  private static final String MOVE_NOTHING_SENT =
      MOVE + " AND state IN ('SENDING', 'UNKNOWN', 'ACCEPTED')";

  /** Both may name the recipient: nothing of one that was erased meanwhile comes back. */
  private static final String END =
      """
      UPDATE attempt SET
          outcome = CASE WHEN status_at IS NOT NULL AND ? = 'UNKNOWN' THEN 'ACCEPTED' ELSE ? END,
          instance = ?, content = ?,
          provider_message_id = CASE WHEN (SELECT body FROM message WHERE seq = ?) IS NULL
              THEN NULL ELSE COALESCE(?, provider_message_id) END,
          started_at = ?, ended_at = ?,
          reason = CASE WHEN (SELECT body FROM message WHERE seq = ?) IS NULL
              THEN NULL ELSE ? END,
          conversation = ?, details = ?
        WHERE message = ? AND number = ?
      """;

  private static final String NOTE =
      """
      INSERT INTO history (message, at, what, attempt, reason) VALUES (?, ?, ?, ?,
          CASE WHEN (SELECT body FROM message WHERE seq = ?) IS NULL THEN NULL ELSE ? END)
      """;

  /** What is tried every few seconds, and never begun, is said once. */
  private static final String NOTE_ONCE =
      """
      INSERT INTO history (message, at, what, reason)
        SELECT m.seq, ?, ?, CASE WHEN m.body IS NULL THEN NULL ELSE ? END FROM message m
          WHERE m.seq = ? AND NOT EXISTS (
            SELECT 1 FROM history h
              WHERE h.id = (SELECT max(id) FROM history WHERE message = m.seq)
                AND h.what = ? AND h.reason = ?
          )
      """;

  /** One that was to go elsewhere, or was given back, has not been tried. */
  private static final String UNSENT = "DELETE FROM attempt WHERE message = ? AND number = ?";

  private static final String ATTEMPT =
      "SELECT number FROM attempt WHERE message = ? AND number = ?";

  private static final String UNKNOWN =
      "SELECT seq FROM message WHERE seq = ? AND state = 'UNKNOWN'";

  /** No host asks for less, so that only later answers may find their message given up. */
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

  private static final String SLOWER =
      """
      UPDATE sender SET pace = CASE WHEN pace > 0.1 THEN pace / 2 ELSE 0.05 END, paced_at = ?,
          reason = ? WHERE key = ? AND (paced_at <= ? OR paced_at > ?)
      """;
  private static final String PAUSE =
      """
      UPDATE sender SET paused_until = ?, paused_at = ?, elsewhere = ?, reason = ?
        WHERE key = ? AND paused_until < ?
      """;

  private Conclusions() {}

  static void write(
      SqlSession session,
      Statuses statuses,
      long now,
      List<Conclusion> conclusions,
      List<SenderNews> senders,
      Notices.Tell tell)
      throws SQLException {
    // First, as claims do: whoever takes locks in the same order waits but never for ever.
    for (SenderNews news : senders) {
      slow(session, now, news, tell);
    }
    List<Conclusion> accepted = new ArrayList<>();
    List<Conclusion> nothingSent = new ArrayList<>();
    List<Conclusion> others = new ArrayList<>();
    for (Conclusion one : conclusions) {
      switch (one.next().state()) {
        case ACCEPTED -> accepted.add(one);
        case NOTHING_SENT -> nothingSent.add(one);
        default -> others.add(one);
      }
    }
    Map<LaneKey, Long> lanes = new HashMap<>();
    List<@Nullable Object[]> notes = new ArrayList<>();
    List<@Nullable Object[]> ends = new ArrayList<>();
    List<@Nullable Object[]> unsent = new ArrayList<>();
    Set<Long> several = new LinkedHashSet<>();
    move(session, now, MOVE_ACCEPTED, accepted, lanes, notes, several, tell);
    move(session, now, MOVE_NOTHING_SENT, nothingSent, lanes, notes, several, tell);
    move(session, now, MOVE_OTHER, others, lanes, notes, several, tell);
    for (long message : several) {
      // What was not moved is not held yet, and somebody may be erasing it.
      statuses.hold(session, message);
    }
    for (Conclusion one : conclusions) {
      Conclusion.Answer answer = one.answer();
      if (answer == null) {
        unsent.add(new @Nullable Object[] {one.message().seq(), one.message().attempt()});
      } else {
        ends.add(end(one, answer));
        tell.of(listener -> listener.attempted(attempted(one, answer)));
      }
    }
    session.batch(END, ends);
    session.batch(UNSENT, unsent);
    session.batch(NOTE, notes);
    for (long message : several) {
      Statuses.reconcile(session, message, now, tell);
    }
    Behind.promote(session, conclusions.stream().map(one -> one.message().seq()).toList());
    EarlyStatuses.apply(session, statuses, accepted, tell);
  }

  private static void move(
      SqlSession session,
      long now,
      String statement,
      List<Conclusion> conclusions,
      Map<LaneKey, Long> lanes,
      List<@Nullable Object[]> notes,
      Set<Long> several,
      Notices.Tell tell)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>(conclusions.size());
    for (Conclusion one : conclusions) {
      LaneKey moved = one.next().lane();
      Long lane = moved == null ? null : lanes.get(moved);
      if (moved != null && lane == null) {
        lane = Lanes.id(session, moved);
        lanes.put(moved, lane);
      }
      rows.add(row(one, lane, now));
    }
    Set<Long> unknown = unknown(session, conclusions);
    int[] changed = session.batch(statement, rows);
    for (int i = 0; i < changed.length; i++) {
      Conclusion one = conclusions.get(i);
      String reason = one.next().reason();
      if (changed[i] == 0 || one.message().attempt() > 1) {
        several.add(one.message().seq());
      }
      // The answer to a commit was lost, so this is its second try; nobody was told of the first.
      if (writtenBefore(session, one, changed[i])) {
        tellOf(one, unknown.contains(one.message().seq()) && changed[i] == 0, tell);
        continue;
      }
      if (changed[i] == 0 && one.next().state() != DeliveryState.ACCEPTED) {
        notes.add(
            new @Nullable Object[] {
              one.message().seq(),
              now,
              "LATE",
              one.message().attempt(),
              one.message().seq(),
              "the answer to attempt " + one.message().attempt() + " came when it had been decided"
            });
      } else if (changed[i] != 0 && reason != null && one.answer() == null) {
        String what = one.next().state().name();
        session.update(NOTE_ONCE, now, what, reason, one.message().seq(), what, reason);
      } else if (changed[i] != 0
          && reason != null
          && one.next().state() != DeliveryState.NOTHING_SENT) {
        notes.add(
            new @Nullable Object[] {
              one.message().seq(),
              now,
              one.next().state().name(),
              one.message().attempt(),
              one.message().seq(),
              reason
            });
      }
      if (changed[i] != 0) {
        tellOf(one, unknown.contains(one.message().seq()), tell);
      }
    }
  }

  /** Which of those whose lease may have ended meanwhile count as unknown already. */
  private static Set<Long> unknown(SqlSession session, List<Conclusion> conclusions)
      throws SQLException {
    Set<Long> unknown = new LinkedHashSet<>();
    for (Conclusion one : conclusions) {
      Conclusion.Answer answer = one.answer();
      if (answer != null
          && answer.endedAt() - one.message().slotAt() >= SHORTEST_LEASE.toMillis()
          && session.first(UNKNOWN, row -> row.getLong(1), one.message().seq()) != null) {
        unknown.add(one.message().seq());
      }
    }
    return unknown;
  }

  /** Asked for what was not moved, and for what may be moved twice. */
  private static boolean writtenBefore(SqlSession session, Conclusion one, int changed)
      throws SQLException {
    if (changed != 0 && one.next().state() != DeliveryState.UNKNOWN) {
      return false;
    }
    Conclusion.Answer answer = one.answer();
    long message = one.message().seq();
    int number = one.message().attempt();
    return answer == null
        ? changed == 0 && session.first(ATTEMPT, row -> row.getInt(1), message, number) == null
        : session.first(
                ATTEMPT + " AND instance = ? AND started_at = ? AND ended_at = ?",
                row -> row.getInt(1),
                message,
                number,
                answer.instance(),
                answer.startedAt(),
                answer.endedAt())
            != null;
  }

  private static void tellOf(Conclusion one, boolean unknown, Notices.Tell tell) {
    Subject subject = subject(one);
    DeliveryState state = one.next().state();
    if (unknown && state != DeliveryState.UNKNOWN) {
      tell.of(listener -> listener.settled(subject, Settlement.ANSWER));
    } else if (!unknown && state == DeliveryState.UNKNOWN) {
      tell.of(listener -> listener.unknown(subject));
    }
    if (state == DeliveryState.FAILED || state == DeliveryState.NOTHING_SENT) {
      tell.of(listener -> listener.deadLetter(subject, state, one.category()));
    } else if (state == DeliveryState.EXPIRED) {
      tell.of(listener -> listener.expired(subject));
    }
  }

  private static Subject subject(Conclusion one) {
    return new Subject(one.message().workspace(), new MessageId(one.message().id()));
  }

  private static Attempted attempted(Conclusion one, Conclusion.Answer answer) {
    return new Attempted(
        subject(one),
        one.message().attempt(),
        answer.provider(),
        answer.instance(),
        answer.outcome(),
        one.category(),
        between(answer.startedAt(), answer.endedAt()),
        between(one.message().readyAt(), answer.endedAt()));
  }

  /** Not below zero, though the clock was set back. */
  private static Duration between(long from, long to) {
    return Duration.ofMillis(Math.max(0, to - from));
  }

  private static @Nullable Object[] row(Conclusion one, @Nullable Long lane, long now) {
    Conclusion.Next next = one.next();
    Long dueAt = after(next.pause(), now);
    Integer stage = null;
    if (next.state() == DeliveryState.QUEUED) {
      stage = dueAt == null ? Stage.READY : Stage.SCHEDULED;
    }
    return new @Nullable Object[] {
      next.state().name(),
      next.state().name(),
      stage,
      next.reason(),
      dueAt,
      lane,
      next.tries(),
      next.throttled(),
      next.later(),
      next.tried(),
      after(next.settleAfter(), now),
      next.state() == DeliveryState.ACCEPTED ? "ACCEPTED" : null,
      now,
      one.message().seq(),
      one.message().attempt()
    };
  }

  private static @Nullable Long after(@Nullable Duration time, long now) {
    return time == null ? null : now + time.toMillis();
  }

  private static @Nullable Object[] end(Conclusion one, Conclusion.Answer answer) {
    return new @Nullable Object[] {
      answer.outcome().name(),
      answer.outcome().name(),
      answer.instance(),
      answer.content(),
      one.message().seq(),
      answer.providerMessageId(),
      answer.startedAt(),
      answer.endedAt(),
      one.message().seq(),
      answer.reason(),
      answer.conversation() == null ? null : answer.conversation().name(),
      Details.write(answer.details()),
      one.message().seq(),
      one.message().attempt()
    };
  }

  private static void slow(SqlSession session, long now, SenderNews news, Notices.Tell tell)
      throws SQLException {
    int changed = 0;
    if (news.slower()) {
      // Once a second: what was under way when the first complaint came complains as well. A time
      // that is yet to come is from before the clock was set back.
      changed += session.update(SLOWER, now, news.reason(), news.sender(), now - 1000, now);
    }
    if (!news.pause().isZero()) {
      long until = now + news.pause().toMillis();
      changed +=
          session.update(
              PAUSE, until, now, news.elsewhere() ? 1 : 0, news.reason(), news.sender(), until);
    }
    if (changed > 0) {
      tell.of(listener -> listener.paused(news));
    }
  }
}
