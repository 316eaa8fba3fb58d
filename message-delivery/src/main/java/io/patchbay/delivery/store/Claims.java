package io.patchbay.delivery.store;

import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hands out messages to send: choice, slot of the sender, slot of the recipient and the intent to
 * send are one transaction. Thread-safe.
 */
final class Claims {
  private static final String ADD_SENDER =
      """
      INSERT INTO sender (key, next_us, pace, paced_at, paused_until) VALUES (?, 0, 1, 0, 0)
        ON CONFLICT (key) DO NOTHING
      """;
  private static final String SENDER =
      "SELECT s.next_us, s.pace, s.paced_at, s.paused_until, s.elsewhere, s.paused_at FROM sender s"
          + " WHERE s.key = ?";
  private static final String HOLD_FOR_PROBE =
      "UPDATE sender SET paused_at = ?, paused_until = ? WHERE key = ?";
  private static final String ADVANCE =
      "UPDATE sender SET next_us = ?, pace = ?, paced_at = ? WHERE key = ?";

  private static final String READY =
      """
      SELECT m.seq, m.workspace, m.id, m.body, m.recipient, m.attempt, m.tries, m.throttled,
          m.later, m.tried, m.guarantee, m.first_at, m.expires_at, p.next_at,
          CASE WHEN m.not_before > m.created_at THEN m.not_before ELSE m.created_at END,
          CASE WHEN EXISTS (
            SELECT 1 FROM message e
              WHERE e.lane = m.lane AND e.recipient = m.recipient AND e.seq < m.seq
                AND e.state IN ('QUEUED', 'SENDING') AND e.priority = m.priority
                AND e.not_before <= ?
          ) THEN 1 ELSE 0 END
        FROM message m LEFT JOIN pair p ON p.sender = ? AND p.recipient = m.recipient
        WHERE m.lane = ? AND m.stage = 0
        ORDER BY m.priority DESC, m.seq LIMIT ?
      """;
  private static final String TAKE =
      """
      UPDATE message SET state = 'SENDING', stage = NULL, attempt = attempt + 1, first_at = ?,
          lease_until = ?, owner = ?, updated_at = ? WHERE seq = ?
      """;
  private static final String BEGIN =
      """
      INSERT INTO attempt (message, number, instance, provider, sender, granted_at)
        VALUES (?, ?, ?, ?, ?, ?)
      """;
  private static final String HOLD =
      "UPDATE message SET stage = ?, due_at = ?, updated_at = ? WHERE seq = ?";
  private static final String SLOT_OF_PAIR =
      """
      INSERT INTO pair (sender, recipient, next_at) VALUES (?, ?, ?)
        ON CONFLICT (sender, recipient) DO UPDATE SET next_at = excluded.next_at
      """;

  /** After a shorter hold, in milliseconds, all go on: it was meant to last no longer. */
  static final long LONG_HOLD = 60_000;

  /** How long, in milliseconds, to leave a sender to the host that claims from it. */
  private static final int LONGEST_TURN = 10;

  private static final String ELSEWHERE =
      "SELECT key FROM sender WHERE key = ? AND paused_until > ? AND elsewhere = 1";

  private final SqlDatabase database;

  Claims(SqlDatabase database) {
    this.database = database;
  }

  private record SenderRow(
      long nextUs, Pace pace, long pausedUntil, boolean elsewhere, long pausedAt) {
    /** Whether one message is to find out first whether the sender may send again. */
    boolean wantsProbe() {
      return pausedUntil - pausedAt >= LONG_HOLD && pausedUntil > 0;
    }
  }

  private record Candidate(
      ClaimedMessage message, String recipient, long pairNext, boolean behind) {}

  Claim claim(ClaimRequest request) {
    return database.write(session -> claim(session, request));
  }

  /** Whether messages of a sender that may are to go another way. */
  boolean elsewhere(String sender) {
    return database.read(
        session ->
            session.first(ELSEWHERE, row -> row.getString(1), sender, database.now(session))
                != null);
  }

  private Claim claim(SqlSession session, ClaimRequest request) throws SQLException {
    SenderRow sender = sender(session, request.sender());
    // Not earlier: what happened until now may have taken its time.
    long now = database.now(session);
    if (sender == null) {
      return new Claim(List.of(), now, now + ThreadLocalRandom.current().nextInt(1, LONGEST_TURN));
    }
    Pace pace = sender.pace().recovered(now);
    if (sender.pausedUntil() > now) {
      return new Claim(List.of(), now, sender.pausedUntil(), sender.elsewhere());
    }
    Rate rate = request.rate();
    Slots slots =
        rate == null
            ? null
            : new Slots(sender.nextUs(), rate, pace.share(), now * 1000, request.ahead());
    boolean probes = sender.wantsProbe();
    int wanted = probes ? 1 : request.most();
    int most = slots == null ? wanted : Math.min(wanted, slots.free());
    if (most <= 0) {
      return new Claim(List.of(), now, again(slots, now, request));
    }
    int looked = most + 16;
    List<Candidate> candidates =
        session.all(
            READY + database.skippingLocked("m"),
            Claims::candidate,
            now,
            request.sender(),
            request.lane(),
            looked);
    Batch batch = new Batch(request, now);
    for (Candidate candidate : candidates) {
      if (batch.taken.size() == most) {
        break;
      }
      batch.add(candidate, slots);
    }
    batch.write(session);
    if (slots != null && !batch.taken.isEmpty()) {
      session.update(ADVANCE, slots.next(), pace.share(), pace.at(), request.sender());
    }
    if (probes && !batch.taken.isEmpty()) {
      long until = now + Math.max(LONG_HOLD, request.lease().toMillis());
      session.update(HOLD_FOR_PROBE, now, until, request.sender());
      return Claim.probe(batch.taken, now, until);
    }
    boolean all = candidates.size() < looked && batch.looked == candidates.size();
    return new Claim(batch.taken, now, all ? Long.MAX_VALUE : again(slots, now, request));
  }

