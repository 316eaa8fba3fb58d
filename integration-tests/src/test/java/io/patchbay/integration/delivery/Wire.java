package io.patchbay.integration.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The network between a host and a provider, on 127.0.0.1. It can be cut. Thread-safe. */
final class Wire implements AutoCloseable {
  private final URI target;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean cut;

  Wire(URI target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** What stands for the target at this end. */
  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + target.getPath());
  }

  /** Ends every connection, wherever a request stands, and lets none in. */
  void cut() {
    cut = true;
    open.forEach(Wire::close);
  }

  void mend() {
    cut = false;
  }

  /** How many connections were asked for so far. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        connections.incrementAndGet();
        open.add(near);
        if (cut) {
          close(near);
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(far);
        if (cut) {
          close(near);
          close(far);
        }
        daemon(() -> carry(near, far));
        daemon(() -> carry(far, near));
      } catch (IOException e) {
        // The other end is away, or this is being closed.
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 13];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        out.write(buffer, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // It was cut, or one end has closed it.
    } finally {
      open.remove(from);
    }
  }

  private static void close(Socket socket) {
    try {
      // Not a polite end: whoever still writes is told that nobody listens.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    close(listening);
    open.forEach(Wire::close);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
