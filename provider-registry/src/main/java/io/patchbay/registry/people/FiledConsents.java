package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import io.patchbay.channel.Purpose;
import io.patchbay.registry.storage.SqliteFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The consent ledger in the default file. Thread-safe. */
final class FiledConsents implements ConsentLedger {
  private static final String OF_PERSON = "WHERE address IN (SELECT value FROM json_each(?)) ";
  private static final String HISTORY =
      "SELECT workspace, address, purposes, granted, at, source, wording FROM consent "
          + OF_PERSON
          + "ORDER BY at, id";
  private static final String APPEND =
      """
      INSERT INTO consent (workspace, address, purposes, granted, at, source, wording)
        VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String MOVE = "UPDATE consent SET address = ? WHERE address = ? AND at <= ?";
  private static final String ERASE =
      "DELETE FROM consent "
          + "WHERE address IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR workspace = ?2)";

  private final SqliteFile file;

  FiledConsents(SqliteFile file) {
    this.file = file;
  }

  @Override
  public void append(ConsentEntry entry) {
    file.write(
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
                entry.source(),
                entry.wording()));
  }

  @Override
  public List<ConsentEntry> history(Collection<? extends Address> person) {
    return file.read(
        List.of(),
        session ->
            session.all(HISTORY, FiledConsents::row, PeopleSchema.list(AddressKey.of(person))));
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
  public void move(Map<Address, Address> addresses, Instant until) {
    if (history(addresses.keySet()).isEmpty()) {
      return;
    }
    file.write(
        session -> {
          for (Map.Entry<Address, Address> one : addresses.entrySet()) {
            session.update(
                MOVE,
                AddressKey.of(one.getValue()),
                AddressKey.of(one.getKey()),
                until.toEpochMilli());
          }
          return true;
        });
  }

  @Override
  public int erase(Collection<? extends Address> person, @Nullable String workspace) {
    return history(person).isEmpty()
        ? 0
        : file.write(
            session -> session.update(ERASE, PeopleSchema.list(AddressKey.of(person)), workspace));
  }
}
