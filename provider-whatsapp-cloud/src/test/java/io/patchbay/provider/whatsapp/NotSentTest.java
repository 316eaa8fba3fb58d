package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static io.patchbay.provider.whatsapp.Connections.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendOutcome.Rejected;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fails before the message goes out is rejected, with the proof that nothing was sent. */
class NotSentTest {
  private static SendError rejected(SendOutcome outcome) {
    assertThat(outcome).isInstanceOf(Rejected.class);
    return outcome.error().orElseThrow();
  }

  private static SendError networkError(SendOutcome outcome) {
    SendError error = rejected(outcome);
    assertThat(error.category()).isEqualTo(Category.NETWORK);
    assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
    assertThat(error.scope()).isEqualTo(Scope.CONNECTION);
    return error;
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (SmsConnection connection = Connections.open("http://127.0.0.1:" + port)) {
      SendError error = networkError(connection.send(Connections.text("Hi")));

      assertThat(error.message()).startsWith("Nothing was sent, no connection to 127.0.0.1: ");
      assertThat(error.remedy()).isEqualTo(GraphRemedies.CONNECT);
    }
  }

  /** A host can build such a content; the reader of JSON cannot. */
  @Test
  @SuppressWarnings("NullAway")
  void aDefectBeforeTheCallIsNoUnknown() throws IOException {
    try (RawServer server = RawServer.start(peer -> peer.answer("200 OK", "{}"));
        SmsConnection connection = Connections.open("http://127.0.0.1:" + server.port())) {
      SendOutcome outcome =
          connection.send(request(ANNA, new Media(null, MediaSource.uploaded("1"), null, null)));

      SendError error = rejected(outcome);
      assertThat(error.category()).isEqualTo(Category.PROVIDER_DEFECT);
      assertThat(error.message())
          .startsWith("The WhatsApp Cloud provider failed: java.lang.NullPointerException at ");
      assertThat(error.remedy())
          .isEqualTo(
              "Nothing was sent: it failed before the call. Check that no part of the content is"
                  + " null, and report this to the provider's author.");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void nameIsUnknown() {
    try (SmsConnection connection =
        Connections.open(
            builder ->
                builder.dns(
                    host -> {
                      throw new UnknownHostException(host + ": no such name");
                    }),
            "http://graph.test")) {
      SendError error = networkError(connection.send(Connections.text("Hi")));

      assertThat(error.message()).contains("graph.test: no such name");
      assertThat(error.remedy())
          .isEqualTo("Check the host in baseUrl and whether this machine can resolve names.");
    }
  }

  @Test
  void secondAddressIsTriedWhenTheFirstIsDead() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.answer("200 OK", "{\"messages\":[{\"id\":\"wamid.1\"}]}");
                });
        SmsConnection connection =
            Connections.open(
                builder ->
                    builder.dns(
                        host ->
                            List.of(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                                InetAddress.getLoopbackAddress())),
                "http://graph.test:" + server.port())) {
      assertThat(connection.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void timeRunsOutWhileConnecting() {
    try (SmsConnection connection =
        Connections.open(
            builder -> builder.socketFactory(NeverConnecting.everywhere()), "http://127.0.0.1:1")) {
      networkError(connection.send(request(ANNA, Text.of("Hi"), Duration.ofMillis(200))));
    }
  }

  @Test
  void serverDoesNotSpeakTls() throws IOException {
    try (RawServer server =
            RawServer.start(peer -> peer.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
        SmsConnection connection =
            Connections.open("https://127.0.0.1:" + server.port(), "connectTimeout=2s")) {
      SendError error = networkError(connection.send(Connections.text("Hi")));

      assertThat(error.remedy())
          .isEqualTo(
              "Check this machine's clock and trust store, and whether a proxy replaces certificates.");
    }
  }

  @Test
  void serverResetsDuringTheTlsHandshake() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Peer::reset);
        SmsConnection connection = Connections.open("https://127.0.0.1:" + server.port())) {
      networkError(connection.send(Connections.text("Hi")));
    }
  }

  @Test
  void proxyRefusesTheTunnel() throws IOException {
    try (RawServer proxy =
            RawServer.start(
                peer -> {
                  peer.head();
                  peer.answer("407 Proxy Authentication Required", "");
                });
        SmsConnection connection =
            Connections.open(
                builder ->
                    builder.proxy(
                        new Proxy(
                            Proxy.Type.HTTP,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))),
                "https://graph.test")) {
      networkError(connection.send(Connections.text("Hi")));
    }
  }

  @Test
  void interruptedThreadSendsNothingAndStaysInterrupted() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Peer::hang);
        SmsConnection connection = Connections.open(server.url())) {
      Thread.currentThread().interrupt();
      SendOutcome outcome = connection.send(Connections.text("Hi"));

      assertThat(Thread.interrupted()).isTrue();
      networkError(outcome);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void senderOfSomebodyElseIsRefusedWithoutACall() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Peer::hang);
        SmsConnection connection = Connections.open(server.url())) {
      SendError error =
          rejected(
              connection.send(
                  new SendRequest(
                      ANNA, Text.of("Hi"), "15550006", null, "", Duration.ofSeconds(5))));

      assertThat(error.category()).isEqualTo(Category.SENDER);
      assertThat(error.message())
          .isEqualTo(
              "'15550006' is not this connection's sender; its phone number id is"
                  + " 109876543210123");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void contentThatIsNotDeclaredIsRefusedWithoutACall() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Peer::hang);
        SmsConnection connection = Connections.open(server.url())) {
      SendError error = rejected(connection.send(request(ANNA, new Telegram("Stop"))));

      assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
      assertThat(error.message())
          .isEqualTo("The WhatsApp Cloud provider carries no contents of the kind Telegram");
      assertThat(server.connections()).isZero();
    }
  }

  /** A content that no provider knows. */
  private record Telegram(String words) implements Content {}
}
