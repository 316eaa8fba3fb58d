package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** A server that closes each connection while it is idle, as gateways do after a few seconds. */
class StaleConnectionsTest {
  private static final int SENDS = 100;
  private static final String HOST = "graph.test";

  private final Semaphore closed = new Semaphore(0);

  @Test
  void everySendIsAcceptedOverHttp() throws Exception {
    everySendIsAccepted(ServerSocketFactory.getDefault(), UnaryOperator.identity(), "http", false);
  }

  @Test
  void everySendIsAcceptedAfterAReset() throws Exception {
    everySendIsAccepted(ServerSocketFactory.getDefault(), UnaryOperator.identity(), "http", true);
  }

  @Test
  void everySendIsAcceptedOverTls() throws Exception {
    Certificates certificates = Certificates.of(HOST);
    everySendIsAccepted(certificates.server("http/1.1"), certificates::trustedBy, "https", false);
  }

  private void everySendIsAccepted(
      ServerSocketFactory sockets,
      UnaryOperator<OkHttpClient.Builder> trust,
      String scheme,
      boolean reset)
      throws IOException {
    try (RawServer server =
            RawServer.start(
                sockets,
                peer -> {
                  if (peer.request()) {
                    peer.answer("200 OK", Scenes.OK);
                    if (reset) {
                      peer.reset();
                    } else {
                      peer.close();
                    }
                    closed.release();
                  }
                });
        SmsConnection connection =
            Connections.open(
                client -> Scenes.resolving(trust.apply(client), 1),
                scheme + "://" + HOST + ":" + server.port(),
                "keepAlive=10m")) {
      for (int i = 0; i < SENDS; i++) {
        assertThat(Scenes.send(connection, Scenes.PATIENCE).accepted()).as("send " + i).isTrue();
        closed.acquireUninterruptibly();
        Scenes.awaitIdle();
      }
      assertThat(server.requests()).hasSize(SENDS);
      assertThat(server.connections()).isEqualTo(SENDS);
    }
  }

  @Test
  void aHealthyConnectionIsKept() throws Exception {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  while (peer.request()) {
                    peer.answer("200 OK", Scenes.OK);
                  }
                });
        SmsConnection connection = Connections.open(server.url())) {
      for (int i = 0; i < 10; i++) {
        assertThat(Scenes.send(connection, Duration.ofSeconds(20)).accepted()).isTrue();
        Scenes.awaitIdle();
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
