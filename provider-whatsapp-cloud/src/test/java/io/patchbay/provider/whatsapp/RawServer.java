package io.patchbay.provider.whatsapp;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A server that misbehaves as a test tells it to, byte by byte, and counts what reached it: every
 * connection, and every request that arrived whole. Only on the loopback.
 */
final class RawServer implements Closeable {
  private static final int LONGEST_REQUEST = 1 << 20;

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private RawServer(ServerSocket server) {
    this.server = server;
  }

  static RawServer start(Behaviour behaviour) throws IOException {
    return start(ServerSocketFactory.getDefault(), behaviour);
  }

  static RawServer start(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
    RawServer raw =
        new RawServer(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    raw.threads.execute(() -> raw.accept(behaviour));
    return raw;
  }

  private void accept(Behaviour behaviour) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        threads.execute(() -> serve(behaviour, new Peer(socket)));
      } catch (IOException | RejectedExecutionException e) {
        return;
      }
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

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** The bodies of the requests that arrived whole. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
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

    /** Reads a whole request and counts it; false when there is none. */
    boolean request() throws IOException {
      String head = head();
      return !head.isEmpty() && body(head);
    }

    /** Reads what follows a head and counts the request; false when it does not arrive whole. */
    boolean body(String head) throws IOException {
      String given = field(head, "content-length:");
      int length = given.isEmpty() ? 0 : Integer.parseInt(given);
      byte[] body = socket.getInputStream().readNBytes(Math.min(length, LONGEST_REQUEST));
      if (body.length < length) {
        return false;
      }
      String text = new String(body, StandardCharsets.UTF_8);
      String[] first = head.substring(0, head.indexOf('\r')).split(" ", -1);
      ReceivedBodies.add(first[0], first[1], field(head, "content-type:"), text);
      requests.add(text);
      return true;
    }

    /** What a head says in a field, in lower case; empty when it does not have it. */
    private String field(String head, String name) {
      String lower = head.toLowerCase(Locale.ROOT);
      int at = lower.indexOf("\n" + name);
      return at < 0 ? "" : lower.substring(at + 1 + name.length(), lower.indexOf('\r', at)).strip();
    }

    /** The next bytes, as they come. */
    InputStream in() throws IOException {
      return socket.getInputStream();
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Counts a message that arrived whole and was read by somebody else. */
    void arrived(String body) {
      String path = "/v25.0/" + Connections.NUMBER_ID + "/messages";
      ReceivedBodies.add("POST", path, "application/json", body);
      requests.add(body);
    }

    /** Waits for the client to begin. */
    void firstByte() throws IOException {
      socket.getInputStream().read();
    }

    /** Reads the head of a request only. */
    String head() throws IOException {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (head.size() < LONGEST_REQUEST) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
        if (next == '\n' && head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
          break;
        }
      }
      return head.toString(StandardCharsets.UTF_8);
    }

    void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A whole answer that leaves the connection open. */
    void answer(String status, String body) throws IOException {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      write("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
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
      while (closed.getCount() > 0 && socket.getInputStream().read() >= 0) {
        // What it sends is of no interest.
      }
    }

    /** Waits, unless the server is closed before. */
    void pause(long milliseconds) throws IOException {
      try {
        if (closed.await(milliseconds, TimeUnit.MILLISECONDS)) {
          throw new IOException("closed");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
