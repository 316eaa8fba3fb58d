package io.patchbay.registry.config;

import io.patchbay.channel.spi.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says to a host that serves HTTP. The registry itself serves nothing.
 * Immutable and thread-safe.
 *
 * @param publicBaseUrl the address by which providers reach the host, without a slash at its end;
 *     signatures cover it. Null when it is not given
 * @param apiKeys what callers of the host's own API prove themselves with, each of them good; empty
 *     when the API is to stay closed
 * @param delivery what it says of the queue
 */
public record ServerConfiguration(
    @Nullable URI publicBaseUrl, List<Secret> apiKeys, DeliveryConfiguration delivery) {
  /** Copies the list. */
  public ServerConfiguration {
    apiKeys = List.copyOf(apiKeys);
  }

  /** Nothing is said. */
  public static ServerConfiguration none() {
    return new ServerConfiguration(null, List.of(), DeliveryConfiguration.none());
  }
}
