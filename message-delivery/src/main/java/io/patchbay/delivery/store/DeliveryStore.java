package io.patchbay.delivery.store;

import io.patchbay.channel.Address;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.internal.Lane;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.internal.SilentAttempt;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.store.StorageException;
import io.patchbay.store.inbox.AttemptRecord;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.SqlDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue on disk. Every method is one transaction, or several small ones where it says so; what
 * it changed is safe when it returns.
 *
 * <p>Thread-safe; several stores, in several processes, may share one database. Methods throw
 * {@link StorageException} when the database cannot be used.
 */
public final class DeliveryStore implements AutoCloseable {
  private static final int ORPHANS_AT_ONCE = 1000;

  /** What came before has been looked at by every sweep since. */
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final SqlDatabase database;
  private final Notices notices;
  private final Acceptance acceptance;
  private final Claims claims;
  private final ClockSteps clockSteps;
  private final Sweeps sweeps;
  private final Statuses statuses;
  private final Settlements settlements;
  private final Silence silences;
  private final Inspection inspection;
  private final Interventions interventions;
  private final Persons persons;
  private final Retention retention;
  private final Series series;
  private final QueueDepths depths;
  private final Usages usages;
  private volatile Behind.Place orphans = Behind.Place.START;

  /** A store over these tables; closing it closes the database. */
  public DeliveryStore(SqlDatabase database) {
    this.database = database;
    this.notices = new Notices(database);
    this.claims = new Claims(database);
    this.clockSteps = new ClockSteps(database);
    this.sweeps = new Sweeps(database, notices);
    this.statuses = new Statuses(database);
    this.settlements = new Settlements(database, notices);
    this.silences = new Silence(database);
    this.inspection = new Inspection(database);
    this.acceptance = new Acceptance(database, inspection::nextDue, System::nanoTime);
    this.interventions = new Interventions(database);
    this.persons = new Persons(database, inspection);
    this.retention = new Retention(database);
    this.series = new Series(database);
    this.depths = new QueueDepths(database);
    this.usages = new Usages(database);
  }

  /** Has somebody told what this store writes from now on. */
  public void listen(DeliveryListener listener) {
    notices.add(listener);
  }

  /** Has a listener told no more; one that is being told at the moment may be told this once. */
  public void ignore(DeliveryListener listener) {
    notices.remove(listener);
  }

  /** The time by which everything in it is judged. */
  public Instant now() {
    return database.read(session -> Instant.ofEpochMilli(database.now(session)));
  }

  /** Where it is, for messages to people. */
  public String describe() {
    return database.describe();
  }

  /** Writes messages down, each once: all of them or, when it throws, none. */
  public List<Submission> submit(List<NewMessage> messages) {
    if (messages.isEmpty()) {
      return List.of();
    }
    try {
      return acceptance.write(() -> written(messages));
    } catch (StorageException e) {
      notices.tell(listener -> listener.refused(messages.size()));
      throw e;
    }
  }

  /**
   * Writes messages down within a transaction of the host: they exist if it is committed. Listeners
   * do not learn of them.
   */
  public List<Submission> submit(Connection connection, List<NewMessage> messages) {
    return database.join(
        connection, session -> Submissions.add(session, database.now(session), messages));
  }

  private List<Submission> written(List<NewMessage> messages) {
    return notices.write(
        (session, tell) -> {
          List<Submission> results = Submissions.add(session, database.now(session), messages);
          results.forEach(one -> tell.of(listener -> listener.submitted(one)));
          return results;
        });
  }

  /**
   * Why messages cannot be written at present; empty while they can, as far as the last message or
   * {@link #prove} showed. Asks no database.
   */
  public Optional<StorageException> unwritable() {
    return acceptance.failure();
  }

  /**
   * Whether a failure that somebody has just met is that no message can be written: then the log
   * tells of it, once for all. Where that is not known it is found out now, which blocks on I/O.
   */
  public boolean explains() {
    return acceptance.explains();
  }

