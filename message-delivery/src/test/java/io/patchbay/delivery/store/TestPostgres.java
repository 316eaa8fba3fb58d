package io.patchbay.delivery.store;

import io.patchbay.store.PostgresSettings;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.testsupport.postgres.PostgresServer;
import io.patchbay.testsupport.postgres.TroubledProxy;
import java.time.Duration;

/** Settings and databases of the queue in the PostgreSQL server of this test run. */
public final class TestPostgres {
  private TestPostgres() {}

  /** A schema that nothing uses yet. */
  public static PostgresSettings settings() {
    return settings(PostgresServer.shared());
  }

  /** A schema of another server that nothing uses yet. */
  public static PostgresSettings settings(PostgresServer server) {
    return PostgresSettings.of(server.url(), "postgres", "")
        .withSchema(PostgresServer.newSchema())
        .withPatience(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** A database in a schema that nothing uses yet. */
  public static PostgresDatabase database() {
    return new PostgresDatabase(settings());
  }

  /** The same settings, through a proxy. */
  public static PostgresSettings through(TroubledProxy proxy, PostgresSettings settings) {
    return new PostgresSettings(
        proxy.through(settings.url()),
        settings.user(),
        settings.password(),
        settings.schema(),
        settings.connections(),
        settings.connectWithin(),
        settings.answerWithin());
  }
}
