package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.content.Storable;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.ValueList;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Windows in a database: they outlive the process, and all who share the database know the same.
 * Thread-safe.
 *
 * <p>Times are kept for {@link #RETENTION}. An open window needs a day; that one is closed is worth
 * knowing longer, because a text that is sent in vain is found out by a status, when the template
 * that could have gone instead is late. After that nobody answers any more, and who wrote to whom
 * is forgotten: the window is unknown again, which is allowed.
 */
final class FiledConversations implements ConversationWindows {
  static final Duration RETENTION = Duration.ofDays(30);

  /** In one transaction; a busy sender forgets more with its next messages. */
  private static final int FORGOTTEN_AT_ONCE = 100;

  /** The newest is looked for here: by an index of times a database might read everybody's. */
  private static final String TIMES = "SELECT at FROM heard WHERE sender = ? AND address ";

  private static final String PUT =
      """
      INSERT INTO heard (address, sender, at) VALUES (?, ?, ?)
        ON CONFLICT (address, sender) DO UPDATE SET at = excluded.at WHERE excluded.at > heard.at
      """;

  /** The time is asked for twice: between the two somebody else may have heard the person again. */
  private static final String FORGET =
      """
      DELETE FROM heard WHERE at < ? AND (address, sender) IN (
        SELECT address, sender FROM heard WHERE at < ? ORDER BY at LIMIT ?)
      """;

  private static final String ALL = "SELECT sender, max(at) FROM heard WHERE address ";
  private static final String ERASE = "DELETE FROM heard WHERE address ";
  private static final String ERASE_OF_SENDER = "DELETE FROM heard WHERE sender = ? AND address ";

  private final SqlDatabase database;

  FiledConversations(SqlDatabase database) {
    this.database = database;
  }

  /**
   * Writes only what is new: a webhook that is delivered again costs a look. A message is not worth
   * waiting for the disk: when the machine loses its power in that moment, the window may count as
   * closed until the person writes again.
   */
  @Override
  public void heard(String sender, Collection<? extends Address> person, Instant at) {
    // In one order everywhere, so that two hosts do not wait for each other.
    Collection<String> keys = new TreeSet<>(AddressKey.of(person));
    if (!keys.isEmpty() && !isKnown(sender, keys, at.toEpochMilli())) {
      database.writeSoon(
          session -> {
            long now = database.now(session);
            put(session, sender, keys, Math.min(at.toEpochMilli(), now));
            long before = now - RETENTION.toMillis();
            return session.update(FORGET, before, before, FORGOTTEN_AT_ONCE);
          });
    }
  }

  private boolean isKnown(String sender, Collection<String> keys, long at) {
    List<Long> times = times(sender, keys);
    return times.size() == keys.size() && times.stream().allMatch(time -> time >= at);
  }

  private List<Long> times(String sender, Collection<String> keys) {
    ValueList list = ValueList.of(keys);
    return database.read(
        List.of(),
        session ->
            session.all(
                TIMES + list.in(),
                row -> row.getLong(1),
                ValueList.flat(Storable.key(sender), list)));
  }

  private static void put(SqlSession session, String sender, Collection<String> keys, long at)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
    for (String key : keys) {
      rows.add(new @Nullable Object[] {key, Storable.key(sender), at});
    }
    session.batch(PUT, rows);
  }

  @Override
  public Optional<Instant> lastHeard(String sender, Collection<? extends Address> person) {
    return times(sender, AddressKey.lookups(person)).stream()
        .max(Long::compare)
        .map(Instant::ofEpochMilli);
  }

  @Override
  public Map<String, Instant> all(Collection<? extends Address> person) {
    ValueList keys = ValueList.of(AddressKey.lookups(person));
    Map<String, Instant> found = new TreeMap<>();
    database
        .read(
            List.<Map.Entry<String, Instant>>of(),
            session ->
                session.all(
                    ALL + keys.in() + " GROUP BY sender",
                    row -> Map.entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
                    ValueList.flat(keys)))
        .forEach(one -> found.put(one.getKey(), one.getValue()));
    return found;
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    ValueList keys = ValueList.of(AddressKey.lookups(person));
    return all(person).isEmpty()
        ? 0
        : database.write(session -> session.update(ERASE + keys.in(), ValueList.flat(keys)));
  }

  @Override
  public int erase(String sender, Collection<? extends Address> person) {
    Set<String> lookups = AddressKey.lookups(person);
    ValueList keys = ValueList.of(lookups);
    return times(sender, lookups).isEmpty()
        ? 0
        : database.write(
            session ->
                session.update(
                    ERASE_OF_SENDER + keys.in(), ValueList.flat(Storable.key(sender), keys)));
  }
}
