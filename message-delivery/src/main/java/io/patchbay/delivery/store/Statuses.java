package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageProgress;
import io.patchbay.channel.MessageRef;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.delivery.store.DeliveryListener.Progressed;
import io.patchbay.delivery.store.DeliveryListener.Settlement;
import io.patchbay.delivery.store.DeliveryListener.Subject;
import io.patchbay.store.inbox.AttemptRecord;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows what providers report: finds the attempt by our reference, else by the provider's id of
 * it, and moves its message along. Only the instance that made an attempt can report of it, or one
 * that has the same sender and may speak for its workspace, and only with the provider's id of the
 * message where that is known. A status proves that the attempt was accepted, whatever was known of
 * it before. Thread-safe.
 */
final class Statuses {
  private static final String ATTEMPT_AND_ID =
      """
      a.message, a.number, a.instance, a.sender, a.provider_message_id, m.workspace,
          m.id
        FROM attempt a JOIN message m ON m.seq = a.message
      """;
  private static final String BY_REFERENCE =
      "SELECT " + ATTEMPT_AND_ID + "WHERE m.workspace = ? AND m.id = ? AND a.number = ?";
  private static final String BY_PROVIDER_ID =
      "SELECT " + ATTEMPT_AND_ID + "WHERE a.provider_message_id = ? AND a.instance = ?";

  /** Of an instance that has another name by now. */
  private static final String BY_SENDER =
      "SELECT " + ATTEMPT_AND_ID + "WHERE a.provider_message_id = ? AND a.sender = ?";

  private static final String MESSAGE =
      "SELECT state, attempt, progress, duplicated, failed_over, recipient, workspace, id"
          + " FROM message WHERE seq = ?";
  private static final String SEQ = "SELECT seq FROM message WHERE seq = ?";
  private static final String ACCEPTED =
      "SELECT progress, failed FROM attempt WHERE message = ? AND outcome = 'ACCEPTED'";
  private static final String ATTEMPT =
      """
      SELECT progress, failed, provider, COALESCE(ended_at, granted_at), outcome FROM attempt
        WHERE message = ? AND number = ?
      """;
  private static final String HEARD =
      """
      UPDATE attempt SET progress = ?, failed = ?, status_at = COALESCE(status_at, ?),
          provider_message_id = COALESCE(provider_message_id, ?), outcome = 'ACCEPTED',
          category = COALESCE(?, category), reason = COALESCE(?, reason),
          pricing = COALESCE(?, pricing), billable = COALESCE(?, billable)
        WHERE message = ? AND number = ?
      """;
  private static final String MOVE =
      """
      UPDATE message SET state = ?, stage = NULL, progress = ?, settle_at = ?, lease_until = NULL,
          owner = NULL, reason = ?, updated_at = ? WHERE seq = ?
      """;
  private static final String DUPLICATED =
      "UPDATE message SET duplicated = ?, updated_at = ? WHERE seq = ?";

  private final SqlDatabase database;

  Statuses(SqlDatabase database) {
    this.database = database;
  }

  private record Found(
      long message,
      int number,
      String instance,
      String sender,
      @Nullable String providerMessageId,
      String workspace,
      String id) {
    MessageRef ref() {
      return new MessageRef(workspace, new MessageId(id), number);
    }

    /** Whether the source of a status is the one that made this attempt. */
    boolean isFrom(StatusNews news) {
      return instance.equals(news.instance())
          || (sender.equals(news.sender())
              && (workspace.equals(news.workspace())
                  || StatusNews.declaredIn(instance).equals(news.declaredIn())));
    }

    boolean isOf(StatusNews news) {
      return isFrom(news)
          && (providerMessageId == null || providerMessageId.equals(news.providerMessageId()));
    }
  }

