package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.time.Clock;

/** A database that is judged by a clock of the test. Thread-safe as what it is given. */
public final class ClockedDatabase extends ForwardingDatabase {
  private final Clock clock;

  /** Closing it closes the database. */
  public ClockedDatabase(SqlDatabase database, Clock clock) {
    super(database);
    this.clock = clock;
  }

  @Override
  public long now(SqlSession session) {
    return clock.millis();
  }
}
