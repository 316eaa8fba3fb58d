package io.patchbay.delivery.store;

import io.patchbay.registry.storage.SqlSession;
import io.patchbay.registry.storage.StorageException;
import java.sql.SQLException;

/**
 * Where the tables are. Implementations are thread-safe; they block on I/O and throw {@link
 * StorageException}: nothing of the transaction has happened then, or it is not known whether it
 * has, when the connection broke while it was committed.
 */
public interface Database extends AutoCloseable {
  /** Reads what is committed. */
  <T> T read(Work<T> work);

  /** Reads what may take long, and holds up nobody who reads what does not. */
  default <T> T survey(Work<T> work) {
    return read(work);
  }

  /** Runs one transaction; what it wrote is on the disk when this returns. */
  <T> T write(Work<T> work);

  /**
   * The time by which everything in the database is judged, in milliseconds since 1970. Where
   * several machines share a database it is the database's, so that their clocks need not agree.
   */
  long now(SqlSession session) throws SQLException;

  /**
   * What to append to a selection whose rows only this transaction may change, so that it passes
   * over those of others.
   *
   * @param table the name of the table within the selection
   */
  String skippingLocked(String table);

  /**
   * What to append to a selection whose rows only this transaction may change, waiting for them.
   */
  String locked();

  /** Where it is, for messages to people; without a password. */
  String describe();

  @Override
  void close();
}