  private static final SqlSession.Row<Found> FOUND =
      row ->
          new Found(
              row.getLong(1),
              row.getInt(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getString(7));

  private record Standing(
      DeliveryState state,
      int attempt,
      @Nullable String progress,
      boolean duplicated,
      boolean failedOver,
      boolean erased,
      Subject subject) {}

  private record Told(
      MessageProgress progress, String provider, long acceptedAt, boolean nothingSent) {}

  private static final SqlSession.Row<Standing> STANDING =
      row ->
          new Standing(
              DeliveryState.valueOf(row.getString(1)),
              row.getInt(2),
              row.getString(3),
              row.getInt(4) == 1,
              row.getInt(5) == 1,
              row.getString(6).isEmpty(),
              new Subject(row.getString(7), new MessageId(row.getString(8))));

  /** Lets nobody else change a message until this transaction ends; waits for whoever does. */
  void hold(SqlSession session, long message) throws SQLException {
    session.first(SEQ + database.locked(), row -> row.getLong(1), message);
  }

  /** Whether it concerns a message that is known here. */
  boolean take(SqlSession session, StatusNews news, Notices.Tell tell) throws SQLException {
    boolean known = takeIfKnown(session, news, tell);
    if (!known && news.message() == null) {
      EarlyStatuses.keep(session, database.now(session), news);
    }
    return known;
  }

  boolean takeIfKnown(SqlSession session, StatusNews news, Notices.Tell tell) throws SQLException {
    Found found = find(session, news);
    if (found != null) {
      take(session, found.message(), found.number(), news, tell);
    }
    return found != null;
  }

  private static @Nullable Found find(SqlSession session, StatusNews news) throws SQLException {
    Found named = byReference(session, news);
    if (named != null && named.isOf(news)) {
      return named;
    }
    Found own = session.first(BY_PROVIDER_ID, FOUND, news.providerMessageId(), news.instance());
    if (own != null || news.sender().isEmpty()) {
      return own;
    }
    List<Found> same =
        session.all(BY_SENDER, FOUND, news.providerMessageId(), news.sender()).stream()
            .filter(one -> one.isFrom(news))
            .toList();
    return same.size() == 1 ? same.get(0) : null;
  }

  private static @Nullable Found byReference(SqlSession session, StatusNews news)
      throws SQLException {
    MessageRef ref = news.message();
    return ref == null
        ? null
        : session.first(BY_REFERENCE, FOUND, ref.workspace(), ref.id().value(), ref.attempt());
  }

  /** The attempt that a status is of. */
  Optional<MessageRef> attempt(StatusNews news) {
    return database.read(session -> Optional.ofNullable(find(session, news)).map(Found::ref));
  }

  /** Whether a status can be of the attempt that it names. */
  AttemptRecord.Verdict verdict(StatusNews news) {
    return database.read(
        session -> {
          Found named = byReference(session, news);
          if (named == null) {
            return AttemptRecord.Verdict.UNKNOWN;
          }
          return named.isOf(news) ? AttemptRecord.Verdict.SAME : AttemptRecord.Verdict.OTHER;
        });
  }

  private void take(
      SqlSession session, long message, int number, StatusNews news, Notices.Tell tell)
      throws SQLException {
    Standing standing = session.first(MESSAGE + database.locked(), STANDING, message);
    Told told = session.first(ATTEMPT, Statuses::told, message, number);
    // Whatever is reported of what was not sent, it was not sent.
    if (standing == null || told == null || told.nothingSent()) {
      return;
    }
    MessageProgress before = told.progress();
    long now = database.now(session);
    // It may name the recipient, and so may the id.
    String reason = standing.erased() ? null : news.reason();
    MessageProgress after = before.merge(news.status());
    session.update(
        HEARD,
        after.reached().name(),
        after.failed() ? 1 : 0,
        now,
        standing.erased() ? null : news.providerMessageId(),
        news.category() == null ? null : news.category().name(),
        reason,
        news.pricing(),
        number(news.billable()),
        message,
        number);
    if (!after.equals(before)) {
      session.update(
          History.ADD_TO_ATTEMPT, message, news.at(), news.status().name(), number, reason);
      Progressed progressed = progressed(standing.subject(), told, after, news);
      tell.of(listener -> listener.progressed(progressed));
    }
    if (number == standing.attempt()) {
      move(session, message, standing, after, reason, now);
      tellOf(standing, after, news, tell);
    }
    reconcile(session, message, now, tell);
  }

  private static Progressed progressed(
      Subject subject, Told told, MessageProgress after, StatusNews news) {
    boolean arrived =
        told.progress().reached().compareTo(DeliveryStatus.DELIVERED) < 0
            && after.reached().compareTo(DeliveryStatus.DELIVERED) >= 0;
    return new Progressed(
        subject,
        told.provider(),
        news.status(),
        news.category(),
        // The two are of different clocks, and the provider's may count whole seconds.
        arrived ? Duration.ofMillis(Math.max(0, news.at() - told.acceptedAt())) : null);
  }

  private static void tellOf(
      Standing before, MessageProgress after, StatusNews news, Notices.Tell tell) {
    if (before.state() == DeliveryState.UNKNOWN) {
      tell.of(listener -> listener.settled(before.subject(), Settlement.STATUS));
    }
    // One that may yet go elsewhere is told of when that is decided.
    boolean ended = before.state() != DeliveryState.FAILED && before.failedOver();
    if (after.status() == DeliveryStatus.FAILED && ended) {
      tell.of(
          listener -> listener.deadLetter(before.subject(), DeliveryState.FAILED, news.category()));
    }
  }

  private static void move(
      SqlSession session,
      long message,
      Standing standing,
      MessageProgress progress,
      @Nullable String reason,
      long now)
      throws SQLException {
    boolean failed = progress.status() == DeliveryStatus.FAILED;
    boolean review = failed && standing.state() != DeliveryState.FAILED && !standing.failedOver();
    DeliveryState state = failed ? DeliveryState.FAILED : DeliveryState.ACCEPTED;
    session.update(
        MOVE,
        state.name(),
        further(standing.progress(), progress).name(),
        review ? now : null,
        failed ? reason : null,
        now,
        message);
    if (standing.state() == DeliveryState.SENDING || standing.state() == DeliveryState.QUEUED) {
      Behind.promote(session, List.of(message));
    }
  }

  /**
   * Judges a message by all of its attempts, in whatever order their ends became known: one that
   * has arrived by any of them is not sent again, and by two of them has arrived twice.
   */
  static void reconcile(SqlSession session, long message, long now, Notices.Tell tell)
      throws SQLException {
    List<MessageProgress> arrived =
        session
            .all(ACCEPTED, row -> progress(row.getString(1), row.getInt(2) == 1), message)
            .stream()
            .filter(one -> one.status() != DeliveryStatus.FAILED)
            .toList();
    Standing standing = session.first(MESSAGE, STANDING, message);
    if (standing == null) {
      return;
    }
    boolean duplicated = arrived.size() > 1;
    if (duplicated != standing.duplicated()) {
      session.update(DUPLICATED, duplicated ? 1 : 0, now, message);
    }
    if (duplicated && !standing.duplicated()) {
      session.update(
          History.ADD, message, now, "DUPLICATE", "an earlier attempt has arrived as well");
      tell.of(listener -> listener.duplicated(standing.subject()));
    }
    if (arrived.isEmpty()) {
      if (standing.state() == DeliveryState.ACCEPTED) {
        fail(session, message, standing, now, tell);
      }
      return;
    }
    DeliveryStatus progress = DeliveryStatus.ACCEPTED;
    for (MessageProgress one : arrived) {
      progress = one.reached().compareTo(progress) > 0 ? one.reached() : progress;
    }
    boolean same =
        standing.state() == DeliveryState.ACCEPTED && progress.name().equals(standing.progress());
    // What is being sent right now is judged when its answer is there.
    if (same || standing.state() == DeliveryState.SENDING) {
      return;
    }
    session.update(MOVE, DeliveryState.ACCEPTED.name(), progress.name(), null, null, now, message);
    if (standing.state() == DeliveryState.UNKNOWN) {
      tell.of(listener -> listener.settled(standing.subject(), Settlement.STATUS));
    }
    if (standing.state() == DeliveryState.QUEUED) {
      Behind.promote(session, List.of(message));
    }
  }

  /** The attempt by which it had arrived was given up after all, and so was every other. */
  private static void fail(
      SqlSession session, long message, Standing standing, long now, Notices.Tell tell)
      throws SQLException {
    if (standing.failedOver()) {
      tell.of(listener -> listener.deadLetter(standing.subject(), DeliveryState.FAILED, null));
    }
    session.update(
        MOVE,
        DeliveryState.FAILED.name(),
        standing.progress(),
        standing.failedOver() ? null : now,
        "its provider gave up every attempt",
        now,
        message);
  }

  private static DeliveryStatus further(@Nullable String known, MessageProgress progress) {
    DeliveryStatus before = known == null ? DeliveryStatus.ACCEPTED : DeliveryStatus.valueOf(known);
    return before.compareTo(progress.reached()) > 0 ? before : progress.reached();
  }

  private static Told told(ResultSet row) throws SQLException {
    return new Told(
        progress(row.getString(1), row.getInt(2) == 1),
        row.getString(3),
        row.getLong(4),
        Outcome.NOTHING_SENT.name().equals(row.getString(5)));
  }

  /** As the databases keep it; null when it is not known. */
  static @Nullable Integer number(@Nullable Boolean flag) {
    return flag == null ? null : flag ? 1 : 0;
  }

  private static MessageProgress progress(@Nullable String reached, boolean failed) {
    return new MessageProgress(
        reached == null ? DeliveryStatus.ACCEPTED : DeliveryStatus.valueOf(reached), failed);
  }
}
