package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.SqliteSchema;
import io.patchbay.store.internal.Work;
import java.nio.file.Path;
import java.time.Clock;

/**
 * One SQLite file with a write-ahead log, flushed at every commit. For the processes of one
 * machine; its clock is that of the machine.
 *
 * <p>Thread-safe.
 */
public final class SqliteDatabase implements SqlDatabase {
  /** The name of the default file. */
  public static final String FILE = "delivery.db";

  private final io.patchbay.store.internal.SqliteDatabase file;
  private final io.patchbay.store.internal.SqliteDatabase surveyed;
  private final Clock clock;

  /**
   * A database in a file, which is created when it is not there.
   *
   * @param file where
   * @param clock by which everything in it is judged
   */
  public SqliteDatabase(Path file, Clock clock) {
    this.file = new io.patchbay.store.internal.SqliteDatabase(file, SqliteSchema.queue());
    this.surveyed = this.file.again();
    this.clock = clock;
    write(session -> true);
  }

  @Override
  public <T> T read(Work<T> work) {
    // The constructor has created the file: a reader that finds none has lost it.
    return file.read(work);
  }

  @Override
  public <T> T survey(Work<T> work) {
    return surveyed.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return file.write(work);
  }

  @Override
  public void verify() {
    surveyed.verify();
  }

  @Override
  public long now(SqlSession session) {
    return clock.millis();
  }

  @Override
  public String skippingLocked(String table) {
    return "";
  }

  @Override
  public String locked() {
    return "";
  }

  @Override
  public String describe() {
    return file.path().toString();
  }

  @Override
  public void close() {
    file.close();
    surveyed.close();
  }
}
