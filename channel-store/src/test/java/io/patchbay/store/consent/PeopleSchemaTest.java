package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.Address;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.UserId;
import io.patchbay.store.internal.SqliteDatabase;
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
  private static final InstanceId WHATSAPP = new InstanceId("acme", "whatsapp");
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

  private static final List<String> SECOND_VERSION =
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
          "CREATE TABLE obeyed (event TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID");

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
    try (SqliteDatabase file = PeopleStores.file(directory)) {
      PeopleStores stores = PeopleStores.in(file);
      Set<Address> ann = stores.addresses().of(ANN_ID, List.of("acme"));
      assertThat(ann).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(stores.suppressions().find(ann, List.of("acme"), Purpose.MARKETING))
          .contains(new Suppression("acme", ANN, Purpose.MARKETING, true, AT, "a test"));
      assertThat(stores.consents().history(stores.addresses().of(BOB_ID, List.of("beta"))))
          .containsExactly(
              new ConsentEntry("acme", BOB, Set.of(Purpose.MARKETING), true, AT, "form", "Yes"));
    }
  }

  @Test
  void whoNamedAUserIdIsKeptButForTheHost() {
    try (SqliteDatabase file = PeopleStores.file(directory)) {
      PeopleStores stores = PeopleStores.in(file);
      Address stranger = new UserId("US.3003");
      assertThat(stores.addresses().link(List.of(ANN, stranger), WHATSAPP, AT).handedOver())
          .isEqualTo(Map.of(ANN, ANN_ID));
      assertThat(stores.addresses().link(List.of(BOB, stranger), WHATSAPP, AT).handedOver())
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
    List<String> statements = new ArrayList<>(SECOND_VERSION);
    statements.addAll(
        List.of(
            "INSERT INTO address VALUES ('p:14155551234', 1, 7), ('u:US.1001', 1, 7)",
            "INSERT INTO reported VALUES ('u:US.1001', 'acme/whatsapp')",
            """
            INSERT INTO suppression VALUES
              ('p:14155551234', 'acme', 'MARKETING', 1, 1772366400000, 'a test')
            """,
            "PRAGMA user_version = 2"));
    execute(statements);
    try (SqliteDatabase file = PeopleStores.file(second, new ManualClock())) {
      PeopleStores stores = PeopleStores.in(file);
      Set<Address> ann = stores.addresses().of(ANN_ID, List.of("acme"));
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

  /** Version 3 knew no scopes: who linked what is known by the reporters of user ids alone. */
  @Test
  void aGroupOfTheThirdVersionGoesToTheWorkspacesThatReportedItOrToAll() throws SQLException {
    Path third =
        third(
            "INSERT INTO address VALUES ('p:14155551234', 1, 7), ('u:US.1001', 1, 8)",
            "INSERT INTO address VALUES ('p:14155559876', 2, 7), ('u:US.2002', 2, 9)",
            "INSERT INTO address VALUES ('p:14155550001', 3, 7), ('p:14155550002', 3, 7)",
            "INSERT INTO reported VALUES ('u:US.1001', 'acme/whatsapp')",
            "INSERT INTO reported VALUES ('u:US.2002', 'acme/whatsapp')",
            "INSERT INTO reported VALUES ('u:US.2002', 'acme/second')",
            "INSERT INTO reported VALUES ('u:US.2002', 'beta/whatsapp')",
            "INSERT INTO reported VALUES ('u:gone', 'gone/whatsapp')");
    Address one = new PhoneNumber("14155550001");
    Address other = new PhoneNumber("14155550002");
    try (SqliteDatabase file = PeopleStores.file(third)) {
      LinkedAddresses addresses = PeopleStores.in(file).addresses();
      List<String> acme = List.of("acme");
      assertThat(addresses.of(ANN, acme)).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(addresses.of(ANN, List.of("beta"))).containsExactly(ANN);
      assertThat(addresses.of(BOB, acme)).containsExactlyInAnyOrder(BOB, BOB_ID);
      assertThat(addresses.of(BOB, List.of("beta"))).containsExactlyInAnyOrder(BOB, BOB_ID);
      assertThat(addresses.of(BOB, List.of("other"))).containsExactly(BOB);
      assertThat(addresses.of(one, List.of("other"))).containsExactlyInAnyOrder(one, other);
      assertThat(addresses.scopes(one)).containsExactly(LinkedAddresses.HOST);
      assertThat(addresses.joinedAfter(List.of(BOB, BOB_ID), "beta", Instant.ofEpochMilli(8)))
          .as("since when it is the person's")
          .containsExactly(BOB_ID);
      addresses.link(List.of(ANN, BOB), WHATSAPP, AT);
      assertThat(addresses.of(BOB, List.of("beta"))).containsExactlyInAnyOrder(BOB, BOB_ID);
    }
    Path fresh = directory.resolve("fresh");
    open(fresh);
    assertThat(shape(third)).isEqualTo(shape(fresh));
  }

  /** By a link that it sees no more. */
  @Test
  void whatHeldForAWorkspaceByAnothersLinkOfTheThirdVersionStillHolds() throws SQLException {
    Path third =
        third(
            "INSERT INTO address VALUES ('p:14155551234', 1, 7), ('u:US.1001', 1, 7)",
            "INSERT INTO address VALUES ('p:14155559876', 2, 7), ('u:US.2002', 2, 7)",
            "INSERT INTO reported VALUES ('u:US.1001', 'acme/whatsapp')",
            "INSERT INTO reported VALUES ('u:US.2002', 'acme/whatsapp')",
            // Ann stopped beta by her number, and allowed it by her id before.
            "INSERT INTO suppression VALUES ('p:14155551234', 'beta', 'MARKETING', 1, 20, 'x')",
            "INSERT INTO suppression VALUES ('u:US.1001', 'beta', 'MARKETING', 0, 10, 'x')",
            "INSERT INTO suppression VALUES ('p:14155551234', 'beta', 'TRANSACTIONAL', 1, 9, 'x')",
            "INSERT INTO suppression VALUES ('p:14155551234', 'acme', 'MARKETING', 1, 20, 'x')",
            // Bob stopped beta by his number and allowed it by his id later.
            "INSERT INTO suppression VALUES ('p:14155559876', 'beta', 'MARKETING', 1, 20, 'x')",
            "INSERT INTO suppression VALUES ('u:US.2002', 'beta', 'MARKETING', 0, 30, 'x')",
            "INSERT INTO consent VALUES (1, 'beta', 'u:US.1001', 'MARKETING', 1, 10, 'f', 'Yes')",
            "INSERT INTO consent VALUES (2, 'beta', 'p:14155551234', 'MARKETING', 0, 20, 'c', '')",
            "INSERT INTO consent VALUES (3, 'acme', 'p:14155551234', 'MARKETING', 0, 20, 'c', '')",
            "INSERT INTO consent VALUES (4, 'beta', 'u:US.2002', 'MARKETING', 1, 30, 'f', 'Yes')",
            "INSERT INTO consent VALUES (5, 'beta', 'p:14155559876', 'MARKETING', 0, 20, 'c', '')");
    try (SqliteDatabase file = PeopleStores.file(third)) {
      PeopleStores stores = PeopleStores.in(file);
      List<String> beta = List.of("beta");
      assertThat(stores.addresses().of(ANN_ID, beta)).containsExactly(ANN_ID);
      assertThat(stores.suppressions().find(Set.of(ANN_ID), beta, Purpose.MARKETING)).isPresent();
      assertThat(stores.suppressions().find(Set.of(ANN_ID), beta, Purpose.TRANSACTIONAL))
          .isPresent();
      assertThat(stores.suppressions().all(Set.of(ANN_ID)))
          .as("acme sees the link")
          .extracting(Suppression::workspace)
          .containsOnly("beta");
      assertThat(stores.suppressions().find(Set.of(BOB_ID), beta, Purpose.MARKETING)).isEmpty();
      assertThat(stores.suppressions().find(Set.of(BOB), beta, Purpose.MARKETING)).isPresent();
      assertThat(stores.consents().history(Set.of(ANN_ID)))
          .extracting(ConsentEntry::workspace, ConsentEntry::granted)
          .containsExactly(tuple("beta", true), tuple("beta", false));
      assertThat(stores.consents().history(Set.of(BOB_ID)))
          .extracting(ConsentEntry::granted)
          .as("agreed after the withdrawal")
          .containsExactly(true);
    }
  }

  /** A file of version 3 with these rows; gives its directory. */
  private Path third(String... rows) throws SQLException {
    Path third = directory.resolve("third");
    third.toFile().mkdir();
    path = third.resolve(PeopleStores.FILE);
    List<String> statements = new ArrayList<>();
    statements.addAll(SECOND_VERSION);
    statements.add(
        """
        CREATE TABLE heard (
          address TEXT NOT NULL, sender TEXT NOT NULL, at INTEGER NOT NULL,
          PRIMARY KEY (address, sender)
        ) WITHOUT ROWID
        """);
    statements.add("CREATE INDEX heard_at ON heard (at)");
    statements.addAll(List.of(rows));
    statements.add("PRAGMA user_version = 3");
    execute(statements);
    return third;
  }

  private static void open(Path directory) {
    try (SqliteDatabase file = PeopleStores.file(directory)) {
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
