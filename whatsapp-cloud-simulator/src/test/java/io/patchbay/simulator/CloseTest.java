package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CloseTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(
            thread ->
                thread.getName().startsWith("patchbay-simulator")
                    || thread.getName().startsWith("HTTP-Dispatcher")
                    || thread.getName().startsWith("server-timer")
                    || thread.getName().startsWith("idle-timeout"))
        .collect(Collectors.toSet());
  }

  private static void assertGone(Set<Thread> before) throws InterruptedException {
    Set<Thread> left = threads();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void closingUnderLoadLeavesNoThreadAndEndsEveryConnection() throws Exception {
    Set<Thread> before = threads();
    WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder().messagesPerSecond(1_000_000).start();
    int port = simulator.baseUrl().getPort();
    AtomicInteger answered = new AtomicInteger();
    AtomicBoolean surprised = new AtomicBoolean();
    List<Thread> clients =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> new Thread(() -> sendUntilCut(port, answered, surprised)))
            .toList();
    clients.forEach(Thread::start);
    assertThat(simulator.await(counts -> counts.accepted() > 200, PATIENCE)).isTrue();
    assertThat(threads()).isNotEqualTo(before);

    simulator.close();

    for (Thread client : clients) {
      client.join(PATIENCE.toMillis());
      assertThat(client.isAlive()).isFalse();
    }
    assertThat(surprised).isFalse();
    assertThat(answered.get())
        .isPositive()
        .isLessThanOrEqualTo((int) simulator.counts().accepted());
    assertGone(before);
    assertThat(simulator.counts().openConnections()).isZero();
    assertThatThrownBy(() -> new RawConnection(port)).isInstanceOf(ConnectException.class);
  }

  private static void sendUntilCut(int port, AtomicInteger answered, AtomicBoolean surprised) {
    try (RawConnection connection = new RawConnection(port)) {
      while (true) {
        connection.send(TestClient.text("14155551234"));
        if (connection.answer().status() == 200) {
          answered.incrementAndGet();
        } else {
          surprised.set(true);
        }
      }
    } catch (IOException cut) {
      return;
    }
  }

  @Test
  void closingDoesNotWaitForACallbackThatNeverAnswers() throws Exception {
    Set<Thread> before = threads();
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WhatsAppCloudSimulator simulator =
          WhatsAppCloudSimulator.builder()
              .callbackUrl(TestClient.uri(mute.getLocalPort(), "/hook"))
              .callbackTimeout(Duration.ofDays(1))
              .statusDelay(Duration.ZERO)
              .start();
      new TestClient(simulator).send(TestClient.text("14155551234"));
      try (java.net.Socket connection = mute.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo('P');
        simulator.close();
      }
      assertGone(before);
    }
  }

  @Test
  void closingTwiceIsClosingOnceAndWhatWasReceivedStays() {
    WhatsAppCloudSimulator simulator = WhatsAppCloudSimulator.builder().start();
    String address = simulator.toString();
    new TestClient(simulator).send(TestClient.text("14155551234"));
    simulator.close();
    simulator.close();
    assertThat(simulator).hasToString(address);
    assertThat(simulator.received()).hasSize(1);
    assertThat(simulator.counts().accepted()).isEqualTo(1);
  }

  @Test
  void aThousandStatusesThatWaitAreDiscarded() throws Exception {
    Set<Thread> before = threads();
    WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder()
            .messagesPerSecond(1_000)
            .statusDelay(Duration.ofHours(1))
            .callbackUrl(TestClient.uri(9, "/hook"))
            .start();
    TestClient client = new TestClient(simulator);
    for (int i = 0; i < 50; i++) {
      client.send(TestClient.text("14155551234"));
    }
    assertThat(simulator.counts().changesPending()).isEqualTo(150);
    simulator.close();
    assertGone(before);
    assertThat(simulator.counts().changesPending()).isZero();
    assertThat(simulator.counts().changesDiscarded()).isEqualTo(150);
  }

  @Test
  void aTakenPortIsNamedAndLeavesNothingBehind() throws Exception {
    Set<Thread> before = threads();
    try (WhatsAppCloudSimulator first = WhatsAppCloudSimulator.builder().start()) {
      int taken = first.baseUrl().getPort();
      assertThatThrownBy(() -> WhatsAppCloudSimulator.builder().port(taken).start())
          .isInstanceOf(java.io.UncheckedIOException.class)
          .hasMessage(
              "The simulator cannot listen on 127.0.0.1:%d; choose another port, or 0 for any free one"
                  .formatted(taken));
    }
    assertGone(before);
  }
}
