package io.patchbay.host.server;

import java.util.IdentityHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections whose request does not come or does not end. A time-out for doing nothing is
 * not enough: who sends one byte now and then never does nothing. For one thread at a time.
 */
final class SlowConnections implements Runnable {
  private final ServerConnector connector;
  private final long betweenRequests;
  private final long inRequest;
  private IdentityHashMap<EndPoint, Seen> seen = new IdentityHashMap<>();

  private record Seen(long in, long out, long since) {}

  SlowConnections(ServerConnector connector, ServerLimits limits) {
    this.connector = connector;
    this.betweenRequests = limits.idle().toNanos();
    this.inRequest = limits.exchange().toNanos();
  }

  @Override
  public void run() {
    look(System.nanoTime());
  }

  private void look(long now) {
    IdentityHashMap<EndPoint, Seen> still = new IdentityHashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection == null) {
        continue;
      }
      long in = connection.getMessagesIn();
      long out = connection.getMessagesOut();
      Seen before = seen.get(endPoint);
      Seen same = before != null && before.in() == in && before.out() == out ? before : null;
      long since = same == null ? now : same.since();
      if (now - since > (in == out ? betweenRequests : inRequest)) {
        // Not the end point: only the connection ends the request, too, which counts as taken.
        connection.close();
      } else {
        still.put(endPoint, new Seen(in, out, since));
      }
    }
    seen = still;
  }
}
