package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.Work;
import java.sql.Connection;
import java.sql.SQLException;

/** Another database under what a test changes of it. */
public abstract class ForwardingDatabase implements SqlDatabase {
  private final SqlDatabase database;

  /** Over this one, which is closed with it. */
  protected ForwardingDatabase(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  @Override
  public <T> T join(Connection connection, Work<T> work) {
    return database.join(connection, work);
  }

  @Override
  public <T> T survey(Work<T> work) {
    return database.survey(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return database.write(work);
  }

  @Override
  public <T> T read(T absent, Work<T> work) {
    return database.read(absent, work);
  }

  @Override
  public <T> T writeSoon(Work<T> work) {
    return database.writeSoon(work);
  }

  @Override
  public void verify() {
    database.verify();
  }

  @Override
  public long now(SqlSession session) throws SQLException {
    return database.now(session);
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
