package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InstanceId;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.ValueList;
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

/**
 * Linked addresses in a database. A row says that within a scope an address belongs to a person;
 * the number of a person belongs to one scope. Thread-safe.
 */
final class FiledAddresses implements LinkedAddresses {
  /**
   * The persons that the rows of some scopes connect. An address without a row there costs one look
   * into the primary key. It goes from person to person and not from key to key, so that each row
   * is read once, however many addresses a report names.
   */
  private static final String CLOSURE =
      """
      WITH RECURSIVE linked (person) AS (
        SELECT person FROM address WHERE key %1$s%2$s
        UNION
        SELECT other.person FROM linked
          JOIN address mine ON mine.person = linked.person
          JOIN address other ON other.key = mine.key%3$s
      )
      """;

  private static final String SCOPES =
      CLOSURE.formatted("%1$s", "", "")
          + "SELECT DISTINCT scope FROM address WHERE person IN (SELECT person FROM linked)";
  private static final String OF_SCOPE =
      "SELECT key FROM address WHERE person IN (SELECT person FROM address WHERE scope = ? AND key"
          + " ";
  private static final String PERSON = "SELECT person FROM address WHERE key = ? AND scope = ?";
  private static final String OTHER_USER =
      "SELECT key FROM address JOIN reported ON \"user\" = key"
          + " WHERE person = ? AND reporter = ? AND key NOT ";
  private static final String REPORTED =
      "SELECT 1 FROM reported WHERE \"user\" = ? AND reporter = ?";
  private static final String REPORT =
      "INSERT INTO reported (\"user\", reporter) VALUES (?, ?) ON CONFLICT DO NOTHING";

  /** Names of workspaces may hold an underscore, which LIKE would take for any character. */
  private static final String UNREPORT =
      "DELETE FROM reported WHERE \"user\" = ? AND substr(reporter, 1, ?) = ?";

  private static final String SINCE = "SELECT since FROM address WHERE key = ? AND scope = ?";
  private static final String AMONG = "SELECT key FROM address WHERE scope = ? AND key ";
  private static final String NEXT = "SELECT coalesce(max(person), 0) + 1 FROM address";
  private static final String PUT =
      """
      INSERT INTO address (key, scope, person, since) VALUES (?, ?, ?, ?)
        ON CONFLICT (key, scope) DO UPDATE SET person = excluded.person
      """;
  private static final String MERGE = "UPDATE address SET person = ? WHERE person = ?";
  private static final String REMOVE = "DELETE FROM address WHERE key = ? AND scope = ?";

  private final SqlDatabase database;

