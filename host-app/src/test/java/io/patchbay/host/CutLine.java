package io.patchbay.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine that a test can cut and mend. Thread-safe. */
final class CutLine implements AutoCloseable {
  private final int target;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  CutLine(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Ends every connection, and each that comes. */
  void cut() {
    cut = true;
    List.copyOf(open).forEach(CutLine::close);
  }

  void mend() {
    cut = false;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cut-line");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        open.add(client);
        if (cut) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(server);
        start(() -> forward(client, server));
        start(() -> forward(server, client));
        if (cut) {
          cut();
        }
      } catch (IOException e) {
        // Closed, or the server is gone: the next connection will tell.
      }
    }
  }

  private void forward(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Cut.
    } finally {
      new ArrayList<>(List.of(from, to)).forEach(CutLine::close);
      open.removeAll(List.of(from, to));
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
