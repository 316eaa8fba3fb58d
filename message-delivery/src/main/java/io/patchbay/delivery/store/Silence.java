package io.patchbay.delivery.store;

import io.patchbay.registry.storage.Database;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepted attempts of which nothing was heard. Thread-safe. */
final class Silence {
  private static final String SILENT =
      """
      SELECT message, number, instance, provider_message_id, asked FROM attempt
        WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
          AND COALESCE(quiet_since, ended_at) < ? AND provider_message_id IS NOT NULL
        ORDER BY COALESCE(quiet_since, ended_at) LIMIT ?
      """;
  private static final String ASKED =
      "UPDATE attempt SET looked_at = ? WHERE message = ? AND number = ?";
  private static final String IN_VAIN =
      """
      UPDATE attempt SET asked = asked + 1, quiet_since = ?, looked_at = ?
        WHERE message = ? AND number = ?
      """;

  private final Database database;

  Silence(Database database) {
    this.database = database;
  }

  List<SilentAttempt> find(Duration longerThan, int most) {
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
                database.now(session) - longerThan.toMillis(),
                most));
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
