package io.patchbay.provider.whatsapp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Takes one upload of any size, keeps nothing of it but its length, and answers with an id. */
final class CountingServer implements Closeable {
  private final ServerSocket server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong bytes = new AtomicLong();

  private CountingServer(ServerSocket server) {
    this.server = server;
  }

  static CountingServer start() throws IOException {
    CountingServer counting =
        new CountingServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    counting.thread.execute(counting::serve);
    return counting;
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      int at = head.indexOf("Content-Length: ") + 16;
      long length = Long.parseLong(head.substring(at, head.indexOf("\r", at)));
      byte[] step = new byte[64 << 10];
      while (bytes.get() < length) {
        int read = in.read(step);
        if (read < 0) {
          return;
        }
        bytes.addAndGet(read);
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"id\":\"1\"}"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The test sees it in the count.
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** How many bytes of a body have arrived. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.shutdownNow();
  }
}
