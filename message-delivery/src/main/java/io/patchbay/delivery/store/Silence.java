package io.patchbay.delivery.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepted attempts of which nothing was heard. Thread-safe. */
final class Silence {
  private static final String SILENT =
      """
      SELECT message, number, instance, provider_message_id FROM attempt
        WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL AND ended_at < ?
          AND provider_message_id IS NOT NULL
        ORDER BY ended_at LIMIT ?
      """;
  private static final String ASKED =
      "UPDATE attempt SET looked_at = ? WHERE message = ? AND number = ?";

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
                        row.getLong(1), row.getInt(2), row.getString(3), row.getString(4)),
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
}
