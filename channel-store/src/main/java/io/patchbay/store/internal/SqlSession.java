package io.patchbay.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on one connection and keeps them prepared: give it texts that are constants. For
 * one thread at a time, inside the work that a {@link SqlDatabase} runs.
 */
public final class SqlSession {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private boolean reading;

  /** A session on an open connection, which it closes with itself. */
  public SqlSession(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** The row at which the result stands. */
    T of(ResultSet row) throws SQLException;
  }

  /** All rows. */
  public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    try (ResultSet result = bound(sql, values).executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.of(result));
      }
      return rows;
    }
  }

  /** The first row; null when there is none. */
  public <T> @Nullable T first(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (ResultSet result = bound(sql, values).executeQuery()) {
      return result.next() ? row.of(result) : null;
    }
  }

  /** Changes rows and says how many. */
  public int update(String sql, @Nullable Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  /**
   * Runs one statement for many rows of values, in one journey where the database is elsewhere.
   *
   * @return how many rows each changed
   */
  public int[] batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return new int[0];
    }
    PreparedStatement statement = bound(sql);
    for (@Nullable Object[] values : rows) {
      bind(statement, values);
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  /** Whether this is inside a transaction, which may yet be taken back. */
  public boolean writing() throws SQLException {
    return !reading && !connection.getAutoCommit();
  }

  /** Reads in a transaction, so that what the statement at its start sets ends with it. */
  <T> T reading(String start, Work<T> work) throws SQLException {
    reading = true;
    try {
      return inTransaction(
          inside -> {
            inside.execute(start);
            return work.with(inside);
          });
    } finally {
      reading = false;
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    bind(statement, values);
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  int version() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA user_version")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  /**
   * Runs work in one transaction: all of it happens or, when this throws, nothing; or it is not
   * known, when the connection breaks while it is committed.
   */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.with(this);
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      takeBack(e);
      throw e;
    }
    connection.setAutoCommit(true);
    return result;
  }

  /** On a connection that is broken this fails as well, which is not what is to be told. */
  private void takeBack(Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** Closes the statements, and leaves the connection to whoever it belongs to. */
  void forget() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }

  /** Closes the connection. */
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What is closed for a failure has told of it; after a success there is nothing left to do.
    }
  }
}
