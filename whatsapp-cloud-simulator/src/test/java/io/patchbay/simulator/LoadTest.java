package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
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

  /**
   * Answers would be held back for 40 ms; in a process of its own, for the server reads it once.
   */
  @Test
  void theServerSendsAnswersWithoutDelayUnlessTheHostDecidedOtherwise() throws Exception {
    assertThat(noDelay()).isEqualTo("true");
    assertThat(noDelay("-Dsun.net.httpserver.nodelay=false")).isEqualTo("false");
  }

  private static String noDelay(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadTest.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /** Prints the setting of the JDK's server once a simulator runs. */
  @SuppressWarnings({"SystemOut", "try"})
  public static void main(String[] arguments) {
    try (WhatsAppCloudSimulator simulator = WhatsAppCloudSimulator.builder().start()) {
      System.out.println(System.getProperty("sun.net.httpserver.nodelay"));
    }
  }
}
