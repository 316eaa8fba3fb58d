package io.patchbay.delivery.store;

import io.patchbay.channel.MessageId;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.Submission.Result;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes messages down, each once. Stateless. */
final class Submissions {
  private static final String ADD =
      """
      INSERT INTO message (workspace, id, fingerprint, body, lane, recipient, priority, guarantee,
          state, stage, not_before, due_at, expires_at, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?)
        ON CONFLICT (workspace, id) DO NOTHING
      """;
  private static final String FINGERPRINT =
      "SELECT fingerprint FROM message WHERE workspace = ? AND id = ?";

  private Submissions() {}

  static List<Submission> add(SqlSession session, long now, List<NewMessage> messages)
      throws SQLException {
    Map<LaneKey, Long> lanes = new HashMap<>();
    List<@Nullable Object[]> rows = new ArrayList<>(messages.size());
    for (NewMessage message : messages) {
      Long lane = lanes.get(message.lane());
      if (lane == null) {
        lane = Lanes.id(session, message.lane());
        lanes.put(message.lane(), lane);
      }
      rows.add(row(message, lane, now));
    }
    int[] added = session.batch(ADD, rows);
    List<Submission> results = new ArrayList<>(messages.size());
    for (int i = 0; i < added.length; i++) {
      NewMessage message = messages.get(i);
      results.add(
          new Submission(
              message.lane().workspace(),
              new MessageId(message.id()),
              added[i] == 1 ? Result.CREATED : known(session, message)));
    }
    return results;
  }

  private static @Nullable Object[] row(NewMessage message, long lane, long now) {
    SubmitOptions options = message.options();
    long notBefore = options.notBefore() == null ? now : options.notBefore().toEpochMilli();
    return new @Nullable Object[] {
      message.lane().workspace(),
      message.id(),
      message.fingerprint(),
      message.body(),
      lane,
      message.recipient(),
      options.priority(),
      options.guarantee().name(),
      notBefore > now ? Stage.SCHEDULED : Stage.READY,
      notBefore,
      notBefore,
      millis(options.expiresAt()),
      now,
      now
    };
  }

  private static Result known(SqlSession session, NewMessage message) throws SQLException {
    return message.fingerprint().equals(fingerprint(session, message))
        ? Result.REPEATED
        : Result.CONFLICT;
  }

  /** Of the message that is here under the same id; null when none is. */
  static @Nullable String fingerprint(SqlSession session, NewMessage message) throws SQLException {
    return session.first(
        FINGERPRINT, row -> row.getString(1), message.lane().workspace(), message.id());
  }

  private static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }
}
