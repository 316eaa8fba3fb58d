package io.patchbay.delivery.store;

import io.patchbay.delivery.internal.SilentAttempt;
import io.patchbay.store.internal.SqlDatabase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepted attempts of which nothing was heard. Thread-safe. */
final class Silence {
  // Jumps from instance to instance in the index: a million of one cost no more than one.
  private static final String INSTANCES =
      """
      WITH RECURSIVE silent (instance) AS (
        SELECT min(instance) FROM attempt
          WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
        UNION ALL
        SELECT (SELECT min(instance) FROM attempt
              WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
                AND instance > silent.instance)
          FROM silent WHERE silent.instance IS NOT NULL
      )
      SELECT instance FROM silent WHERE instance IS NOT NULL
      """;
  private static final String SILENT =
      """
      SELECT message, number, instance, provider_message_id, asked FROM attempt
        WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
          AND instance = ? AND COALESCE(quiet_since, ended_at) < ?
          AND provider_message_id IS NOT NULL
        ORDER BY COALESCE(quiet_since, ended_at) LIMIT ?
      """;
  private static final String SKIP =
      """
      UPDATE attempt SET looked_at = ? WHERE (message, number) IN (
        SELECT message, number FROM attempt
          WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
            AND instance = ? AND COALESCE(quiet_since, ended_at) < ?
          ORDER BY COALESCE(quiet_since, ended_at) LIMIT ?
      )
      """;
  private static final String ASKED =
      "UPDATE attempt SET looked_at = ? WHERE message = ? AND number = ?";
  private static final String IN_VAIN =
      """
      UPDATE attempt SET asked = asked + 1, quiet_since = ?, looked_at = ?
        WHERE message = ? AND number = ?
      """;

  private final SqlDatabase database;

  Silence(SqlDatabase database) {
    this.database = database;
  }

  /** The instances of any, be they silent for a short time only. */
  List<String> instances() {
    return database.read(session -> session.all(INSTANCES, row -> row.getString(1)));
  }

  List<SilentAttempt> find(String instance, Duration longerThan, int most) {
    return database.read(
        session ->
            session.all(
                SILENT,
                row ->
                    new SilentAttempt(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5)),
                instance,
                database.now(session) - longerThan.toMillis(),
                most));
  }

  /** As if they had been asked for; says how many. */
  int skip(String instance, Duration longerThan, int most) {
    return database.write(
        session -> {
          long now = database.now(session);
          return session.update(SKIP, now, instance, now - longerThan.toMillis(), most);
        });
  }

  void asked(List<SilentAttempt> attempts) {
    if (!attempts.isEmpty()) {
      database.write(
          session -> {
            long now = database.now(session);
            return session.batch(
                ASKED,
                attempts.stream()
                    .map(one -> new @Nullable Object[] {now, one.message(), one.number()})
                    .toList());
          });
    }
  }

  void inVain(List<SilentAttempt> attempts, Duration silence, int most) {
    if (!attempts.isEmpty()) {
      database.write(
          session -> {
            long now = database.now(session);
            return session.batch(
                IN_VAIN, attempts.stream().map(one -> again(one, now, silence, most)).toList());
          });
    }
  }

  /** Its silence counts from later and later: twice as long from time to time. */
  private static @Nullable Object[] again(SilentAttempt one, long now, Duration silence, int most) {
    long later = silence.toMillis() * ((1L << one.asked()) - 1);
    Long last = one.asked() + 1 >= most ? now : null;
    return new @Nullable Object[] {now + later, last, one.message(), one.number()};
  }
}