  /**
   * Finds out whether messages can be written, by writing something that nobody sees, unless that
   * was proved in the last five seconds; {@link #unwritable} says what was found. Blocks on I/O,
   * and reads a whole file that was damaged.
   *
   * @throws StorageException when the queue cannot even be read
   */
  public void prove() {
    acceptance.prove();
  }

  /** Whether the same message is here already, under the same id. */
  public boolean holds(NewMessage message) {
    return database.read(
        session -> message.fingerprint().equals(Submissions.fingerprint(session, message)));
  }

  /** The lanes in which something may be sent. */
  public List<Lane> readyLanes() {
    return database.read(Lanes::ready);
  }

  /** Takes messages to send them, within the speed of their sender and of each recipient. */
  public Claim claim(ClaimRequest request) {
    return claims.claim(request);
  }

  /**
   * Whether a sender pauses, and messages that may go through a fallback go through it meanwhile.
   */
  public boolean elsewhere(String sender) {
    return claims.elsewhere(sender);
  }

  /** Writes down how attempts ended, and what everybody has to know of their senders. */
  public void conclude(List<Conclusion> conclusions, List<SenderNews> senders) {
    if (!conclusions.isEmpty() || !senders.isEmpty()) {
      notices.write(
          (session, tell) -> {
            Conclusions.write(session, statuses, database.now(session), conclusions, senders, tell);
            return true;
          });
    }
  }

  /**
   * Takes what a provider reported. A status without our reference that comes before the answer to
   * the send is kept until that is there.
   *
   * @return whether it concerns a message that is known here already
   */
  public boolean heard(StatusNews news) {
    return notices.write((session, tell) -> statuses.take(session, news, tell));
  }

  /** The attempt that a status is of, by our reference or the provider's id; empty when unknown. */
  public Optional<MessageRef> attempt(StatusNews news) {
    return statuses.attempt(news);
  }

  /** Whether a status can be of the attempt that it names, by what is written of that attempt. */
  public AttemptRecord.Verdict verdict(StatusNews news) {
    return statuses.verdict(news);
  }

  /**
   * Does what time asks for: makes messages ready whose moment has come, gives up those whose time
   * is over, and takes for unknown those whose host does not answer for them any more. In small
   * transactions.
   *
   * @param settleAfter how long a message may stay unknown before somebody decides
   * @return how many messages were changed
   */
  public int sweep(Duration settleAfter) {
    int changed =
        clockSteps.follow() + sweeps.makeReady() + sweeps.expire() + sweeps.abandon(settleAfter);
    changed +=
        notices.write(
            (session, tell) ->
                EarlyStatuses.catchUp(
                    session, statuses, database.now(session) - CATCH_UP.toMillis(), tell));
    orphans = database.write(session -> Behind.promoteOrphans(session, orphans, ORPHANS_AT_ONCE));
    return changed;
  }

  /** When the next message that waits for its time is due; empty when none waits. */
  public Optional<Instant> nextDue() {
    return inspection.nextDue();
  }

  /** Messages that somebody has to decide about now. */
  public List<Unsettled> unsettled() {
    return settlements.open();
  }

  /**
   * Leaves an undecided message as it is.
   *
   * @param until when to look again; null for never
   * @param reason what to write down; null for nothing
   * @return false when it was decided meanwhile
   */
  public boolean leave(Unsettled message, @Nullable Instant until, @Nullable String reason) {
    return settlements.keep(message, until == null ? null : until.toEpochMilli(), reason);
  }

  /**
   * Sends an undecided message again.
   *
   * @param lane where it goes
   * @param tried which ways are not to be tried again, as JSON; null for none
   * @param failover whether it goes to another provider because the first has given it up
   * @param reason what to write down
   * @return false when it was decided meanwhile
   */
  public boolean sendAgain(
      Unsettled message, LaneKey lane, @Nullable String tried, boolean failover, String reason) {
    return settlements.again(message, lane, tried, failover, reason);
  }

