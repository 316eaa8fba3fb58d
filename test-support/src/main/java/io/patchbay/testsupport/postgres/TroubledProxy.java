package io.patchbay.testsupport.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a program and a PostgreSQL, and makes trouble when a test asks for it: it cuts
 * connections and lets none in, is slow, has the server say that its disk is full, or loses the
 * answer to a commit. Without trouble it passes everything on. {@link #restore} ends every trouble.
 *
 * <p>On 127.0.0.1, at a port that was free. Thread-safe.
 */
public final class TroubledProxy implements AutoCloseable {
  /**
   * The server itself fails, so that it and the program agree on what became of the transaction.
   */
  private static final byte[] FULL =
      query(
          "DO $$BEGIN RAISE EXCEPTION 'could not extend file \"base/1/2\": No space left on device'"
              + " USING ERRCODE = '53100'; END$$");

  private static final long LONGEST_HOLD_NANOS = 50_000_000;

  private final int port;
  private final ServerSocket listening;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean losesCommit = new AtomicBoolean();
  private volatile boolean away;
  private volatile boolean full;
  private volatile Duration delay = Duration.ZERO;

  /** One connection of the program, and the one to the server that belongs to it. */
  private record Link(Socket client, Socket server, AtomicBoolean lost) {
    void end() {
      close(client);
      close(server);
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }

  private TroubledProxy(int port) throws IOException {
    this.port = port;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon("proxy-accept", this::accept);
  }

  /** In front of the server at this port of 127.0.0.1. */
  public static TroubledProxy before(int port) {
    try {
      return new TroubledProxy(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same URL, but through this. */
  public String through(String url) {
    return url.replace(":" + port + "/", ":" + listening.getLocalPort() + "/");
  }

  /** Ends every connection and, from now on, every new one at once. */
  public void cut() {
    away = true;
    links.forEach(Link::end);
  }

  /**
   * From now on everything that a program waits for takes so much longer; what is held up already
   * stays so. With an hour it is a machine that has gone without a word.
   */
  public void slow(Duration each) {
    delay = each;
  }

  /** From now on the server refuses whatever writes, because its disk is full. */
  public void fill() {
    full = true;
  }

  /** Lets the next commit happen, loses its answer, and is cut off then. */
  public void loseNextCommit() {
    losesCommit.set(true);
  }

  /** Whether the commit that was to be lost has been. */
  public boolean lostCommit() {
    return away && !losesCommit.get();
  }

  /** Ends all troubles. */
  public void restore() {
    losesCommit.set(false);
    delay = Duration.ZERO;
    full = false;
    away = false;
  }

  /** How many connections were asked for so far. */
  public int connections() {
    return connections.get();
  }

  /** How often a program has waited for an answer so far. */
  public int requests() {
    return requests.get();
  }

  /** How many writes were refused so far because the disk is full. */
  public int refused() {
    return refused.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        connections.incrementAndGet();
        if (away) {
          client.close();
          continue;
        }
        client.setTcpNoDelay(true);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        server.setTcpNoDelay(true);
        Link link = new Link(client, server, new AtomicBoolean());
        links.add(link);
        if (away) {
          link.end();
        }
        daemon("proxy-requests", () -> carry(link, this::ask));
        daemon("proxy-answers", () -> carry(link, this::answer));
      } catch (IOException e) {
        // The server is away, or this is being closed: the program sees the end of its connection.
      }
    }
  }

  private interface Direction {
    void of(Link link) throws IOException;
  }

  private void carry(Link link, Direction direction) {
    try {
      direction.of(link);
    } catch (IOException e) {
      // One side is gone; the other is ended as well.
    } finally {
      link.end();
      links.remove(link);
    }
  }

  private void ask(Link link) throws IOException {
    Requests said = new Requests(link.client().getInputStream());
    OutputStream server = link.server().getOutputStream();
    Requests.Request request = said.next();
    while (request != null) {
      requests.incrementAndGet();
      hold(link);
      if (request.commits() && losesCommit.compareAndSet(true, false)) {
        link.lost().set(true);
      }
      if (full && request.writes()) {
        refused.incrementAndGet();
        server.write(FULL);
      } else {
        request.passTo(server);
      }
      server.flush();
      request = said.next();
    }
  }

  private void hold(Link link) {
    long end = System.nanoTime() + delay.toNanos();
    long left = end - System.nanoTime();
    while (left > 0 && !link.client().isClosed()) {
      LockSupport.parkNanos(Math.min(left, LONGEST_HOLD_NANOS));
      left = end - System.nanoTime();
    }
  }

  private void answer(Link link) throws IOException {
    InputStream server = link.server().getInputStream();
    OutputStream client = link.client().getOutputStream();
    byte[] buffer = new byte[1 << 13];
    int length = server.read(buffer);
    while (length >= 0) {
      if (link.lost().get()) {
        cut();
        return;
      }
      client.write(buffer, 0, length);
      client.flush();
      length = server.read(buffer);
    }
  }

  private static byte[] query(String statement) {
    byte[] text = statement.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(6 + text.length)
        .put((byte) 'Q')
        .putInt(5 + text.length)
        .put(text)
        .put((byte) 0)
        .array();
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      // Then the end of the process closes it.
    }
    links.forEach(Link::end);
  }
}
