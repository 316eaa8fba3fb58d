package io.patchbay.provider.httpgateway;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A server that misbehaves byte by byte and counts the requests that reached it whole. */
final class RawGateway implements Closeable {
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RawGateway(Behaviour behaviour) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> accept(behaviour));
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        threads.execute(() -> serve(behaviour, new Peer(socket)));
      }
    } catch (IOException | RejectedExecutionException e) {
      return;
    }
  }

  private static void serve(Behaviour behaviour, Peer peer) {
    try (Socket socket = peer.socket) {
      behaviour.serve(peer);
      socket.shutdownOutput();
    } catch (IOException e) {
      // The client went away, which is its right.
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Heads and bodies of the requests that arrived whole. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** What the server does with a connection. */
  interface Behaviour {
    void serve(Peer peer) throws IOException;
  }

  /** One connection, seen from the server. */
  final class Peer {
    private final Socket socket;

    Peer(Socket socket) {
      this.socket = socket;
    }

    /** Reads the head of a request; empty when there is none. */
    String head() throws IOException {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
      }
      return head.toString(StandardCharsets.UTF_8);
    }

    /** Reads a whole request and counts it; false when there is none. */
    boolean request() throws IOException {
      String head = head();
      String lower = head.toLowerCase(Locale.ROOT);
      int at = lower.indexOf("content-length:");
      int length =
          at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
      byte[] body = socket.getInputStream().readNBytes(length);
      if (head.isEmpty() || body.length < length) {
        return false;
      }
      requests.add(head + new String(body, StandardCharsets.UTF_8));
      return true;
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }

    /** A whole answer that leaves the connection open. */
    void answer(String status, String body) throws IOException {
      write("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Ends the connection in an orderly way. */
    void close() throws IOException {
      socket.close();
    }

    /** Drops the connection so that the client sees a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Does nothing until the client has gone away or the server is closed. */
    void hang() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // What it sends is of no interest.
      }
    }
  }
}
