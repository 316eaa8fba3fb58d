package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConnectionFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private CallbackReceiver callback;
  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    callback = new CallbackReceiver();
    simulator =
        WhatsAppCloudSimulator.builder()
            .callbackUrl(callback.url())
            .statusDelay(Duration.ofMillis(1))
            .start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
    callback.close();
  }

  @Nested
  class ResetAfterReading {
    private final String body = TestClient.text(MagicRecipient.RESET_AFTER_READING.number());

    @Test
    void theClientSeesARealReset() throws IOException {
      try (RawConnection connection = new RawConnection(simulator)) {
        connection.send(body);
        assertThatThrownBy(connection::answer)
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
    }

    @Test
    void theMessageWasTakenAndItsStatusesCome() {
      assertThatThrownBy(
              () -> client.attempt(client.post("v25.0/" + TestClient.NUMBER + "/messages", body)))
          .isInstanceOf(IOException.class);
      ReceivedMessage received = simulator.awaitReceived(1, PATIENCE).get(0);
      assertThat(received.accepted()).isTrue();
      assertThat(received.status()).isZero();
      simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(callback.statuses()).hasSize(3);
      assertThat(simulator.counts().sends()).isEqualTo(1);
    }

    @Test
    void theNextRequestOnANewConnectionIsServed() throws IOException {
      try (RawConnection connection = new RawConnection(simulator)) {
        connection.send(TestClient.text("14155551234"));
        assertThat(connection.answer().status()).isEqualTo(200);
        connection.send(body);
        assertThatThrownBy(connection::answer).isInstanceOf(SocketException.class);
      }
      assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(200);
      assertThat(simulator.accepted())
          .extracting(ReceivedMessage::connection)
          .containsExactly(1L, 1L, 2L);
    }
  }

  @Nested
  class ResetBeforeReading {
    @Test
    void byNumberNothingIsRecordedAndNothingFollows() throws IOException {
      try (RawConnection connection = new RawConnection(simulator)) {
        connection.send(TestClient.text(MagicRecipient.RESET_BEFORE_READING.number()));
        assertThatThrownBy(connection::answer)
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
      SimulatorCounts counts = simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(simulator.received()).isEmpty();
      assertThat(counts.sends()).isZero();
      assertThat(counts.accepted()).isZero();
      assertThat(counts.changesDiscarded()).isZero();
    }

    @Test
    void byOrderTheResetComesAtTheHeaders() throws IOException {
      simulator.treatNextAs(MagicRecipient.RESET_BEFORE_READING, 1);
      try (RawConnection connection = new RawConnection(simulator)) {
        // The body is announced and never sent: whoever waited for it would wait for ever.
        connection.sendHeaders(1_000);
        assertThatThrownBy(connection::answer)
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
      assertThat(simulator.counts().requests()).isZero();
      assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(200);
    }
  }

  @Nested
  class NoAnswer {
    private final String body = TestClient.text(MagicRecipient.NO_ANSWER.number());

    @Test
    void theClientRunsIntoItsOwnTimeOutAndTheStatusesComeAllTheSame() {
      assertThatThrownBy(
              () ->
                  client.attempt(
                      client
                          .post("v25.0/" + TestClient.NUMBER + "/messages", body)
                          .timeout(Duration.ofMillis(300))))
          .isInstanceOf(HttpTimeoutException.class);
      simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(callback.statuses()).hasSize(3);
      assertThat(simulator.accepted()).hasSize(1);
      assertThat(simulator.await(counts -> counts.openConnections() == 0, PATIENCE))
          .as("the simulator lets go of a client that gave up")
          .isTrue();
    }

    @Test
    void aHundredSilentConnectionsHoldUpNobody() throws Exception {
      try (WhatsAppCloudSimulator fast =
          WhatsAppCloudSimulator.builder().messagesPerSecond(1_000).start()) {
        RawConnection[] held = new RawConnection[100];
        for (int i = 0; i < held.length; i++) {
          held[i] = new RawConnection(fast);
          held[i].send(body);
        }
        fast.awaitReceived(held.length, PATIENCE);
        assertThat(new TestClient(fast).send(TestClient.text("14155551234")).statusCode())
            .isEqualTo(200);
        for (RawConnection connection : held) {
          connection.close();
        }
      }
    }

    @Test
    void closingTheSimulatorEndsTheWait() throws IOException {
      try (RawConnection connection = new RawConnection(simulator)) {
        connection.send(body);
        simulator.awaitReceived(1, PATIENCE);
        simulator.close();
        assertThatThrownBy(connection::answer)
            .isInstanceOfAny(SocketException.class, EOFException.class);
      }
    }
  }
}
