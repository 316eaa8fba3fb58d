package io.patchbay.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Answers every message as accepted, in a process of its own and with one thread, so that the
 * client is what is measured. A path that begins with {@code /50/} is answered after 50
 * milliseconds, one with {@code /0/} at once, and one with {@code /echo/} at once with the number
 * that it was sent to, as the real one does.
 */
final class LoopbackServer implements AutoCloseable {
  private static final String BODY =
      "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"14155551234\",\"wa_id\":"
          + "\"14155551234\"}],\"messages\":[{\"id\":\"wamid.HBgLMTQxNTU1NTEyMzQVAgARGBI5QTNDQTVCM0Q0"
          + "Q0Q2RTY3RTcA\",\"message_status\":\"accepted\"}]}";
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: "
              + BODY.length()
              + "\r\nVary: Origin, Accept-Encoding\r\nfacebook-api-version: v25.0\r\n"
              + "x-fb-request-id: AbCdEfGhIjKlMnOpQrStUvW\r\nx-fb-trace-id: AbCdEfGhIjK\r\n"
              + "Cache-Control: private, no-cache, no-store, must-revalidate\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);
  private static final String NUMBER = "14155551234";
  private static final int LARGEST_REQUEST = 1 << 14;

  private final Process process;
  private final String url;

  private LoopbackServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts the process and waits until it listens. */
  static LoopbackServer start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LoopbackServer.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new LoopbackServer(process, "http://127.0.0.1:" + output.readLine() + "/");
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Serves until the process is ended; prints its port first. */
  public static void main(String[] arguments) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      System.out.println(server.socket().getLocalPort());
      Deque<Due> due = new ArrayDeque<>();
      while (true) {
        serve(selector, due);
      }
    }
  }

  private static void serve(Selector selector, Deque<Due> due) throws IOException {
    Due next = due.peek();
    if (next == null) {
      selector.select();
    } else {
      long left = next.at - System.nanoTime();
      if (left > 0) {
        selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      } else {
        selector.selectNow();
      }
    }
    Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
    while (keys.hasNext()) {
      SelectionKey key = keys.next();
      keys.remove();
      if (key.isAcceptable()) {
        accept(selector, (ServerSocketChannel) key.channel());
      } else {
        ((Peer) key.attachment()).read(key, due);
      }
    }
    while (!due.isEmpty() && due.peek().at - System.nanoTime() <= 0) {
      due.remove().peer.answer();
    }
  }

  private static void accept(Selector selector, ServerSocketChannel server) throws IOException {
    SocketChannel channel = server.accept();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.register(selector, SelectionKey.OP_READ, new Peer(channel));
  }

  /** An answer that is to be given later; all wait equally long, so that they stay in order. */
  private record Due(long at, Peer peer) {}

  private static final class Peer {
    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.allocate(LARGEST_REQUEST);

    Peer(SocketChannel channel) {
      this.channel = channel;
    }

    void read(SelectionKey key, Deque<Due> due) {
      try {
        if (channel.read(request) < 0) {
          key.cancel();
          channel.close();
          return;
        }
        String text =
            new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || request.position() < head + 4 + length(text)) {
          return;
        }
        request.clear();
        if (text.startsWith("POST /50/")) {
          due.add(new Due(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50), this));
        } else if (text.startsWith("POST /echo/")) {
          channel.write(ByteBuffer.wrap(answerTo(text)));
        } else {
          answer();
        }
      } catch (IOException e) {
        key.cancel();
      }
    }

    private static byte[] answerTo(String request) {
      int at = request.indexOf("\"to\":\"") + 6;
      String number = request.substring(at, request.indexOf('"', at));
      return new String(ANSWER, StandardCharsets.US_ASCII)
          .replace(NUMBER, number)
          .getBytes(StandardCharsets.US_ASCII);
    }

    private static int length(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      int at = lower.indexOf("content-length:") + 15;
      return Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)).strip());
    }

    void answer() {
      try {
        channel.write(ByteBuffer.wrap(ANSWER));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
