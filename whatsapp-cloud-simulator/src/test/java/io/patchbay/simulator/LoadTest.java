package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 16;
  private static final int EACH = 625;

  @Test
  void tenThousandMessagesOverSixteenConnectionsAreCountedAndReported() throws Exception {
    try (CallbackReceiver callback = new CallbackReceiver();
        WhatsAppCloudSimulator simulator =
            WhatsAppCloudSimulator.builder()
                .messagesPerSecond(1_000_000)
                .callbackUrl(callback.url())
                .start()) {
      ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
      try {
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          int base = 14155000 + i;
          running.add(clients.submit(() -> sendMany(simulator, base)));
        }
        int accepted = 0;
        for (Future<Integer> client : running) {
          accepted += client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(accepted).isEqualTo(CONNECTIONS * EACH);
      } finally {
        clients.shutdownNow();
      }
      List<ReceivedMessage> received = simulator.received();
      assertThat(received).hasSize(CONNECTIONS * EACH);
      assertThat(received).extracting(ReceivedMessage::wamid).doesNotHaveDuplicates();
      assertThat(received).extracting(ReceivedMessage::to).doesNotHaveDuplicates();
      SimulatorCounts counts = simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(counts.connections()).isEqualTo(CONNECTIONS);
      assertThat(counts.sends()).isEqualTo(CONNECTIONS * EACH);
      assertThat(counts.statusesDelivered()).isEqualTo(3L * CONNECTIONS * EACH);
      assertThat(callback.statuses()).hasSize(3 * CONNECTIONS * EACH);
      assertThat(counts.webhooksDelivered()).as("batched").isLessThan(3L * CONNECTIONS * EACH / 5);
    }
  }

  private static int sendMany(WhatsAppCloudSimulator simulator, int base) throws IOException {
    int accepted = 0;
    try (RawConnection connection = new RawConnection(simulator)) {
      for (int i = 0; i < EACH; i++) {
        connection.send(TestClient.text(Integer.toString(base) + (100 + i)));
        accepted += connection.answer().status() == 200 ? 1 : 0;
      }
    }
    return accepted;
  }

  @Test
  void fiveHundredConnectionsStayOpenBetweenRequests() throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder().messagesPerSecond(100_000).start()) {
      for (int i = 0; i < 500; i++) {
        connections.add(new RawConnection(simulator));
      }
      for (int round = 0; round < 2; round++) {
        for (RawConnection connection : connections) {
          connection.send(TestClient.text("14155551234"));
          assertThat(connection.answer().status()).isEqualTo(200);
        }
      }
      assertThat(simulator.counts().openConnections()).isEqualTo(500);
      for (RawConnection connection : connections) {
        connection.close();
      }
      assertThat(simulator.await(counts -> counts.openConnections() == 0, PATIENCE)).isTrue();
    }
  }

  @Test
  void anAnswerIsNotHeldBackForFortyMilliseconds() throws Exception {
    assertThat(medianMillis()).isLessThan(20);
  }

  /** In a process of its own, because the JDK's server reads its settings once. */
  @Test
  void notEvenWhereTheServersOwnSettingWouldHoldItBack() throws Exception {
    try (SocketChannel channel = SocketChannel.open()) {
      assumeTrue(
          channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK),
          "Only systems with TCP_QUICKACK can be helped");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.nodelay=false",
                "-cp",
                System.getProperty("java.class.path"),
                LoadTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(Integer.parseInt(printed)).isLessThan(20);
  }

  /** Prints the median time of an answer in milliseconds. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    System.out.println(medianMillis());
  }

  private static long medianMillis() throws Exception {
    Callable<Long> measured =
        () -> {
          try (WhatsAppCloudSimulator simulator =
                  WhatsAppCloudSimulator.builder().messagesPerSecond(100_000).start();
              RawConnection connection = new RawConnection(simulator)) {
            long[] nanos = new long[101];
            for (int i = 0; i < nanos.length; i++) {
              long start = System.nanoTime();
              connection.send(TestClient.text("14155551234"));
              connection.answer();
              nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return nanos[nanos.length / 2] / 1_000_000;
          }
        };
    return measured.call();
  }
}
