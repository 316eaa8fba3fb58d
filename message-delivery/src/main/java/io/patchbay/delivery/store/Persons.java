package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the queue, its history and its dead letters hold of a person. Thread-safe. */
final class Persons {
  /** Of one transaction: a person may have been sent a great deal. */
  private static final int AT_ONCE = 500;

  private static final String MESSAGES =
      """
      SELECT m.seq, m.workspace, m.id, m.body FROM message m
        WHERE m.recipient = ? AND m.seq > ? AND (m.workspace = ? OR ? = 1)
        ORDER BY m.recipient, m.seq LIMIT ?
      """;

  /** What waits is taken back; what is being sent ends as it will. */
  private static final String ERASE =
      """
      UPDATE message SET body = NULL, recipient = '', fingerprint = '', tried = NULL,
          reason = 'erased', stage = NULL, updated_at = ?,
          state = CASE WHEN state IN ('QUEUED', 'PARKED') THEN 'CANCELLED' ELSE state END
        WHERE seq = ?
      """;

  /** The ids of some providers hold the number of the recipient. */
  private static final String ERASE_ATTEMPTS =
      "UPDATE attempt SET provider_message_id = NULL, reason = NULL, details = NULL WHERE message ="
          + " ?";

  private static final String ERASE_HISTORY = "UPDATE history SET reason = NULL WHERE message = ?";
  private static final String NOTE =
      "INSERT INTO history (message, at, what, reason) VALUES (?, ?, 'ERASED', NULL)";

  /** The pace towards a recipient belongs to no workspace: it goes with the last message. */
  private static final String ERASE_PAIRS =
      """
      DELETE FROM pair WHERE sender IN (SELECT key FROM sender) AND recipient = ?
        AND NOT EXISTS (SELECT 1 FROM message WHERE recipient = ?)
      """;

  private final SqlDatabase database;
  private final Inspection inspection;

  Persons(SqlDatabase database, Inspection inspection) {
    this.database = database;
    this.inspection = inspection;
  }

  private record Row(long seq, String workspace, String id, @Nullable String body) {}

  private static List<Row> some(
      SqlSession session, String recipient, long after, @Nullable String workspace)
      throws SQLException {
    return session.all(
        MESSAGES,
        row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
        recipient,
        after,
        workspace == null ? "" : workspace,
        workspace == null ? 1 : 0,
        AT_ONCE);
  }

  List<PersonMessage> about(Collection<String> recipients, @Nullable String workspace) {
    List<PersonMessage> found = new ArrayList<>();
    for (String recipient : recipients) {
      long after = 0;
      List<Row> rows;
      do {
        long from = after;
        rows = database.read(session -> some(session, recipient, from, workspace));
        for (Row row : rows) {
          after = row.seq();
          inspection
              .find(row.workspace(), row.id())
              .ifPresent(record -> found.add(new PersonMessage(record, row.body())));
        }
      } while (rows.size() == AT_ONCE);
    }
    return found;
  }

  int erase(Collection<String> recipients, @Nullable String workspace) {
    int erased = 0;
    for (String recipient : recipients) {
      int some;
      do {
        some = database.write(session -> eraseSome(session, recipient, workspace));
        erased += some;
      } while (some == AT_ONCE);
      database.write(session -> session.update(ERASE_PAIRS, recipient, recipient));
    }
    return erased;
  }

  private int eraseSome(SqlSession session, String recipient, @Nullable String workspace)
      throws SQLException {
    long now = database.now(session);
    List<@Nullable Object[]> seqs = new ArrayList<>();
    List<@Nullable Object[]> dated = new ArrayList<>();
    List<@Nullable Object[]> notes = new ArrayList<>();
    for (Row row : some(session, recipient, 0, workspace)) {
      seqs.add(new @Nullable Object[] {row.seq()});
      dated.add(new @Nullable Object[] {now, row.seq()});
      notes.add(new @Nullable Object[] {row.seq(), now});
    }
    session.batch(ERASE, dated);
    for (@Nullable Object[] seq : seqs) {
      EarlyStatuses.erase(session, (long) Objects.requireNonNull(seq[0]));
    }
    session.batch(ERASE_ATTEMPTS, seqs);
    session.batch(ERASE_HISTORY, seqs);
    session.batch(NOTE, notes);
    return seqs.size();
  }
}
