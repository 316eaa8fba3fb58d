package io.patchbay.registry.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.UserId;
import io.patchbay.registry.storage.SqliteFile;
import io.patchbay.testsupport.ManualClock;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that an earlier program has written is brought to the present version. */
class PeopleSchemaTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Address BOB = new PhoneNumber("14155559876");
  private static final Address BOB_ID = new UserId("US.2002");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  /** Version 1 as it was, with a stop, a consent, a pair the instance named and one of the host. */
  private static final List<String> FIRST_VERSION =
      List.of(
          "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
          """
          CREATE TABLE address (
            key TEXT PRIMARY KEY, person INTEGER NOT NULL, reporter TEXT NOT NULL
          ) WITHOUT ROWID
          """,
          "CREATE INDEX address_of_person ON address (person)",
          """
          CREATE TABLE suppression (
            address TEXT NOT NULL, workspace TEXT NOT NULL, purpose TEXT NOT NULL,
            stopped INTEGER NOT NULL, at INTEGER NOT NULL, said_by TEXT NOT NULL,
            PRIMARY KEY (address, workspace, purpose)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE consent (
            id INTEGER PRIMARY KEY, workspace TEXT NOT NULL, address TEXT NOT NULL,
            purposes TEXT NOT NULL, granted INTEGER NOT NULL, at INTEGER NOT NULL,
            source TEXT NOT NULL, wording TEXT NOT NULL
          )
          """,
          "CREATE INDEX consent_of_address ON consent (address)",
          "INSERT INTO address VALUES ('p:14155551234', 1, 'acme/whatsapp')",
          "INSERT INTO address VALUES ('u:US.1001', 1, 'acme/whatsapp')",
          "INSERT INTO address VALUES ('p:14155559876', 2, 'host-one')",
          "INSERT INTO address VALUES ('u:US.2002', 2, 'host-one')",
          """
          INSERT INTO suppression VALUES
            ('p:14155551234', 'acme', 'MARKETING', 1, 1772366400000, 'a test')
          """,
          """
          INSERT INTO consent VALUES
            (1, 'acme', 'p:14155559876', 'MARKETING', 1, 1772366400000, 'form', 'Yes')
          """,
          "PRAGMA user_version = 1");

  private static final String OBEYED =
      "CREATE TABLE obeyed (event TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID";

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void write() throws SQLException {
    path = directory.resolve(PeopleStores.FILE);
    execute(FIRST_VERSION);
  }

  private void execute(List<String> statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        var statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @Test
  void anOptOutOfTheFirstVersionStillHolds() {
    try (SqliteFile file = PeopleStores.file(directory)) {
      PeopleStores stores = PeopleStores.in(file);
      Set<Address> ann = stores.addresses().of(ANN_ID);
      assertThat(ann).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(stores.suppressions().find(ann, List.of("acme"), Purpose.MARKETING))
          .contains(new Suppression("acme", ANN, Purpose.MARKETING, true, AT, "a test"));
      assertThat(stores.consents().history(stores.addresses().of(BOB_ID)))
          .containsExactly(
              new ConsentEntry("acme", BOB, Set.of(Purpose.MARKETING), true, AT, "form", "Yes"));
    }
  }

  @Test
  void whoNamedAUserIdIsKeptButForTheHost() {
    try (SqliteFile file = PeopleStores.file(directory)) {
      PeopleStores stores = PeopleStores.in(file);
      Address stranger = new UserId("US.3003");
      assertThat(stores.addresses().link(List.of(ANN, stranger), "acme/whatsapp", AT).handedOver())
          .isEqualTo(Map.of(ANN, ANN_ID));
      assertThat(stores.addresses().link(List.of(BOB, stranger), "host-one", AT).handedOver())
          .isEmpty();
    }
  }

  @Test
  void itHasTheTablesOfANewFileWhetherOrNotItKnewWhatWasObeyed() throws SQLException {
    Path fresh = directory.resolve("fresh");
    open(fresh);
    Path other = directory.resolve("other");
    other.toFile().mkdir();
    path = other.resolve(PeopleStores.FILE);
    execute(FIRST_VERSION);
    execute(List.of(OBEYED, "INSERT INTO obeyed VALUES ('acme/whatsapp e1', 1)"));
    open(directory);
    open(other);
    assertThat(shape(directory)).isNotEmpty().isEqualTo(shape(fresh));
    assertThat(shape(other)).isEqualTo(shape(fresh));
    assertThat(rows(other, "SELECT event FROM obeyed")).containsExactly("acme/whatsapp e1");
  }

  /** Version 2 knew no windows. */
  @Test
  void aFileOfTheSecondVersionKeepsItsRowsAndLearnsWindows() throws SQLException {
    Path second = directory.resolve("second");
    second.toFile().mkdir();
    path = second.resolve(PeopleStores.FILE);
    execute(
        List.of(
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE address (
              key TEXT PRIMARY KEY, person INTEGER NOT NULL, since INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX address_of_person ON address (person)",
            """
            CREATE TABLE reported (
              user TEXT NOT NULL, reporter TEXT NOT NULL, PRIMARY KEY (user, reporter)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE suppression (
              address TEXT NOT NULL, workspace TEXT NOT NULL, purpose TEXT NOT NULL,
              stopped INTEGER NOT NULL, at INTEGER NOT NULL, said_by TEXT NOT NULL,
              PRIMARY KEY (address, workspace, purpose)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE consent (
              id INTEGER PRIMARY KEY, workspace TEXT NOT NULL, address TEXT NOT NULL,
              purposes TEXT NOT NULL, granted INTEGER NOT NULL, at INTEGER NOT NULL,
              source TEXT NOT NULL, wording TEXT NOT NULL
            )
            """,
            "CREATE INDEX consent_of_address ON consent (address)",
            OBEYED,
            "INSERT INTO address VALUES ('p:14155551234', 1, 7), ('u:US.1001', 1, 7)",
            "INSERT INTO reported VALUES ('u:US.1001', 'acme/whatsapp')",
            """
            INSERT INTO suppression VALUES
              ('p:14155551234', 'acme', 'MARKETING', 1, 1772366400000, 'a test')
            """,
            "PRAGMA user_version = 2"));
    try (SqliteFile file = PeopleStores.file(second, new ManualClock())) {
      PeopleStores stores = PeopleStores.in(file);
      Set<Address> ann = stores.addresses().of(ANN_ID);
      assertThat(ann).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(stores.suppressions().find(ann, List.of("acme"), Purpose.MARKETING)).isPresent();
      assertThat(stores.windows().lastHeard("sender", ann)).isEmpty();
      stores.windows().heard("sender", ann, AT);
      assertThat(stores.windows().lastHeard("sender", List.of(ANN))).contains(AT);
    }
    Path fresh = directory.resolve("fresh");
    open(fresh);
    assertThat(shape(second)).isEqualTo(shape(fresh));
  }

  private static void open(Path directory) {
    try (SqliteFile file = PeopleStores.file(directory)) {
      file.write(session -> true);
    }
  }

  /** What there is, without how it was spelled. */
  private static List<String> shape(Path directory) throws SQLException {
    return rows(
        directory,
        """
        SELECT m.type || ' ' || m.name || ' ' || coalesce(group_concat(
            c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk), '')
          FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c
          WHERE m.name NOT LIKE 'sqlite_%' GROUP BY m.type, m.name ORDER BY 1
        """);
  }

  private static List<String> rows(Path directory, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(PeopleStores.FILE));
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