  /** The instances with accepted attempts of which nothing was heard, and nobody has asked. */
  public List<String> silentInstances() {
    return silences.instances();
  }

  /**
   * Accepted attempts of an instance of which nothing was heard for so long, and which nobody has
   * asked for yet; the oldest first.
   */
  public List<SilentAttempt> silent(String instance, Duration longerThan, int most) {
    return silences.find(instance, longerThan, most);
  }

  /**
   * Takes note that nobody can be asked for these: the oldest.
   *
   * @return how many there were
   */
  public int skipSilent(String instance, Duration longerThan, int most) {
    return silences.skip(instance, longerThan, most);
  }

  /** Takes note that the provider was asked for these. */
  public void asked(List<SilentAttempt> attempts) {
    silences.asked(attempts);
  }

  /**
   * Takes note that the provider could not be asked for these: they are found again after twice as
   * long from time to time.
   *
   * @param silence after how long they were found
   * @param most how often in vain until they are not asked for any more
   */
  public void askedInVain(List<SilentAttempt> attempts, Duration silence, int most) {
    silences.inVain(attempts, silence, most);
  }

  /** What is known of a message; empty when nothing is. */
  public Optional<MessageRecord> find(String workspace, String id) {
    return inspection.find(workspace, id);
  }

  /** When slots were given out, in milliseconds since 1970 and in order: what pace is judged by. */
  public List<Long> grantsSince(Instant from) {
    return inspection.grantsSince(from);
  }

  /**
   * The workspaces of which there are messages, or were once, in order. Unlike counting them this
   * looks at no message.
   */
  public List<String> workspaces() {
    return inspection.workspaces();
  }

  /** How many messages are in which state, by workspace. */
  public List<StateCount> counts() {
    return inspection.counts();
  }

  /**
   * How many messages that have not ended well are where, by workspace. Unlike the counts this
   * costs nothing for those that have.
   */
  public List<QueueDepth> depths() {
    return depths.count();
  }

  /**
   * How many people were written to in the last 24 hours, by all workspaces, and what was charged.
   *
   * @param workspace whose people are counted apart, and whose messages' prices are told; null for
   *     those of all
   */
  public Usage usage(@Nullable String workspace) {
    return usages.of(workspace);
  }

  /**
   * Takes note of what a provider said of a sender.
   *
   * @param account the account whose limits it shares with others, among all providers; null when
   *     it has its own
   * @param dailyRecipients how many people the account may write to in 24 hours; null when unknown
   */
  public void learned(String sender, @Nullable String account, @Nullable Long dailyRecipients) {
    usages.learned(sender, account, dailyRecipients);
  }

  /**
   * Dead letters: what was refused for good or given up, and what nobody can tell and nobody will
   * try again; the newest first.
   *
   * @param workspace of this workspace; null for all
   * @param most how many at most
   */
  public List<MessageRecord> deadLetters(@Nullable String workspace, int most) {
    return inspection.deadLetters(workspace, most);
  }

  /**
   * Takes a message back.
   *
   * @return whether it was still waiting
   */
  public boolean cancel(String workspace, String id) {
    return interventions.cancel(workspace, id);
  }

  /**
   * Sets another time for a message.
   *
   * @return whether it was still waiting
   */
  public boolean reschedule(String workspace, String id, Instant notBefore) {
    return interventions.reschedule(workspace, id, notBefore);
  }

  /**
   * Puts a dead letter back into the queue.
   *
   * @return whether it was one
   */
  public boolean requeue(String workspace, String id) {
    return interventions.requeue(workspace, id);
  }

  /** Puts back what was parked, where its content can be read now. */
  public int unpark(Predicate<String> readable) {
    return interventions.unpark(readable);
  }

