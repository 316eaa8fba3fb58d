package io.patchbay.store.consent;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The tables of the default file. Times are milliseconds since 1970. PostgreSQL has the same
 * tables; who changes them changes them there too.
 */
final class PeopleSchema {
  static final int VERSION = 4;

  private static final String HEARD =
      """
      CREATE TABLE heard (
        address TEXT NOT NULL, sender TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (address, sender)
      ) WITHOUT ROWID
      """;
  private static final String HEARD_AT = "CREATE INDEX heard_at ON heard (at)";

  /** The number of a person belongs to one scope: a workspace, or '' for what the host links. */
  private static final String ADDRESS =
      """
      CREATE TABLE address (
        key TEXT NOT NULL, scope TEXT NOT NULL, person INTEGER NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY (key, scope)
      ) WITHOUT ROWID
      """;

  private static final String ADDRESS_OF_PERSON =
      "CREATE INDEX address_of_person ON address (person)";

  static final List<String> STATEMENTS =
      List.of(
          "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
          ADDRESS,
          ADDRESS_OF_PERSON,
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
   * Every link belongs to a scope from now on. Of an old one only the reporters of its user ids are
   * known: the whole group goes to the workspace of each, and to all where nobody is known. A
   * workspace that loses a link by that keeps what it stopped: opt-outs in force and withdrawn
   * consents are written to each address for which they held by the link.
   */
  private static final List<String> SCOPED =
      List.of(
          "ALTER TABLE address RENAME TO address_3",
          "DROP INDEX address_of_person",
          ADDRESS,
          ADDRESS_OF_PERSON,
          """
          CREATE TABLE scope_3 AS
            SELECT DISTINCT person, substr(reporter, 1, instr(reporter, '/') - 1) AS scope
              FROM address_3 JOIN reported ON user = key WHERE instr(reporter, '/') > 1
          """,
          """
          INSERT INTO scope_3 (person, scope)
            SELECT DISTINCT person, '' FROM address_3
              WHERE person NOT IN (SELECT person FROM scope_3)
          """,
          """
          INSERT INTO address (key, scope, person, since)
            SELECT a.key, s.scope, dense_rank() OVER (ORDER BY a.person, s.scope), a.since
              FROM address_3 a JOIN scope_3 s ON s.person = a.person
          """,
          """
          INSERT INTO suppression (address, workspace, purpose, stopped, at, said_by)
            SELECT a.key, w.workspace, w.purpose, 1, w.at, w.said_by
              FROM (
                SELECT m.person, s.workspace, s.purpose, s.stopped, s.at, s.said_by,
                    row_number() OVER (PARTITION BY m.person, s.workspace, s.purpose
                      ORDER BY s.at DESC, s.stopped DESC) AS place
                  FROM suppression s JOIN address_3 m ON m.key = s.address) w
                JOIN address_3 a ON a.person = w.person
              WHERE w.place = 1 AND w.stopped = 1 AND NOT EXISTS (
                SELECT 1 FROM scope_3 s WHERE s.person = w.person AND s.scope IN ('', w.workspace))
            ON CONFLICT (address, workspace, purpose) DO UPDATE
              SET stopped = excluded.stopped, at = excluded.at, said_by = excluded.said_by
              WHERE suppression.at < excluded.at OR suppression.stopped = 0
          """,
          """
          INSERT INTO consent (workspace, address, purposes, granted, at, source, wording)
            SELECT c.workspace, a.key, c.purposes, 0, c.at, c.source, c.wording
              FROM consent c JOIN address_3 m ON m.key = c.address
                JOIN address_3 a ON a.person = m.person AND a.key <> m.key
              WHERE c.granted = 0 AND NOT EXISTS (
                  SELECT 1 FROM scope_3 s
                    WHERE s.person = m.person AND s.scope IN ('', c.workspace))
                AND EXISTS (
                  SELECT 1 FROM consent g
                    WHERE g.address = a.key AND g.granted = 1 AND g.at <= c.at)
              ORDER BY c.id
          """,
          "DROP TABLE scope_3",
          "DROP TABLE address_3");

  /**
   * An opt-out outlives the program that wrote it. Version 1 knew one reporter of each address and
   * not since when it was its person's: it counts as its person's for ever. Version 2 knew no
   * windows. Version 3 knew no scopes.
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
          List.of(HEARD, HEARD_AT),
          3,
          SCOPED);

  private PeopleSchema() {}

  /**
   * Lets nobody else change what belongs together until this transaction ends: who writes to a file
   * has it alone, who writes to a database elsewhere has to say so.
   */
  static void alone(SqlDatabase database, SqlSession session) throws SQLException {
    if (!database.locked().isEmpty()) {
      session.first("SELECT name FROM meta WHERE name = 'writer'" + database.locked(), row -> true);
    }
  }
}
