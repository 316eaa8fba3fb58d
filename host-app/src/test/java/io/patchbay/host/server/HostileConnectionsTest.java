package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that send nothing, little or slowly do not keep the server from the others. */
class HostileConnectionsTest {
  private static final String POST =
      ServerRig.head("POST /webhooks/acme/scripted HTTP/1.1", "Host: x", "Content-Length: 1000000");

  private final List<Socket> sockets = new ArrayList<>();
  private ServerRig rig = new ServerRig();

  @AfterEach
  void close() throws IOException {
    close(sockets);
    rig.close();
  }

  private static void close(List<Socket> open) throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void restart(int connections, int threads, Duration idle) {
    restart(connections, threads, idle, ServerLimits.standard().bodyBytes());
  }

  private void restart(int connections, int threads, Duration idle, int bodyBytes) {
    rig.close();
    ServerLimits usual = ServerLimits.standard();
    rig =
        new ServerRig(
            new ServerLimits(
                connections,
                threads,
                idle,
                idle.multipliedBy(2),
                usual.webhookBytes(),
                usual.messageBytes(),
                bodyBytes,
                usual.grace()));
  }

  private void connect(int count, String text) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = rig.connect();
      sockets.add(socket);
      ServerRig.write(socket, text);
    }
  }

  private void assertThatOthersAreServed() {
    for (int i = 0; i < 20; i++) {
      assertThat(
              rig.send(
                      rig.request("/webhooks/acme/scripted")
                          .timeout(Duration.ofSeconds(5))
                          .POST(BodyPublishers.ofString("hello"))
                          .build())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aThousandThatSendNothing() throws IOException {
    connect(1_000, "");

    assertThatOthersAreServed();
  }

  @Test
  void aThousandThatDoNotEndTheirHead() throws IOException {
    connect(1_000, "POST /webhooks/acme/scripted HTTP/1.1\r\nHost: x\r\nX-A: ");

    assertThatOthersAreServed();
  }

  @Test
  void moreThanThereAreThreadsThatDoNotSendTheirBody() throws IOException {
    restart(500, 8, Duration.ofSeconds(30));
    connect(100, POST + "a");

    assertThatOthersAreServed();
  }

  @Test
  void moreThanThereAreThreadsThatSendOnlyTheBeginningOfALargeBody() throws IOException {
    restart(500, 8, Duration.ofSeconds(30));
    connect(50, POST + "a".repeat(200_000));

    assertThatOthersAreServed();
  }

  @Test
  void whatTheBodiesUnderWayHoldTogetherIsBounded() throws IOException {
    restart(500, 64, Duration.ofSeconds(30), 8_000_000);
    connect(5, POST + "a".repeat(200_000));

    Conditions.await(
        "one is answered: four of a million each are as many as are waited for",
        () -> sockets.stream().anyMatch(HostileConnectionsTest::answered));
    Socket refused =
        sockets.stream().filter(HostileConnectionsTest::answered).findFirst().orElseThrow();
    assertThat(new String(refused.getInputStream().readNBytes(200), StandardCharsets.US_ASCII))
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("Retry-After: 1\r\n");
    assertThat(sockets.stream().filter(HostileConnectionsTest::answered)).hasSizeLessThan(2);
    assertThatOthersAreServed();

    close(sockets);
    Conditions.await("all is given back", () -> postMegabytes() == 200);
  }

  private static boolean answered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int postMegabytes() {
    return rig.send(
            rig.request("/webhooks/acme/scripted")
                .POST(BodyPublishers.ofByteArray(new byte[3_000_000]))
                .build())
        .statusCode();
  }

  @Test
  void theBodyOfAWebhookForNobodyIsNotReadAtAll() throws IOException {
    connect(1, POST.replace("/scripted", "/nothing") + "a".repeat(200_000));

    byte[] answer = sockets.get(0).getInputStream().readNBytes("HTTP/1.1 404".length());
    assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 404");
  }

  @Test
  void oneThatSendsAByteNowAndThenIsCutOff() throws IOException {
    restart(500, 8, Duration.ofMillis(500));
    Socket socket = rig.connect();
    sockets.add(socket);
    CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> readToTheEnd(socket));

    Conditions.await(
        "it is cut off",
        () -> {
          try {
            ServerRig.write(socket, "G");
            return ended.isDone();
          } catch (IOException e) {
            return true;
          }
        });

    assertThat(ended).succeedsWithin(ServerRig.PATIENCE);
  }

  @Test
  void oneWhoseBodyStopsIsCutOffAndNothingIsHandedOver() throws IOException {
    restart(500, 8, Duration.ofMillis(500));
    connect(1, POST + "abc");

    assertThat(CompletableFuture.runAsync(() -> readToTheEnd(sockets.get(0))))
        .succeedsWithin(ServerRig.PATIENCE);
    assertThat(rig.provider.webhooks).isEmpty();
    assertThat(rig.server.drain()).as("it does not count as under way").isTrue();
  }

  @Test
  void moreConnectionsThanAllowedWaitUntilOneIsFree() throws IOException {
    restart(5, 8, Duration.ofSeconds(30));
    connect(5, "");
    CompletableFuture<Integer> sixth =
        rig.sendAsync(rig.request("/health").build()).thenApply(response -> response.statusCode());
    assertThat(sixth).isNotDone();

    sockets.get(0).close();

    assertThat(sixth).succeedsWithin(ServerRig.PATIENCE).isEqualTo(200);
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() throws IOException {
    connect(1, ServerRig.head("GET /health HTTP/1.1", "Host: x", "X-A: " + "a".repeat(20_000)));

    byte[] answer = sockets.get(0).getInputStream().readNBytes("HTTP/1.1 431".length());
    assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 431");
  }

  private static void readToTheEnd(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // Reset is an end, too.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
