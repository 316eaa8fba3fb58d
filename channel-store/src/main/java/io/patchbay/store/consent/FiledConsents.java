package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Purpose;
import io.patchbay.content.Storable;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.ValueList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The consent ledger in a database. Thread-safe. */
final class FiledConsents implements ConsentLedger {
  private static final String HISTORY =
      "SELECT workspace, address, purposes, granted, at, source, wording FROM consent"
          + " WHERE address ";
  private static final String APPEND =
      """
      INSERT INTO consent (workspace, address, purposes, granted, at, source, wording)
        VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String MOVE =
      "UPDATE consent SET address = ? WHERE address = ? AND at <= ? AND workspace ";
  private static final String ERASE = "DELETE FROM consent WHERE address ";

  private final SqlDatabase database;

  FiledConsents(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void append(ConsentEntry entry) {
    database.write(
        session ->
            session.update(
                APPEND,
                entry.workspace(),
                AddressKey.of(entry.address()),
                entry.purposes().stream()
                    .map(Purpose::name)
                    .sorted()
                    .collect(Collectors.joining(",")),
                entry.granted() ? 1 : 0,
                entry.at().toEpochMilli(),
                Storable.text(entry.source()),
                Storable.text(entry.wording())));
  }

  @Override
  public List<ConsentEntry> history(Collection<? extends Address> person) {
    ValueList keys = ValueList.of(AddressKey.lookups(person));
    return database.read(
        List.of(),
        session ->
            session.all(
                HISTORY + keys.in() + " ORDER BY at, id",
                FiledConsents::row,
                ValueList.flat(keys)));
  }

  private static ConsentEntry row(ResultSet row) throws SQLException {
    return new ConsentEntry(
        row.getString(1),
        AddressKey.address(row.getString(2)),
        Stream.of(row.getString(3).split(",")).map(Purpose::valueOf).collect(Collectors.toSet()),
        row.getBoolean(4),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6),
        row.getString(7));
  }

  @Override
  public void move(Map<Address, Address> addresses, Collection<String> workspaces, Instant until) {
    if (history(addresses.keySet()).stream()
        .noneMatch(entry -> workspaces.contains(entry.workspace()))) {
      return;
    }
    ValueList among = ValueList.of(workspaces);
    database.write(
        session -> {
          for (Map.Entry<Address, Address> one : addresses.entrySet()) {
            for (String key : AddressKey.lookups(List.of(one.getKey()))) {
              session.update(
                  MOVE + among.in(),
                  ValueList.flat(AddressKey.of(one.getValue()), key, until.toEpochMilli(), among));
            }
          }
          return true;
        });
  }

  @Override
  public int erase(Collection<? extends Address> person, @Nullable String workspace) {
    ValueList keys = ValueList.of(AddressKey.lookups(person));
    return history(person).isEmpty()
        ? 0
        : database.write(
            session ->
                workspace == null
                    ? session.update(ERASE + keys.in(), ValueList.flat(keys))
                    : session.update(
                        ERASE + keys.in() + " AND workspace = ?", ValueList.flat(keys, workspace)));
  }
}
