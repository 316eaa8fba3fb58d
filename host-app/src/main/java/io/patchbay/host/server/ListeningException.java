package io.patchbay.host.server;

/** The server cannot listen where it was told to. */
public final class ListeningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListeningException(ServerOptions options, String reason) {
    super(
        "Nothing can be served at " + options.host() + ", port " + options.port() + ": " + reason);
  }
}
