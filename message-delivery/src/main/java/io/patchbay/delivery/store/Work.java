package io.patchbay.delivery.store;

import io.patchbay.registry.storage.SqliteSession;
import java.sql.SQLException;

/** Work inside one transaction. It may be run again from the start when it met another one. */
@FunctionalInterface
public interface Work<T> {
  /** Does it. The session is not to be kept. */
  T with(SqliteSession session) throws SQLException;
}
