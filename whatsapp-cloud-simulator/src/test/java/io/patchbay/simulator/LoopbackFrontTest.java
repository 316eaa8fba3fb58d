package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LoopbackFrontTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void bytesArriveWholeAndInOrderWhenBothSidesAreFull() throws Exception {
    byte[] sent = new byte[24 * MEGABYTE];
    new Random(7).nextBytes(sent);
    Tally tally = new Tally();
    List<Integer> gone = new CopyOnWriteArrayList<>();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    // The common pool may have a single thread, and the writer would keep the server from starting.
    Executor threads = task -> new Thread(task).start();
    try (ServerSocket echo = new ServerSocket(0, 1, loopback);
        LoopbackFront front =
            new LoopbackFront(
                new InetSocketAddress(loopback, 0),
                new InetSocketAddress(loopback, echo.getLocalPort()),
                tally,
                gone::add)) {
      front.start();
      CompletableFuture<Void> server = CompletableFuture.runAsync(() -> echo(echo), threads);
      try (Socket client = new Socket(loopback, front.port())) {
        client.setSoTimeout(10_000);
        CompletableFuture<Void> writer =
            CompletableFuture.runAsync(() -> write(client, sent), threads);
        // The writer can only come to its end if somebody reads, and nobody does until the pipes
        // are full.
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] part = new byte[MEGABYTE];
        for (int left = sent.length; left > 0; ) {
          int read = client.getInputStream().read(part);
          assertThat(read).isPositive();
          digest.update(part, 0, read);
          left -= read;
        }
        writer.join();
        assertThat(digest.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(sent));
      }
      assertThat(tally.await(counts -> counts.openConnections() == 0, Duration.ofSeconds(10)))
          .isTrue();
      server.join();
      assertThat(gone).hasSize(1);
    }
  }

  @Test
  void aServerThatIsNotThereEndsTheConnectionOfTheClientOnly() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress nobody;
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      nobody = new InetSocketAddress(loopback, free.getLocalPort());
    }
    try (LoopbackFront front =
        new LoopbackFront(new InetSocketAddress(loopback, 0), nobody, new Tally(), port -> {})) {
      front.start();
      for (int i = 0; i < 2; i++) {
        try (Socket client = new Socket(loopback, front.port())) {
          assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
      }
    }
  }

  /** Stops reading once its own answers are not taken, as a server does. */
  private static void echo(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Socket client, byte[] bytes) {
    try {
      OutputStream out = client.getOutputStream();
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
