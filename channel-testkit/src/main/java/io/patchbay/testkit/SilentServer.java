package io.patchbay.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads whatever it is sent and never answers. */
final class SilentServer implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();

  SilentServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("testkit-silent", this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  /** How many connections carried anything. */
  int requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        start("testkit-silent-reader", () -> read(socket));
      }
    } catch (IOException e) {
      // Closed: nobody is to be told.
      sockets.forEach(SilentServer::closeQuietly);
    }
  }

  private void read(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      byte[] buffer = new byte[8192];
      if (in.read(buffer) > 0) {
        requests.incrementAndGet();
      }
      while (in.read(buffer) >= 0) {
        // Nothing is ever answered.
      }
    } catch (IOException e) {
      closeQuietly(socket);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(SilentServer::closeQuietly);
  }
}
