package io.patchbay.store.internal;

import java.sql.SQLException;

/**
 * Work inside one transaction. It may be run again from the start when it met another one. Runs on
 * one thread, that of whoever asked for the transaction.
 */
@FunctionalInterface
public interface Work<T> {
  /** Does it. The session is not to be kept. */
  T with(SqlSession session) throws SQLException;
}
