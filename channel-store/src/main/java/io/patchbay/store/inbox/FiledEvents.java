package io.patchbay.store.inbox;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.patchbay.channel.Address;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.store.internal.SqliteSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable inbox in a database: a SQLite file of its own, or one that has its tables. Events are
 * on the disk before the webhook is answered. Of an event that all listeners have confirmed only
 * the key is kept, for {@link #RETENTION}, which is longer than providers deliver again. Several
 * processes may use one inbox. Thread-safe.
 */
public final class FiledEvents implements EventStore {
  /** How long a confirmed event is recognised. WhatsApp delivers again for up to 7 days. */
  public static final Duration RETENTION = Duration.ofDays(8);

  private static final int AT_ONCE = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(FiledEvents.class);
  private static final String SAVE =
      """
      INSERT INTO event (instance, key, body, people, next_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (instance, key) DO NOTHING
      """;
  private static final String ID = "SELECT id FROM event WHERE instance = ? AND key = ?";
  private static final String STANDING =
      "SELECT until, token FROM confirmation WHERE event = ? AND listener = ?";
  private static final String STAND =
      """
      INSERT INTO confirmation (event, listener, until, token) VALUES (?, ?, ?, ?)
        ON CONFLICT (event, listener) DO UPDATE SET until = excluded.until, token = excluded.token
      """;
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

  /** What nobody lets wait so long is from before the clock was set back. */
  private static final String AHEAD =
      """
      SELECT id, tries, body FROM event WHERE finished_at IS NULL AND next_at > ?
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
  private static final String PEOPLE =
      """
      SELECT id, people, body FROM event WHERE finished_at IS NULL AND id > ? ORDER BY id LIMIT ?
      """;
  private static final String ERASE =
      "UPDATE event SET finished_at = ?, body = NULL, people = NULL WHERE id = ? AND body IS NOT"
          + " NULL";
  private static final String OLD =
      "SELECT id FROM event WHERE finished_at IS NOT NULL AND finished_at < ? LIMIT 500";

  private final SqlDatabase database;
  private final Runnable whenClosed;
  private final Duration hold;
  private final EventJson json;

  private record Standing(@Nullable Long until, long token) {}

  private record Row(long id, int tries, String body) {}

  private record Taken(long id, @Nullable String people, String body) {}

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
    this(file(file, clock), hold, contents, true);
  }

  /**
   * An inbox in a database that has its tables, and that is not closed with it.
   *
   * @param hold how long a claim holds
   * @param contents as above
   */
  public FiledEvents(SqlDatabase database, Duration hold, ClassLoader contents) {
    this(database, hold, contents, false);
  }

  static SqlDatabase file(Path file, Clock clock) {
    return new SqliteDatabase(file, SqliteSchema.events(), clock);
  }

  private FiledEvents(SqlDatabase database, Duration hold, ClassLoader contents, boolean own) {
    this.database = database;
    this.whenClosed = own ? database::close : () -> {};
    this.hold = hold;
    this.json = new EventJson(contents);
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public void save(List<ReceivedEvent> events) {
    database.write(
        session -> {
          long now = database.now(session);
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

  /** What another host is about to claim again stays until the next time. */
  private void forget(SqlSession session, long before) throws SQLException {
    for (long id :
        session.all(OLD + database.skippingLocked("event"), row -> row.getLong(1), before)) {
      session.update("DELETE FROM confirmation WHERE event = ?", id);
      session.update("DELETE FROM event WHERE id = ?", id);
    }
  }

  /** The event, which nobody else claims or confirms until this transaction ends. */
  private @Nullable Long id(SqlSession session, EventKey event) throws SQLException {
    return session.first(
        ID + database.locked(), row -> row.getLong(1), event.instance().toString(), event.key());
  }

  @Override
  public Claim claim(EventKey event, String listener) {
    return database.writeSoon(
        session -> {
          long now = database.now(session);
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
          if (standing != null && isBusy(Objects.requireNonNull(standing.until()), now)) {
            return Claim.refused(Claim.State.BUSY);
          }
          long token = standing == null ? 1 : standing.token() + 1;
          session.update(STAND, id, listener, now + hold.toMillis(), token);
          return Claim.granted(token);
        });
  }

  private boolean isBusy(long until, long now) {
    return now < until && until <= now + farthest();
  }

  /** How far ahead a moment may lie that was not written down before the clock was set back. */
  private long farthest() {
    return Math.max(hold.toMillis(), LONGEST_WAIT.toMillis());
  }

  @Override
  public void confirm(EventKey event, String listener) {
    database.writeSoon(
        session -> {
          Long id = id(session, event);
          return id == null ? 0 : session.update(STAND, id, listener, null, 0);
        });
  }

  @Override
  public void release(EventKey event, String listener, long token) {
    database.writeSoon(
        session -> {
          Long id = id(session, event);
          return id == null ? 0 : session.update(RELEASE, id, listener, token);
        });
  }

  @Override
  public List<PendingEvent> due(int most) {
    boolean none =
        database.read(
            true,
            session -> {
              long now = database.now(session);
              return session.all(DUE, row -> row.getLong(1), now, 1).isEmpty()
                  && session.all(AHEAD, row -> row.getLong(1), now + farthest(), 1).isEmpty();
            });
    if (none) {
      return List.of();
    }
    List<Row> rows =
        database.writeSoon(
            session -> {
              long now = database.now(session);
              List<Row> found = new ArrayList<>(rows(session, DUE, now, most));
              found.addAll(rows(session, AHEAD, now + farthest(), most - found.size()));
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
            database.describe(),
            e.getClass().getSimpleName(),
            hold);
      }
    }
    return events;
  }

  private List<Row> rows(SqlSession session, String which, long when, int most)
      throws SQLException {
    return session.all(
        which + database.skippingLocked("event"),
        row -> new Row(row.getLong(1), row.getInt(2), row.getString(3)),
        when,
        most);
  }

  @Override
  public void postpone(EventKey event, Duration wait) {
    database.writeSoon(
        session ->
            session.update(
                POSTPONE,
                database.now(session) + Math.min(wait.toMillis(), LONGEST_WAIT.toMillis()),
                event.instance().toString(),
                event.key()));
  }

  @Override
  public void finish(EventKey event) {
    database.writeSoon(
        session ->
            session.update(
                FINISH, database.now(session), event.instance().toString(), event.key()));
  }

  @Override
  public Set<String> workspaces(Collection<? extends Address> person) {
    Set<String> workspaces = new HashSet<>();
    of(person).forEach(event -> workspaces.addAll(EventJson.workspaces(event.body())));
    return workspaces;
  }

  @Override
  public List<String> about(Collection<? extends Address> person) {
    return of(person).stream().map(Taken::body).toList();
  }

  @Override
  public List<String> about(Collection<? extends Address> person, String workspace) {
    return of(person, workspace).stream().map(Taken::body).toList();
  }

  private List<Taken> of(Collection<? extends Address> person, String workspace) {
    return of(person).stream()
        .filter(event -> EventJson.workspaces(event.body()).contains(workspace))
        .toList();
  }

  /**
   * Looked for among all that is not finished, some at a time: that is little, and seldom asked.
   */
  private List<Taken> of(Collection<? extends Address> person) {
    Set<String> keys = AddressKey.lookups(person);
    List<Taken> found = new ArrayList<>();
    List<Taken> page;
    long after = 0;
    do {
      long from = after;
      page =
          database.read(
              List.of(),
              session ->
                  session.all(
                      PEOPLE,
                      row -> new Taken(row.getLong(1), row.getString(2), row.getString(3)),
                      from,
                      AT_ONCE));
      for (Taken event : page) {
        after = event.id();
        if (takesPart(event, keys)) {
          found.add(event);
        }
      }
    } while (page.size() == AT_ONCE);
    return found;
  }

  private static boolean takesPart(Taken event, Set<String> keys) {
    return event.people() != null
        && JsonParser.parseString(event.people()).getAsJsonArray().asList().stream()
            .anyMatch(one -> keys.contains(one.getAsString()));
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    return erase(of(person));
  }

  @Override
  public int erase(Collection<? extends Address> person, String workspace) {
    return erase(of(person, workspace));
  }

  private int erase(List<Taken> events) {
    return events.isEmpty()
        ? 0
        : database.write(
            session -> {
              long now = database.now(session);
              int erased = 0;
              for (Taken event : events) {
                erased += session.update(ERASE, now, event.id());
              }
              return erased;
            });
  }

  private static String list(Collection<String> values) {
    return new Gson().toJson(values);
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
