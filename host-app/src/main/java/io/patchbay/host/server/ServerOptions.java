package io.patchbay.host.server;

import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How to serve.
 *
 * @param host the name or address to listen on
 * @param port the port; 0 takes any free one
 * @param publicBaseUrl the address by which providers reach the server, without a slash at its end;
 *     it wins over the configuration's. Null leaves it to that
 * @param limits what callers are granted
 * @param clock tells how old a message is
 */
public record ServerOptions(
    String host, int port, @Nullable URI publicBaseUrl, ServerLimits limits, Clock clock) {
  /** The loopback address, which no other machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /** On any free port of the loopback, with the usual limits. */
  public static ServerOptions loopback() {
    return new ServerOptions(LOOPBACK, 0, null, ServerLimits.standard(), Clock.systemUTC());
  }
}
