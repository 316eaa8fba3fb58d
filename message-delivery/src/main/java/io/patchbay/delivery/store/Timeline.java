package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.delivery.store.MessageRecord.Line;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened to a message, each thing after what caused it, else in the order of time: the times
 * come from different clocks, and some providers count whole seconds. For one thread.
 */
final class Timeline {
  private static final String ATTEMPTS =
      """
      SELECT number, instance, granted_at, started_at, ended_at, outcome, provider_message_id,
          reason, details FROM attempt WHERE message = ? ORDER BY number
      """;
  private static final String HISTORY =
      "SELECT at, what, reason, attempt FROM history WHERE message = ? ORDER BY id";

  /** What follows from an attempt, in a history of the first versions, which name none. */
  private static final Set<String> STATUSES =
      Set.of(
          DeliveryStatus.SENT.name(),
          DeliveryStatus.DELIVERED.name(),
          DeliveryStatus.READ.name(),
          DeliveryStatus.PLAYED.name());

  /** A line, and the time at which it counts: its own, or that of its cause where that is later. */
  private record Entry(Instant from, Line line) {}

  private final List<Entry> entries = new ArrayList<>();

  /** When the last thing counts that is known to follow from an attempt, by its number. */
  private final Map<Integer, Instant> reached = new HashMap<>();

  private final Instant created;
  private int accepted;

  private Timeline(Instant created) {
    this.created = created;
    add(new Line(created, "SUBMITTED", 0, null, null, null, Map.of()), created);
  }

  static Timeline of(SqlSession session, long message, Instant created) throws SQLException {
    Timeline timeline = new Timeline(created);
    session.all(ATTEMPTS, timeline::attempt, message);
    session.all(HISTORY, timeline::history, message);
    return timeline;
  }

  private Instant add(Line line, Instant cause) {
    Instant from = line.at().isBefore(cause) ? cause : line.at();
    entries.add(new Entry(from, line));
    return from;
  }

  private int attempt(ResultSet row) throws SQLException {
    int number = row.getInt(1);
    String instance = row.getString(2);
    long startedAt = row.getLong(4);
    long began = row.wasNull() ? row.getLong(3) : startedAt;
    Instant from =
        add(
            new Line(
                Instant.ofEpochMilli(began), "SENDING", number, instance, null, null, Map.of()),
            reached.values().stream().max(Comparator.naturalOrder()).orElse(created));
    String outcome = row.getString(6);
    if (outcome != null) {
      long endedAt = row.getLong(5);
      long at = row.wasNull() ? began : endedAt;
      Line end =
          new Line(
              Instant.ofEpochMilli(at),
              outcome,
              number,
              instance,
              row.getString(7),
              row.getString(8),
              Details.read(row.getString(9)));
      from = add(end, from);
      accepted = accepted == 0 && outcome.equals(Outcome.ACCEPTED.name()) ? number : accepted;
    }
    reached.put(number, from);
    return number;
  }

  private int history(ResultSet row) throws SQLException {
    Line line =
        new Line(
            Instant.ofEpochMilli(row.getLong(1)),
            row.getString(2),
            0,
            null,
            null,
            row.getString(3),
            Map.of());
    int named = row.getInt(4);
    int attempt = row.wasNull() && STATUSES.contains(line.what()) ? accepted : named;
    Instant from = add(line, reached.getOrDefault(attempt, created));
    reached.computeIfPresent(attempt, (number, before) -> from);
    return attempt;
  }

  /** How many attempts there were. */
  int attempts() {
    return reached.size();
  }

  List<Line> lines() {
    // Stable: what counts at the same time stays in the order in which it was added.
    return entries.stream().sorted(Comparator.comparing(Entry::from)).map(Entry::line).toList();
  }
}
