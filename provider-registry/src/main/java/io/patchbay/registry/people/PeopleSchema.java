package io.patchbay.registry.people;

import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.SqlSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The tables of the default file. Times are milliseconds since 1970. PostgreSQL has the same
 * tables; who changes them changes them there too.
 */
final class PeopleSchema {
  static final int VERSION = 3;

  private static final String HEARD =
      """
      CREATE TABLE heard (
        address TEXT NOT NULL, sender TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (address, sender)
      ) WITHOUT ROWID
      """;
  private static final String HEARD_AT = "CREATE INDEX heard_at ON heard (at)";

  static final List<String> STATEMENTS =
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
          "CREATE TABLE obeyed (event TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
          HEARD,
          HEARD_AT);

  /**
   * An opt-out outlives the program that wrote it. Version 1 knew one reporter of each address and
   * not since when it was its person's: it counts as its person's for ever. Version 2 knew no
   * windows.
   */
  static final Map<Integer, List<String>> UPGRADES =
      Map.of(
          1,
          List.of(
              """
              CREATE TABLE reported (
                user TEXT NOT NULL, reporter TEXT NOT NULL, PRIMARY KEY (user, reporter)
              ) WITHOUT ROWID
              """,
              """
              INSERT INTO reported (user, reporter) SELECT key, reporter FROM address
                WHERE key LIKE 'u:%' AND reporter NOT LIKE 'host-%'
              """,
              "ALTER TABLE address RENAME TO address_1",
              "DROP INDEX address_of_person",
              """
              CREATE TABLE address (
                key TEXT PRIMARY KEY, person INTEGER NOT NULL, since INTEGER NOT NULL
              ) WITHOUT ROWID
              """,
              "CREATE INDEX address_of_person ON address (person)",
              "INSERT INTO address (key, person, since) SELECT key, person, 0 FROM address_1",
              "DROP TABLE address_1",
              """
              CREATE TABLE IF NOT EXISTS obeyed (
                event TEXT PRIMARY KEY, at INTEGER NOT NULL
              ) WITHOUT ROWID
              """),
          2,
          List.of(HEARD, HEARD_AT));

  private PeopleSchema() {}

  /**
   * Lets nobody else change what belongs together until this transaction ends: who writes to a file
   * has it alone, who writes to a database elsewhere has to say so.
   */
  static void alone(Database database, SqlSession session) throws SQLException {
    if (!database.locked().isEmpty()) {
      session.first("SELECT name FROM meta WHERE name = 'writer'" + database.locked(), row -> true);
    }
  }
}
