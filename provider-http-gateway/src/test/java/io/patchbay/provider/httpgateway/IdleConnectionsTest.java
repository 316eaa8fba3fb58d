package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway that ends each connection while it is idle, before {@code keepAlive} is over. */
class IdleConnectionsTest {
  private static final int SENDS = 100;

  @ParameterizedTest
  @CsvSource({"POST, false", "POST, true", "GET, false", "GET, true"})
  void everySendIsAcceptedOverAConnectionOfItsOwn(String method, boolean reset) throws IOException {
    Semaphore ended = new Semaphore(0);
    try (RawGateway gateway =
        new RawGateway(
            peer -> {
              if (peer.request()) {
                peer.answer("200 OK", FaultsTest.OK);
                if (reset) {
                  peer.reset();
                } else {
                  peer.close();
                }
                ended.release();
              }
            })) {
      SmsConnection connection = FaultsTest.connect(method, gateway.url());
      for (int i = 0; i < SENDS; i++) {
        SendOutcome outcome = connection.send(FaultsTest.request("r-" + i, Duration.ofSeconds(20)));
        assertThat(outcome.accepted()).as(() -> "send: " + outcome).isTrue();
        ended.acquireUninterruptibly();
        awaitIdle();
      }
      connection.close();
      assertThat(gateway.requests()).hasSize(SENDS);
    }
  }

  /** Longer than a connection is in steady use after an answer. */
  private static void awaitIdle() {
    long end = System.nanoTime() + Duration.ofMillis(20).toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
