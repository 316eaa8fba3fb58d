package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.SqlSession;
import io.patchbay.registry.storage.ValueList;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Linked addresses in a database. Thread-safe. */
final class FiledAddresses implements LinkedAddresses {
  private static final String OF =
      "SELECT key FROM address WHERE person IN (SELECT person FROM address WHERE key ";
  private static final String PERSON = "SELECT person FROM address WHERE key = ?";
  private static final String OTHER_USER =
      "SELECT key FROM address JOIN reported ON \"user\" = key"
          + " WHERE person = ? AND reporter = ? AND key NOT ";
  private static final String REPORTED =
      "SELECT 1 FROM reported WHERE \"user\" = ? AND reporter = ?";
  private static final String REPORT =
      "INSERT INTO reported (\"user\", reporter) VALUES (?, ?) ON CONFLICT DO NOTHING";
  private static final String UNREPORT = "DELETE FROM reported WHERE \"user\" = ?";
  private static final String SINCE = "SELECT since FROM address WHERE key = ?";
  private static final String AMONG = "SELECT key FROM address WHERE key ";
  private static final String NEXT = "SELECT coalesce(max(person), 0) + 1 FROM address";
  private static final String PUT =
      """
      INSERT INTO address (key, person, since) VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET person = excluded.person
      """;
  private static final String MERGE = "UPDATE address SET person = ? WHERE person = ?";
  private static final String REMOVE = "DELETE FROM address WHERE key = ?";

  private final Database database;

  FiledAddresses(Database database) {
    this.database = database;
  }

  @Override
  public Set<Address> of(Address address) {
    Address plain = AddressKey.plain(address);
    Set<Address> alone = Set.of(plain);
    return plain instanceof GroupId
        ? alone
        : database.read(
            alone,
            session -> {
              Set<Address> found = addresses(keysOf(session, AddressKey.lookups(alone)));
              return found.isEmpty() ? alone : found;
            });
  }

  private static List<String> keysOf(SqlSession session, Collection<String> keys)
      throws SQLException {
    ValueList list = ValueList.of(keys);
    return session.all(OF + list.in() + ")", row -> row.getString(1), ValueList.flat(list));
  }

  private static Set<Address> addresses(Collection<String> keys) {
    return keys.stream().map(AddressKey::address).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Linking link(
      Collection<? extends Address> addresses, @Nullable String reporter, Instant at) {
    Set<String> keys = new LinkedHashSet<>();
    for (Address address : addresses) {
      if (!(address instanceof GroupId)) {
        keys.add(AddressKey.of(address));
      }
    }
    if (keys.size() < 2) {
      return new Linking(addresses(keys), Map.of());
    }
    // Nearly every report says what is known already, and reading waits for nobody.
    Set<Address> known = of(AddressKey.address(keys.iterator().next()));
    return AddressKey.of(known).containsAll(keys) && isReported(keys, reporter)
        ? new Linking(known, Map.of())
        : database.write(
            session -> {
              PeopleSchema.alone(database, session);
              return link(session, keys, reporter, at.toEpochMilli());
            });
  }

  private boolean isReported(Set<String> keys, @Nullable String reporter) {
    return reporter == null
        || database.read(
            false,
            session -> {
              for (String key : keys) {
                if (isUser(key) && session.first(REPORTED, row -> true, key, reporter) == null) {
                  return false;
                }
              }
              return true;
            });
  }

  private static boolean isUser(String key) {
    return key.startsWith("u:");
  }

  private static Linking link(
      SqlSession session, Set<String> named, @Nullable String reporter, long at)
      throws SQLException {
    for (String key : named) {
      respell(session, key);
    }
    Set<String> keys = new LinkedHashSet<>(named);
    ValueList list = ValueList.of(named);
    Map<Address, Address> handedOver = new HashMap<>();
    boolean byUser = reporter != null && keys.stream().anyMatch(FiledAddresses::isUser);
    for (String key : named) {
      Long person = person(session, key);
      String former =
          person == null || !byUser || !key.startsWith("p:")
              ? null
              : session.first(
                  OTHER_USER + list.in() + " LIMIT 1",
                  row -> row.getString(1),
                  ValueList.flat(person, reporter, list));
      if (former == null) {
        continue;
      }
      Long since = session.first(SINCE, row -> row.getLong(1), key);
      if (since != null && since > at) {
        // An old report that came late: the number has its present owner since.
        keys.remove(key);
      } else {
        session.update(REMOVE, key);
        handedOver.put(AddressKey.address(key), AddressKey.address(former));
      }
    }
    Long together = null;
    for (String key : keys) {
      Long person = person(session, key);
      if (person == null) {
        continue;
      }
      if (together == null) {
        together = person;
      } else if (!together.equals(person)) {
        session.update(MERGE, together, person);
      }
    }
    if (together == null) {
      together = session.first(NEXT, row -> row.getLong(1));
    }
    for (String key : keys) {
      session.update(PUT, key, together, at);
      if (reporter != null && isUser(key)) {
        session.update(REPORT, key, reporter);
      }
    }
    return new Linking(addresses(keysOf(session, keys)), handedOver);
  }

  /** Gives what an older version has stored under a former spelling its present key. */
  private static void respell(SqlSession session, String key) throws SQLException {
    for (String earlier : AddressKey.earlier(key)) {
      Long person = person(session, earlier);
      Long since = session.first(SINCE, row -> row.getLong(1), earlier);
      if (person == null || since == null) {
        continue;
      }
      Long present = person(session, key);
      if (present == null) {
        session.update(PUT, key, person, since);
      } else {
        session.update(MERGE, present, person);
      }
      session.update(REMOVE, earlier);
    }
  }

  private static @Nullable Long person(SqlSession session, String key) throws SQLException {
    return session.first(PERSON, row -> row.getLong(1), key);
  }

  @Override
  public Set<Address> joinedAfter(Collection<? extends Address> addresses, Instant at) {
    ValueList keys = ValueList.of(AddressKey.lookups(addresses));
    return database.read(
        Set.of(),
        session ->
            addresses(
                session.all(
                    AMONG + keys.in() + " AND since > ?",
                    row -> row.getString(1),
                    ValueList.flat(keys, at.toEpochMilli()))));
  }

  @Override
  public void unlink(Collection<? extends Address> addresses) {
    ValueList keys = ValueList.of(AddressKey.lookups(addresses));
    List<String> linked =
        database.read(
            List.of(),
            session ->
                session.all(AMONG + keys.in(), row -> row.getString(1), ValueList.flat(keys)));
    if (!linked.isEmpty()) {
      database.write(
          session -> {
            PeopleSchema.alone(database, session);
            for (String key : linked) {
              session.update(REMOVE, key);
              session.update(UNREPORT, key);
            }
            return true;
          });
    }
  }
}
