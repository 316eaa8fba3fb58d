package io.patchbay.delivery.store;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statuses without our reference that came before the answer which names the provider's id of the
 * message. They wait for it. Stateless.
 */
final class EarlyStatuses {
  private static final String KEEP =
      """
      INSERT INTO early_status
          (instance, provider_message_id, status, at, reason, category, pricing, billable,
          received_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String ANY = "SELECT id FROM early_status LIMIT 1";

  /** By what is no column: a database would read the whole table in the order of its key. */
  private static final String OF =
      """
      SELECT instance, provider_message_id, status, at, reason, category, pricing, billable
        FROM early_status WHERE provider_message_id = ? AND instance = ? ORDER BY id + 0
      """;

  private static final String MISSED =
      """
      SELECT DISTINCT e.provider_message_id, e.instance FROM early_status e
          JOIN attempt a
            ON a.provider_message_id = e.provider_message_id AND a.instance = e.instance
        WHERE e.received_at >= ? LIMIT ?
      """;
  private static final int MOST = 500;
  private static final String OF_MESSAGE =
      """
      SELECT provider_message_id, instance FROM attempt
        WHERE message = ? AND provider_message_id IS NOT NULL
      """;
  private static final String FORGET =
      "DELETE FROM early_status WHERE provider_message_id = ? AND instance = ?";
  private static final String FORGET_OLD = "DELETE FROM early_status WHERE received_at < ?";

  /** What the answers are found by: two gateways may give the same id. */
  private record Answered(String providerMessageId, String instance) {}

  private static final SqlSession.Row<Answered> ANSWERED =
      row -> new Answered(row.getString(1), row.getString(2));

  private EarlyStatuses() {}

  static void keep(SqlSession session, long now, StatusNews news) throws SQLException {
    session.update(
        KEEP,
        news.instance(),
        news.providerMessageId(),
        news.status().name(),
        news.at(),
        news.reason(),
        news.category() == null ? null : news.category().name(),
        news.pricing(),
        Statuses.number(news.billable()),
        now);
  }

  /** Takes those that waited for these answers, which are written already. */
  static void apply(
      SqlSession session, Statuses statuses, List<Conclusion> accepted, Notices.Tell tell)
      throws SQLException {
    if (accepted.isEmpty() || session.first(ANY, row -> row.getLong(1)) == null) {
      return;
    }
    for (Conclusion one : accepted) {
      Conclusion.Answer answer = one.answer();
      String id = answer == null ? null : answer.providerMessageId();
      if (answer != null && id != null) {
        take(session, statuses, new Answered(id, answer.instance()), tell);
      }
    }
  }

  /**
   * Takes those that came while the answer was being written by somebody else: each transaction
   * missed what the other had not yet committed.
   */
  static int catchUp(SqlSession session, Statuses statuses, long since, Notices.Tell tell)
      throws SQLException {
    List<Answered> missed = session.all(MISSED, ANSWERED, since, MOST);
    for (Answered one : missed) {
      take(session, statuses, one, tell);
    }
    return missed.size();
  }

  private static void take(
      SqlSession session, Statuses statuses, Answered answered, Notices.Tell tell)
      throws SQLException {
    String id = answered.providerMessageId();
    List<StatusNews> waiting = session.all(OF, EarlyStatuses::news, id, answered.instance());
    for (StatusNews news : waiting) {
      statuses.takeIfKnown(session, news, tell);
    }
    if (!waiting.isEmpty()) {
      session.update(FORGET, id, answered.instance());
    }
  }

  /**
   * Removes what waits for the answer to an attempt of this message, and may name its recipient.
   */
  static void erase(SqlSession session, long message) throws SQLException {
    for (Answered one : session.all(OF_MESSAGE, ANSWERED, message)) {
      session.update(FORGET, one.providerMessageId(), one.instance());
    }
  }

  static int forget(SqlSession session, long before) throws SQLException {
    return session.update(FORGET_OLD, before);
  }

  private static StatusNews news(ResultSet row) throws SQLException {
    @Nullable String category = row.getString(6);
    int charged = row.getInt(8);
    @Nullable Boolean billable = row.wasNull() ? null : charged == 1;
    return new StatusNews(
        row.getString(1),
        row.getString(2),
        null,
        DeliveryStatus.valueOf(row.getString(3)),
        row.getLong(4),
        category == null ? null : Category.valueOf(category),
        row.getString(5),
        row.getString(7),
        billable);
  }
}
