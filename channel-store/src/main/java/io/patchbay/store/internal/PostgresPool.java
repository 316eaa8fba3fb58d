package io.patchbay.store.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.store.PostgresSettings;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of our own to PostgreSQL, and what we ask of each. Apart from {@link
 * PostgresDatabase}, which works with a host's connections without these libraries. Stateless.
 */
final class PostgresPool {
  private PostgresPool() {}

  /** The one pool of a database. */
  static HikariDataSource open(PostgresSettings settings) {
    PGSimpleDataSource source = source(settings);
    source.setOptions(
        "-c " + String.join(" -c ", PostgresDatabase.properties(settings.answerWithin())));
    HikariConfig config = new HikariConfig();
    config.setPoolName("patchbay-" + settings.schema());
    config.setDataSource(source);
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(settings.connectWithin().toMillis());
    config.setValidationTimeout(
        Math.max(250, Math.min(5000, settings.connectWithin().toMillis() / 2)));
    // The tables are there, so the database is: what happens from now on is told when it is used.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Connections that are not kept, with the same properties. */
  static PGSimpleDataSource source(PostgresSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(settings.url());
    } catch (IllegalArgumentException e) {
      // Without the cause, which repeats the whole text.
      throw new IllegalArgumentException(
          "The URL of the database cannot be read; it looks like"
              + " jdbc:postgresql://host:5432/database");
    }
    if (settings.user() != null) {
      source.setUser(settings.user());
    }
    if (settings.password() != null) {
      source.setPassword(settings.password());
    }
    source.setApplicationName("patchbay");
    source.setCurrentSchema(settings.schema());
    source.setConnectTimeout(seconds(settings.connectWithin()));
    source.setLoginTimeout(seconds(settings.connectWithin()));
    source.setTcpKeepAlive(true);
    // It quotes whole rows: numbers of people and texts of messages.
    source.setLogServerErrorDetail(false);
    // Rewritten ones do not say which rows were new.
    source.setReWriteBatchedInserts(false);
    // The database gives a statement up first; this is for one that does not answer at all.
    source.setSocketTimeout(seconds(settings.answerWithin()) + 5);
    return source;
  }

  static int seconds(Duration duration) {
    return (int) Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
