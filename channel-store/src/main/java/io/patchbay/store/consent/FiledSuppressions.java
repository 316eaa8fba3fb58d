package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Purpose;
import io.patchbay.content.Storable;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.ValueList;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The suppression list in a database. Thread-safe. */
final class FiledSuppressions implements SuppressionList {
  private static final String COLUMNS =
      "SELECT workspace, address, purpose, stopped, at, said_by FROM suppression ";
  private static final String OF_PERSON = COLUMNS + "WHERE address ";
  private static final String NEWEST = " AND purpose = ? ORDER BY at DESC, stopped DESC";
  private static final String SAME =
      " AND workspace = ? AND purpose = ? ORDER BY at DESC, stopped DESC LIMIT 1";
  private static final String PUT =
      """
      INSERT INTO suppression (address, workspace, purpose, stopped, at, said_by)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (address, workspace, purpose) DO UPDATE
          SET stopped = excluded.stopped, at = excluded.at, said_by = excluded.said_by
      """;
  private static final String REMOVE =
      "DELETE FROM suppression WHERE address = ? AND workspace = ? AND purpose = ?";
  private static final Duration DELIVERED_AGAIN = Duration.ofDays(30);
  private static final String ERASED = "an opt-out whose details were erased";

  private final SqlDatabase database;
  private final KeyedHash hash = new KeyedHash();

  FiledSuppressions(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Suppression> find(
      Collection<? extends Address> person, Collection<String> workspaces, Purpose purpose) {
    return database.read(
        Optional.empty(),
        session -> {
          ValueList keys = ValueList.of(everyKey(session, person));
          ValueList among = ValueList.of(workspaces);
          List<Suppression> said =
              session.all(
                  OF_PERSON + keys.in() + " AND workspace " + among.in() + NEWEST,
                  FiledSuppressions::row,
                  ValueList.flat(keys, among, purpose.name()));
          Set<String> decided = new HashSet<>();
          return said.stream()
              .filter(one -> decided.add(one.workspace()) && one.stopped())
              .findFirst();
        });
  }

  private static Suppression row(ResultSet row) throws SQLException {
    String key = row.getString(2);
    return new Suppression(
        row.getString(1),
        key.startsWith("h:") ? null : AddressKey.address(key),
        Purpose.valueOf(row.getString(3)),
        row.getBoolean(4),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6));
  }

  @Override
  public void record(List<Suppression> said) {
    List<Suppression> news = said.stream().filter(this::isNews).toList();
    if (!news.isEmpty()) {
      database.write(
          session -> {
            SingleWriter.hold(database, session);
            for (Suppression one : news) {
              put(session, one);
            }
            return true;
          });
    }
  }

  @Override
  public boolean obeyed(String key) {
    return database.read(
        false,
        session ->
            session.first("SELECT at FROM obeyed WHERE event = ?", row -> true, digest(key))
                != null);
  }

  @Override
  public void obey(String key, Instant at) {
    database.write(
        session -> {
          session.update(
              "DELETE FROM obeyed WHERE at < ?", at.minus(DELIVERED_AGAIN).toEpochMilli());
          session.update(
              "INSERT INTO obeyed (event, at) VALUES (?, ?) ON CONFLICT (event) DO NOTHING",
              digest(key),
              at.toEpochMilli());
          return true;
        });
  }

  /** An id of a message may have the person's number in it. */
  private static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** What is known already needs no write, which matters when webhooks are delivered again. */
  private boolean isNews(Suppression said) {
    return database.read(true, session -> isNewer(said, newest(session, said)));
  }

  private static boolean isNewer(Suppression said, @Nullable Suppression known) {
    if (known == null) {
      return true;
    }
    int order = Long.compare(said.at().toEpochMilli(), known.at().toEpochMilli());
    return order > 0 || (order == 0 && said.stopped() && !known.stopped());
  }

  private static Address addressOf(Suppression said) {
    return Objects.requireNonNull(said.address(), "the address of what is to be recorded");
  }

  private @Nullable Suppression newest(SqlSession session, Suppression said) throws SQLException {
    ValueList list = ValueList.of(everyKey(session, List.of(addressOf(said))));
    return session.first(
        OF_PERSON + list.in() + SAME,
        FiledSuppressions::row,
        ValueList.flat(list, said.workspace(), said.purpose().name()));
  }

  /** The keys of every spelling, and the hashes of these. */
  private List<String> everyKey(SqlSession session, Collection<? extends Address> person)
      throws SQLException {
    List<String> keys = new ArrayList<>(AddressKey.lookups(person));
    keys.addAll(hash.of(session, keys));
    return keys;
  }

  private void put(SqlSession session, Suppression said) throws SQLException {
    if (!isNewer(said, newest(session, said))) {
      return;
    }
    String key = AddressKey.of(addressOf(said));
    for (String other : everyKey(session, List.of(addressOf(said)))) {
      if (!other.equals(key)) {
        session.update(REMOVE, other, said.workspace(), said.purpose().name());
      }
    }
    put(session, key, said, said.by());
  }

  private static void put(SqlSession session, String key, Suppression said, String by)
      throws SQLException {
    session.update(
        PUT,
        key,
        said.workspace(),
        said.purpose().name(),
        said.stopped() ? 1 : 0,
        said.at().toEpochMilli(),
        Storable.text(by));
  }

  @Override
  public List<Suppression> all(Collection<? extends Address> person) {
    return database.read(List.of(), session -> all(session, person));
  }

  private List<Suppression> all(SqlSession session, Collection<? extends Address> person)
      throws SQLException {
    ValueList list = ValueList.of(everyKey(session, person));
    return session.all(
        OF_PERSON + list.in() + " ORDER BY at, address",
        FiledSuppressions::row,
        ValueList.flat(list));
  }

  @Override
  public int erase(
      Collection<? extends Address> person, @Nullable String workspace, boolean keepFact) {
    if (all(person).isEmpty()) {
      return 0;
    }
    return database.write(
        session -> {
          SingleWriter.hold(database, session);
          if (keepFact) {
            hash.make(session);
          }
          int erased = 0;
          for (Address address : person) {
            erased += erase(session, address, workspace, keepFact);
          }
          return erased;
        });
  }

  private int erase(
      SqlSession session, Address address, @Nullable String workspace, boolean keepFact)
      throws SQLException {
    Set<String> keys = AddressKey.lookups(List.of(address));
    List<String> hashed = hash.of(session, keys);
    int erased = 0;
    for (Suppression one : all(session, List.of(address))) {
      if (workspace != null && !workspace.equals(one.workspace())) {
        continue;
      }
      if (one.address() == null) {
        if (!keepFact) {
          erased += remove(session, hashed, one);
        }
        continue;
      }
      erased += remove(session, keys, one);
      if (keepFact && one.stopped()) {
        put(session, hashed.get(0), one, ERASED);
      }
    }
    return erased;
  }

  private static int remove(SqlSession session, Collection<String> keys, Suppression one)
      throws SQLException {
    int removed = 0;
    for (String key : keys) {
      removed += session.update(REMOVE, key, one.workspace(), one.purpose().name());
    }
    return removed;
  }
}