  /** Half of the time ahead before the slots run out, so that there is time to ask again. */
  private static long again(@Nullable Slots slots, long now, ClaimRequest request) {
    return slots == null || slots.free() > 0
        ? now
        : Math.max(now + 1, slots.next() / 1000 - request.ahead().toMillis() / 2);
  }

  /**
   * Null while another host claims from it: whoever waited would keep its other senders waiting.
   */
  private @Nullable SenderRow sender(SqlSession session, String key) throws SQLException {
    SenderRow found = row(session, key);
    if (found == null && session.update(ADD_SENDER, key) == 1) {
      found = row(session, key);
    }
    return found;
  }

  private @Nullable SenderRow row(SqlSession session, String key) throws SQLException {
    return session.first(
        SENDER + database.skippingLocked("s"),
        row ->
            new SenderRow(
                row.getLong(1),
                new Pace(row.getDouble(2), row.getLong(3)),
                row.getLong(4),
                row.getInt(5) == 1,
                row.getLong(6)),
        key);
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    long expiresAt = row.getLong(13);
    Long expiry = row.wasNull() ? null : expiresAt;
    return new Candidate(
        new ClaimedMessage(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getInt(6) + 1,
            row.getInt(7),
            row.getInt(8),
            row.getInt(9),
            row.getString(10),
            Guarantee.valueOf(row.getString(11)),
            row.getLong(12),
            expiry,
            0,
            row.getLong(15)),
        row.getString(5),
        row.getLong(14),
        row.getInt(16) == 1);
  }

  /** What one claim writes. */
  private static final class Batch {
    private final ClaimRequest request;
    private final long now;
    private final List<ClaimedMessage> taken = new ArrayList<>();
    private final List<@Nullable Object[]> taking = new ArrayList<>();
    private final List<@Nullable Object[]> attempts = new ArrayList<>();
    private final List<@Nullable Object[]> held = new ArrayList<>();
    private final List<@Nullable Object[]> pairs = new ArrayList<>();

    /** A recipient may be there twice: higher priorities do not wait behind lower ones. */
    private final Map<String, Long> pairNext = new HashMap<>();

    private int looked;

    Batch(ClaimRequest request, long now) {
      this.request = request;
      this.now = now;
    }

    void add(Candidate candidate, @Nullable Slots slots) {
      looked++;
      ClaimedMessage message = candidate.message();
      if (candidate.behind()) {
        held.add(new @Nullable Object[] {Stage.BEHIND, now, now, message.seq()});
        return;
      }
      Long pairSlot = pairSlot(candidate);
      if (pairSlot != null && pairSlot > now + request.ahead().toMillis()) {
        held.add(new @Nullable Object[] {Stage.SCHEDULED, pairSlot, now, message.seq()});
        return;
      }
      long slot = slots == null ? now : slots.take() / 1000;
      if (pairSlot != null) {
        slot = Math.max(slot, pairSlot);
        long next = pairSlot + interval(request);
        pairNext.put(candidate.recipient(), next);
        pairs.add(new @Nullable Object[] {request.sender(), candidate.recipient(), next});
      }
      ClaimedMessage claimed = at(message, slot);
      taken.add(claimed);
      long until = Math.max(slot, now) + request.lease().toMillis();
      taking.add(
          new @Nullable Object[] {claimed.firstAt(), until, request.owner(), now, message.seq()});
      attempts.add(
          new @Nullable Object[] {
            message.seq(),
            message.attempt(),
            request.instance().toString(),
            request.provider(),
            request.sender(),
            slot
          });
    }

    /** When the recipient may get one; null when there is no limit. */
    private @Nullable Long pairSlot(Candidate candidate) {
      Rate pair = request.perRecipient();
      if (pair == null) {
        return null;
      }
      // As for the sender: one that lies farther ahead is from before the clock was set back.
      long reachable = now + request.ahead().toMillis() + 2 * interval(request);
      long next = next(candidate);
      return next > reachable ? now : Math.max(next, earliest());
    }

    private long next(Candidate candidate) {
      return pairNext.getOrDefault(candidate.recipient(), candidate.pairNext());
    }

    /** After a rest a whole burst lies in the past. */
    private long earliest() {
      Rate pair = Objects.requireNonNull(request.perRecipient());
      return now - (pair.burst() - 1) * interval(request);
    }

    private static long interval(ClaimRequest request) {
      Rate pair = Objects.requireNonNull(request.perRecipient());
      return pair.per().toMillis() / pair.permits();
    }

    private ClaimedMessage at(ClaimedMessage message, long slot) {
      return new ClaimedMessage(
          message.seq(),
          message.workspace(),
          message.id(),
          message.body(),
          message.attempt(),
          message.tries(),
          message.throttled(),
          message.later(),
          message.tried(),
          message.guarantee(),
          message.firstAt() == 0 ? now : message.firstAt(),
          message.expiresAt(),
          slot,
          message.readyAt());
    }

    void write(SqlSession session) throws SQLException {
      session.batch(TAKE, taking);
      session.batch(BEGIN, attempts);
      session.batch(HOLD, held);
      session.batch(SLOT_OF_PAIR, pairs);
    }
  }
}