  FiledAddresses(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Set<Address> of(Address address, Collection<String> scopes) {
    Address plain = AddressKey.plain(address);
    Set<Address> alone = Set.of(plain);
    if (plain instanceof GroupId) {
      return alone;
    }
    Set<String> known = new LinkedHashSet<>(scopes);
    known.add(HOST);
    ValueList among = ValueList.of(known);
    ValueList keys = ValueList.of(AddressKey.lookups(alone));
    String sql =
        CLOSURE.formatted(keys.in(), " AND scope " + among.in(), " AND other.scope " + among.in())
            + "SELECT DISTINCT key FROM address WHERE person IN (SELECT person FROM linked)";
    List<String> found =
        database.read(
            List.of(),
            session ->
                session.all(sql, row -> row.getString(1), ValueList.flat(keys, among, among)));
    return found.isEmpty() ? alone : addresses(found);
  }

  @Override
  public Set<String> scopes(Address address) {
    ValueList keys = ValueList.of(AddressKey.lookups(List.of(AddressKey.plain(address))));
    return Set.copyOf(
        database.read(
            List.of(),
            session ->
                session.all(
                    SCOPES.formatted(keys.in()), row -> row.getString(1), ValueList.flat(keys))));
  }

  /** What one scope alone connects with any of these keys. */
  private static List<String> keysOf(SqlSession session, Collection<String> keys, String scope)
      throws SQLException {
    ValueList list = ValueList.of(keys);
    return session.all(
        OF_SCOPE + list.in() + ")", row -> row.getString(1), ValueList.flat(scope, list));
  }

  private static Set<Address> addresses(Collection<String> keys) {
    return keys.stream().map(AddressKey::address).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Linking link(
      Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at) {
    Set<String> keys = keys(addresses);
    if (keys.size() < 2) {
      return new Linking(addresses(keys), Map.of());
    }
    // Nearly every report says what is known already, and reading waits for nobody.
    Set<Address> known = known(keys.iterator().next(), LinkedAddresses.scope(reporter));
    String by = reporter == null ? null : reporter.toString();
    return AddressKey.of(known).containsAll(keys) && isReported(keys, by)
        ? new Linking(known, Map.of())
        : database.write(
            session -> {
              SingleWriter.hold(database, session);
              return new Report(session, LinkedAddresses.scope(reporter), by, at.toEpochMilli())
                  .link(keys);
            });
  }

  @Override
  public Map<Address, Address> changingHands(
      Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at) {
    Set<String> keys = keys(addresses);
    return reporter == null || keys.size() < 2
        ? Map.of()
        : database.read(
            Map.of(),
            session ->
                new Report(session, reporter.workspace(), reporter.toString(), at.toEpochMilli())
                    .changingHands(keys));
  }

  private static Set<String> keys(Collection<? extends Address> addresses) {
    Set<String> keys = new LinkedHashSet<>();
    for (Address address : addresses) {
      if (!(address instanceof GroupId)) {
        keys.add(AddressKey.of(address));
      }
    }
    return keys;
  }

  private Set<Address> known(String key, String scope) {
    Set<String> lookups = AddressKey.lookups(Set.of(AddressKey.address(key)));
    return addresses(database.read(List.of(), session -> keysOf(session, lookups, scope)));
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

  /** One report while it is written: everything happens within its scope. */
  private record Report(SqlSession session, String scope, @Nullable String reporter, long at) {
    Linking link(Set<String> named) throws SQLException {
      for (String key : named) {
        respell(key);
      }
      Set<String> keys = new LinkedHashSet<>(named);
      Map<Address, Address> handedOver = new HashMap<>();
      for (String key : named) {
        String former = former(key, named);
        if (former != null && isLate(key)) {
          keys.remove(key);
        } else if (former != null) {
          session.update(REMOVE, key, scope);
          handedOver.put(AddressKey.address(key), AddressKey.address(former));
        }
      }
      long together = together(keys);
      for (String key : keys) {
        session.update(PUT, key, scope, together, at);
        if (reporter != null && isUser(key)) {
          session.update(REPORT, key, reporter);
        }
      }
      return new Linking(addresses(keysOf(session, keys, scope)), handedOver);
    }

    Map<Address, Address> changingHands(Set<String> named) throws SQLException {
      Map<Address, Address> changing = new HashMap<>();
      for (String key : named) {
        String former = former(key, named);
        if (former != null && !isLate(key)) {
          changing.put(AddressKey.address(key), AddressKey.address(former));
        }
      }
      return changing;
    }

    /** Whether an old report came late: the number has its present owner since. */
    private boolean isLate(String key) throws SQLException {
      Long since = session.first(SINCE, row -> row.getLong(1), key, scope);
      return since != null && since > at;
    }

    /** Another user id that the reporter has named for the person who has this number. */
    private @Nullable String former(String key, Set<String> named) throws SQLException {
      if (reporter == null
          || !key.startsWith("p:")
          || named.stream().noneMatch(FiledAddresses::isUser)) {
        return null;
      }
      Long person = person(key);
      ValueList list = ValueList.of(named);
      return person == null
          ? null
          : session.first(
              OTHER_USER + list.in() + " LIMIT 1",
              row -> row.getString(1),
              ValueList.flat(person, reporter, list));
    }

    /** Makes one person of those who have these keys. */
    private long together(Set<String> keys) throws SQLException {
      Long together = null;
      for (String key : keys) {
        Long person = person(key);
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
      return together == null ? 1 : together;
    }

    /** Gives what an older version has stored under a former spelling its present key. */
    private void respell(String key) throws SQLException {
      for (String earlier : AddressKey.earlier(key)) {
        Long person = person(earlier);
        Long since = session.first(SINCE, row -> row.getLong(1), earlier, scope);
        if (person == null || since == null) {
          continue;
        }
        Long present = person(key);
        if (present == null) {
          session.update(PUT, key, scope, person, since);
        } else {
          session.update(MERGE, present, person);
        }
        session.update(REMOVE, earlier, scope);
      }
    }

    private @Nullable Long person(String key) throws SQLException {
      return session.first(PERSON, row -> row.getLong(1), key, scope);
    }
  }

  @Override
  public Set<Address> joinedAfter(
      Collection<? extends Address> addresses, String scope, Instant at) {
    ValueList keys = ValueList.of(AddressKey.lookups(addresses));
    return database.read(
        Set.of(),
        session ->
            addresses(
                session.all(
                    AMONG + keys.in() + " AND since > ?",
                    row -> row.getString(1),
                    ValueList.flat(scope, keys, at.toEpochMilli()))));
  }

  @Override
  public void unlink(Collection<? extends Address> addresses, String scope) {
    ValueList keys = ValueList.of(AddressKey.lookups(addresses));
    List<String> linked =
        database.read(
            List.of(),
            session ->
                session.all(
                    AMONG + keys.in(), row -> row.getString(1), ValueList.flat(scope, keys)));
    if (!linked.isEmpty()) {
      String reporters = scope + "/";
      database.write(
          session -> {
            SingleWriter.hold(database, session);
            for (String key : linked) {
              session.update(REMOVE, key, scope);
              session.update(UNREPORT, key, reporters.length(), reporters);
            }
            return true;
          });
    }
  }
}
