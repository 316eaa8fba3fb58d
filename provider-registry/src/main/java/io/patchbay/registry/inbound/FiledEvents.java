package io.patchbay.registry.inbound;

import com.google.gson.Gson;
import io.patchbay.channel.Address;
import io.patchbay.registry.people.AddressKey;
import io.patchbay.registry.storage.SqlSession;
import io.patchbay.registry.storage.SqliteFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable inbox in a SQLite file. Events are on the disk before the webhook is answered. Of an
 * event that all listeners have confirmed only the key is kept, for {@link #RETENTION}, which is
 * longer than providers deliver again. Several processes may use one file. Thread-safe.
 */
public final class FiledEvents implements EventStore {
  /** How long a confirmed event is recognised. WhatsApp delivers again for up to 7 days. */
  public static final Duration RETENTION = Duration.ofDays(8);

  private static final Logger LOG = LoggerFactory.getLogger(FiledEvents.class);
  private static final int VERSION = 1;
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE event (
            id INTEGER PRIMARY KEY, instance TEXT NOT NULL, key TEXT NOT NULL, body TEXT,
            people TEXT, tries INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
            finished_at INTEGER, UNIQUE (instance, key)
          )
          """,
          "CREATE INDEX event_due ON event (next_at) WHERE finished_at IS NULL",
          "CREATE INDEX event_finished ON event (finished_at) WHERE finished_at IS NOT NULL",
          """
          CREATE TABLE confirmation (
            event INTEGER NOT NULL REFERENCES event (id), listener TEXT NOT NULL, until INTEGER,
            token INTEGER NOT NULL, PRIMARY KEY (event, listener)
          ) WITHOUT ROWID
          """);

  private static final String SAVE =
      """
      INSERT OR IGNORE INTO event (instance, key, body, people, next_at) VALUES (?, ?, ?, ?, ?)
      """;
  private static final String ID = "SELECT id FROM event WHERE instance = ? AND key = ?";
  private static final String STANDING =
      "SELECT until, token FROM confirmation WHERE event = ? AND listener = ?";
  private static final String STAND =
      "INSERT OR REPLACE INTO confirmation (event, listener, until, token) VALUES (?, ?, ?, ?)";
  private static final String RELEASE =
      """
      UPDATE confirmation SET until = 0
        WHERE event = ? AND listener = ? AND token = ? AND until IS NOT NULL
      """;
  private static final String DUE =
      """
      SELECT id, tries, body FROM event WHERE finished_at IS NULL AND next_at <= ?
        ORDER BY next_at, id LIMIT ?
      """;
  private static final String LEASE = "UPDATE event SET next_at = ? WHERE id = ?";
  private static final String POSTPONE =
      """
      UPDATE event SET tries = tries + 1, next_at = ?
        WHERE instance = ? AND key = ? AND finished_at IS NULL
      """;
  private static final String FINISH =
      """
      UPDATE event SET finished_at = ?, body = NULL, people = NULL WHERE instance = ? AND key = ?
      """;
  private static final String OF_PERSON =
      """
      body IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_each(event.people) one
          WHERE one.value IN (SELECT value FROM json_each(?)))
      """;
  private static final String OLD =
      "SELECT id FROM event WHERE finished_at IS NOT NULL AND finished_at < ? LIMIT 500";

  private final Clock clock;
  private final Duration hold;
  private final SqliteFile inbox;
  private final SqliteFile progress;
  private final EventJson json;

  private record Standing(@Nullable Long until, long token) {}

  private record Row(long id, int tries, String body) {}

  /**
   * An inbox in a file, which is created at the first event.
   *
   * @param file where
   * @param clock by which claims expire and events become due
   */
  public FiledEvents(Path file, Clock clock) {
    this(file, clock, CLAIM, FiledEvents.class.getClassLoader());
  }

  /**
   * As above.
   *
   * @param hold how long a claim holds
   * @param contents finds the classes of what providers alone know of; without the class an event
   *     comes back without its content, and its raw form has it all
   */
  public FiledEvents(Path file, Clock clock, Duration hold, ClassLoader contents) {
    this.clock = clock;
    this.hold = hold;
    this.inbox = new SqliteFile(file, VERSION, SCHEMA);
    // Told twice after a failure of power is what listeners are prepared for.
    this.progress = new SqliteFile(file, VERSION, SCHEMA, SqliteFile.Flush.SYSTEM);
    this.json = new EventJson(contents);
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public void save(List<ReceivedEvent> events) {
    long now = clock.millis();
    inbox.write(
        session -> {
          for (ReceivedEvent event : events) {
            EventKey key = event.key();
            session.update(
                SAVE,
                key.instance().toString(),
                key.key(),
                json.write(event),
                list(AddressKey.of(EventPeople.of(event.event()))),
                now);
          }
          forget(session, now - RETENTION.toMillis());
          return true;
        });
  }

  private static void forget(SqlSession session, long before) throws SQLException {
    for (long id : session.all(OLD, row -> row.getLong(1), before)) {
      session.update("DELETE FROM confirmation WHERE event = ?", id);
      session.update("DELETE FROM event WHERE id = ?", id);
    }
  }

  private static @Nullable Long id(SqlSession session, EventKey event) throws SQLException {
    return session.first(ID, row -> row.getLong(1), event.instance().toString(), event.key());
  }

  @Override
  public Claim claim(EventKey event, String listener) {
    long now = clock.millis();
    return progress.write(
        session -> {
          Long id = id(session, event);
          if (id == null) {
            // Erased meanwhile: there is nothing to tell.
            return Claim.refused(Claim.State.CONFIRMED);
          }
          Standing standing =
              session.first(
                  STANDING,
                  row -> {
                    long until = row.getLong(1);
                    return new Standing(row.wasNull() ? null : until, row.getLong(2));
                  },
                  id,
                  listener);
          if (standing != null && standing.until() == null) {
            return Claim.refused(Claim.State.CONFIRMED);
          }
          if (standing != null && now < Objects.requireNonNull(standing.until())) {
            return Claim.refused(Claim.State.BUSY);
          }
          long token = standing == null ? 1 : standing.token() + 1;
          session.update(STAND, id, listener, now + hold.toMillis(), token);
          return Claim.granted(token);
        });
  }

  @Override
  public void confirm(EventKey event, String listener) {
    progress.write(
        session -> {
          Long id = id(session, event);
          return id == null ? 0 : session.update(STAND, id, listener, null, 0);
        });
  }

  @Override
  public void release(EventKey event, String listener, long token) {
    progress.write(
        session -> {
          Long id = id(session, event);
          return id == null ? 0 : session.update(RELEASE, id, listener, token);
        });
  }

  @Override
  public List<PendingEvent> due(int most) {
    long now = clock.millis();
    boolean none =
        progress.read(true, session -> session.all(DUE, row -> row.getLong(1), now, 1).isEmpty());
    if (none) {
      return List.of();
    }
    List<Row> rows =
        progress.write(
            session -> {
              List<Row> found =
                  session.all(
                      DUE,
                      row -> new Row(row.getLong(1), row.getInt(2), row.getString(3)),
                      now,
                      most);
              for (Row row : found) {
                session.update(LEASE, now + hold.toMillis(), row.id());
              }
              return found;
            });
    List<PendingEvent> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      try {
        events.add(new PendingEvent(json.read(row.body()), row.tries()));
      } catch (RuntimeException e) {
        // Without the exception's message, which may quote what somebody wrote.
        LOG.error(
            "A stored event in {} cannot be read ({}); it is kept and tried again after {}",
            inbox.path(),
            e.getClass().getSimpleName(),
            hold);
      }
    }
    return events;
  }

  @Override
  public void postpone(EventKey event, Instant until) {
    progress.write(
        session ->
            session.update(
                POSTPONE, until.toEpochMilli(), event.instance().toString(), event.key()));
  }

  @Override
  public void finish(EventKey event) {
    long now = clock.millis();
    progress.write(
        session -> session.update(FINISH, now, event.instance().toString(), event.key()));
  }

  @Override
  public List<String> about(Collection<? extends Address> person) {
    return inbox.read(
        List.of(),
        session ->
            session.all(
                "SELECT body FROM event WHERE " + OF_PERSON + " ORDER BY id",
                row -> row.getString(1),
                list(AddressKey.of(person))));
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    String keys = list(AddressKey.of(person));
    long now = clock.millis();
    return about(person).isEmpty()
        ? 0
        : inbox.write(
            session ->
                session.update(
                    "UPDATE event SET finished_at = ?, body = NULL, people = NULL WHERE "
                        + OF_PERSON,
                    now,
                    keys));
  }

  private static String list(Collection<String> values) {
    return new Gson().toJson(values);
  }

  @Override
  public void close() {
    inbox.close();
    progress.close();
  }
}
