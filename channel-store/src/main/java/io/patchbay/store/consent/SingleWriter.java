package io.patchbay.store.consent;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;

/** Keeps transactions apart that read something and then change it. Stateless. */
final class SingleWriter {
  private SingleWriter() {}

  /**
   * Lets nobody else change what belongs together until this transaction ends: who writes to a file
   * has it alone, who writes to a database elsewhere has to say so.
   */
  static void hold(SqlDatabase database, SqlSession session) throws SQLException {
    if (!database.locked().isEmpty()) {
      session.first("SELECT name FROM meta WHERE name = 'writer'" + database.locked(), row -> true);
    }
  }
}
