package io.patchbay.registry.config;

import io.patchbay.channel.spi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Which database a host is to keep its queue, people and events in. The registry itself opens none.
 *
 * <p>Immutable and thread-safe. Its text holds no password.
 *
 * @param url the JDBC URL of a PostgreSQL, without user and password
 * @param user who connects; null for whom the driver takes by itself
 * @param password its password; null for none
 */
public record DatabaseConfiguration(String url, @Nullable String user, @Nullable Secret password) {
  /** How the connection is protected. */
  public DatabaseTransport transport() {
    return DatabaseTransport.of(url);
  }
}
