package io.patchbay.support;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Finds HTTP/1.1 connections that the server has closed while they were idle, before a request is
 * written to them: nothing was sent, so that the call goes on over another connection. OkHttp looks
 * itself only after ten seconds. HTTP/2 connections are read all the time and need no look.
 *
 * <p>A look costs a millisecond, which the socket waits for something to read. A connection in
 * steady use is not looked at. One that is closed after the look, or within five milliseconds of
 * its last answer, may still take a request with it, whose outcome is unknown.
 *
 * <p>Thread-safe.
 */
final class StaleConnections {
  private static final Duration STEADY_USE = Duration.ofMillis(5);

  /** More than a pool holds: each look removes the connection that it finds closed. */
  private static final int MOST_TRIES = 100;

  /** When the last answer came over a connection, by System.nanoTime. */
  private final Map<Connection, Long> answeredAt = Collections.synchronizedMap(new WeakHashMap<>());

  /** For the application's side: repeats what was not sent. */
  Response again(Interceptor.Chain chain) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return chain.proceed(chain.request());
      } catch (Stale e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** For the network's side: looks, and remembers when the connection was used. */
  Response look(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection == null || connection.protocol() != Protocol.HTTP_1_1) {
      return chain.proceed(chain.request());
    }
    Long answered = answeredAt.remove(connection);
    if (answered != null
        && System.nanoTime() - answered > STEADY_USE.toNanos()
        && isClosed(connection.socket())) {
      connection.socket().close();
      throw new Stale();
    }
    Response response = chain.proceed(chain.request());
    answeredAt.put(connection, System.nanoTime());
    return response;
  }

  /** Whether there is an end to read, or something that no request asked for. */
  private static boolean isClosed(Socket socket) {
    try {
      int usual = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        var unused = socket.getInputStream().read();
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(usual);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /** The connection was closed before the request. */
  private static final class Stale extends IOException {
    private static final long serialVersionUID = 1L;

    Stale() {
      super("the server has closed its kept connections");
    }
  }
}