  /**
   * Removes messages that ended before this, with all that is known of them, and what else has
   * served its purpose. In small transactions; what is left after some thousands is for the next
   * call.
   *
   * @return how many messages were removed
   */
  public int forget(Instant before) {
    return retention.forget(before.toEpochMilli());
  }

  /**
   * The messages to a person, the oldest first for each address.
   *
   * @param person all addresses of the person
   * @param workspace of this workspace; null for all
   */
  public List<PersonMessage> about(
      Collection<? extends Address> person, @Nullable String workspace) {
    return persons.about(AddressKey.lookups(person), workspace);
  }

  /**
   * Erases what the messages to a person say, whom to, and the reasons noted with them. What waits
   * is cancelled, what is being sent ends as it will; the rows stay, so that counts are right. A
   * message to a number that could not be read has no address and is not found. What a provider
   * reports of one afterwards without our reference counts as a report about a foreign message: it
   * is kept for a day.
   *
   * @param person all addresses of the person
   * @param workspace of this workspace; null for all
   * @return how many messages there were
   */
  public int erase(Collection<? extends Address> person, @Nullable String workspace) {
    return persons.erase(AddressKey.lookups(person), workspace);
  }

  /**
   * Lets a sender go on that was told to wait, and at its whole speed.
   *
   * @return whether it was told to wait or to slow down
   */
  public boolean resume(String sender) {
    return database.write(
            session ->
                session.update(
                    """
                    UPDATE sender SET paused_until = 0, pace = 1, reason = NULL
                      WHERE key = ? AND (paused_until > ? OR pace < 1)
                    """,
                    sender,
                    database.now(session)))
        == 1;
  }

  /**
   * Ends the hold of a sender that its probe has ended, unless another one has begun since.
   *
   * @param until until when the probe holds it, in milliseconds since 1970
   */
  public void release(String sender, long until) {
    database.write(
        session ->
            session.update(
                "UPDATE sender SET paused_until = 0 WHERE key = ? AND paused_until = ?",
                sender,
                until));
  }

  /** Has another message probe a sender, under the same condition. */
  public void probeAgain(String sender, long until) {
    database.write(
        session -> {
          long now = database.now(session);
          return session.update(
              "UPDATE sender SET paused_at = ?, paused_until = ? WHERE key = ? AND paused_until ="
                  + " ?",
              now - Claims.LONG_HOLD,
              now,
              sender,
              until);
        });
  }

  /** Asks every process on this database to take an instance into use again. */
  public void resume(InstanceId instance) {
    database.write(
        session -> {
          Resumptions.add(session, instance.toString(), database.now(session));
          return true;
        });
  }

  /** When that was last asked for; empty when it never was. */
  public Optional<Instant> resumedAt(InstanceId instance) {
    return database.read(session -> Resumptions.last(session, instance.toString()));
  }

  /** Senders that have to wait or to slow down at the moment. */
  public List<PacedSender> pacedSenders() {
    return inspection.pacedSenders();
  }

  /** Of those, the keys of the senders through which an instance has sent. */
  public List<String> pacedSendersOf(InstanceId instance) {
    return inspection.pacedSendersOf(instance.toString());
  }

  /** When the last status of any message arrived; empty when none ever has. */
  public Optional<Instant> lastHeard() {
    return inspection.lastHeard();
  }

  /**
   * How the messages of a workspace stand whose ids are in a range.
   *
   * @param first the lowest id that counts; as long as the others, and of letters and digits that
   *     every database sorts alike
   * @param last the highest
   */
  public List<SeriesCount> seriesCounts(String workspace, String first, String last) {
    return series.counts(workspace, first, last);
  }

  /**
   * Those messages themselves, in the order of their ids.
   *
   * @param after the id after which to begin
   * @param most how many at most
   */
  public List<SeriesMember> series(String workspace, String after, String last, int most) {
    return series.members(workspace, after, last, most);
  }

  @Override
  public void close() {
    database.close();
  }
}
