package io.patchbay.delivery.postgres;

import io.patchbay.delivery.store.Database;
import io.patchbay.delivery.store.Work;
import io.patchbay.registry.storage.SqliteSession;
import java.time.Clock;

/** A database that is judged by a clock of the test. Thread-safe as what it is given. */
public final class ClockedDatabase implements Database {
  private final Database database;
  private final Clock clock;

  /** Closing it closes the database. */
  public ClockedDatabase(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return database.write(work);
  }

  @Override
  public long now(SqliteSession session) {
    return clock.millis();
  }

  @Override
  public String skippingLocked(String table) {
    return database.skippingLocked(table);
  }

  @Override
  public String locked() {
    return database.locked();
  }

  @Override
  public String describe() {
    return database.describe();
  }

  @Override
  public void close() {
    database.close();
  }
}
