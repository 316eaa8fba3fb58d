package io.patchbay.store.internal;

import io.patchbay.store.StorageException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where tables are: a file of SQLite or a schema of PostgreSQL. Statements are written so that both
 * run them; what they cannot say alike is here. Implementations are thread-safe; they block on I/O
 * and throw {@link StorageException}: nothing of the transaction has happened then, or it is not
 * known whether it has, when the connection broke while it was committed.
 */
public interface SqlDatabase extends AutoCloseable {
  /** Reads what is committed. */
  <T> T read(Work<T> work);

  /**
   * Reads what is committed, or nothing where nothing has ever been written.
   *
   * @param absent the answer while there are no tables, for a database that is made by its first
   *     write
   */
  default <T> T read(T absent, Work<T> work) {
    return read(work);
  }

  /** Reads what may take long, and holds up nobody who reads what does not. */
  default <T> T survey(Work<T> work) {
    return read(work);
  }

  /** Runs one transaction; what it wrote is on the disk when this returns. */
  <T> T write(Work<T> work);

  /**
   * Runs one transaction that everybody sees when this returns, and that is on the disk a moment
   * later: it outlives the end of this process and not a failure of the database's machine. For
   * what is cheap to lose and written often.
   */
  default <T> T writeSoon(Work<T> work) {
    return write(work);
  }

  /**
   * Runs work within a transaction of the host, who commits it or rolls it back. The work runs
   * once; after a failure the transaction can only be rolled back.
   *
   * @param connection leads to this database, without auto-commit
   * @throws IllegalArgumentException when the connection commits by itself
   * @throws IllegalStateException when the database is a file
   */
  default <T> T join(Connection connection, Work<T> work) {
    throw new IllegalStateException(
        describe() + " is a file, which has no transactions of the host to join; use PostgreSQL");
  }

  /**
   * Reads all there is, where the database is a file, and throws when it is damaged. Takes as long
   * as reading it all.
   */
  default void verify() {}

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
