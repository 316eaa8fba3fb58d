package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.support.OneShotClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever breaks, a request arrives once at most, and nothing is called refused that may have. */
class FaultsTest {
  static final String OK = "{\"id\":\"7\"}";

  /** A row of the matrix. */
  record Fault(String name, Category category, RawGateway.Behaviour behaviour) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Fault answering(String status, Category category) {
    return new Fault(
        status,
        category,
        peer -> {
          while (peer.request()) {
            peer.answer(status, "");
          }
        });
  }

  /** Faults after which nobody can tell. */
  static Stream<Fault> unknown() {
    return Stream.of(
        answering("301 Moved\r\nLocation: /x", Category.UNKNOWN_SERVER),
        answering("302 Found\r\nLocation: /x", Category.UNKNOWN_SERVER),
        answering("307 Temporary Redirect\r\nLocation: /x", Category.UNKNOWN_SERVER),
        answering("308 Permanent Redirect\r\nLocation: /x", Category.UNKNOWN_SERVER),
        answering("408 Request Timeout", Category.UNKNOWN_SERVER),
        answering("409 Conflict", Category.UNKNOWN_SERVER),
        answering("421 Misdirected Request", Category.UNKNOWN_SERVER),
        answering("500 Internal Server Error", Category.UNKNOWN_SERVER),
        answering("503 Service Unavailable\r\nRetry-After: 0", Category.UNKNOWN_SERVER),
        answering("503 Service Unavailable\r\nRetry-After: 1", Category.UNKNOWN_SERVER),
        answering("407 Proxy Authentication\r\nProxy-Authenticate: Basic", Category.NETWORK),
        answering("200 OK", Category.UNREADABLE_ANSWER),
        new Fault("closed after the request", Category.NETWORK, RawGateway.Peer::request),
        new Fault(
            "reset after the request",
            Category.NETWORK,
            peer -> {
              peer.request();
              peer.reset();
            }),
        new Fault(
            "reset within the head",
            Category.NETWORK,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\nContent-");
              peer.reset();
            }),
        new Fault(
            "body cut off",
            Category.NETWORK,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
            }),
        new Fault(
            "broken chunks",
            Category.NETWORK,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            }),
        new Fault(
            "no HTTP",
            Category.NETWORK,
            peer -> {
              peer.request();
              peer.write("SSH-2.0-OpenSSH_9.6 Hello Ada, your code is 4711\r\n");
            }),
        new Fault(
            "no answer",
            Category.NETWORK,
            peer -> {
              peer.request();
              peer.hang();
            }),
        new Fault("closed at once", Category.NETWORK, peer -> {}),
        new Fault("reset at once", Category.NETWORK, RawGateway.Peer::reset),
        new Fault(
            "an endless answer",
            Category.UNREADABLE_ANSWER,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                peer.write("x".repeat(8192));
              }
            }));
  }

  static Stream<Map.Entry<String, Fault>> methods() {
    return Stream.of("POST", "PUT", "GET")
        .flatMap(method -> unknown().map(fault -> Map.entry(method, fault)));
  }

  static SmsConnection connect(String method, String url) {
    Map<String, List<String>> settings =
        Map.of(
            "method", List.of(method),
            "url", List.of(url),
            "query", List.of("to={to}", "text={text}", "ref={reference}"),
            "answerId", List.of("id"));
    return Examples.connect(settings);
  }

  static SendRequest request(String reference, Duration timeout) {
    return new SendRequest(
        new PhoneNumber("14155550132"),
        Text.of("Hello Ada, your code is 4711"),
        null,
        null,
        reference,
        timeout);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void requestArrivesOnceAtMostAndTheOutcomeIsUnknown(Map.Entry<String, Fault> row)
      throws IOException {
    Fault fault = row.getValue();
    try (RawGateway gateway = new RawGateway(fault.behaviour())) {
      SmsConnection connection = connect(row.getKey(), gateway.url());
      SendOutcome outcome = connection.send(request("r-1", Duration.ofMillis(800)));
      connection.close();

      if (fault.name().endsWith("at once") && outcome instanceof SendOutcome.Rejected) {
        // The end came before the request had begun to leave: then nothing arrived either.
        assertThat(gateway.requests()).isEmpty();
      } else {
        assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
      }
      assertThat(outcome.error().map(SendError::category)).contains(fault.category());
      assertThat(outcome.toString()).doesNotContain("4711", "Ada", "14155550132");
      assertThat(gateway.requests()).hasSizeLessThan(2);
    }
  }

  /** A connection that was used before is what clients like to try again with. */
  @ParameterizedTest
  @MethodSource("methods")
  void usedConnectionsAreNoExcuse(Map.Entry<String, Fault> row) throws IOException {
    RawGateway.Behaviour second = row.getValue().behaviour();
    try (RawGateway gateway =
        new RawGateway(
            peer -> {
              if (peer.request()) {
                peer.answer("200 OK", OK);
                second.serve(peer);
              }
            })) {
      SmsConnection connection = connect(row.getKey(), gateway.url());
      SendOutcome first = connection.send(request("r-1", Duration.ofSeconds(10)));
      SendOutcome broken = connection.send(request("r-2", Duration.ofMillis(800)));
      connection.close();

      assertThat(first.accepted()).isTrue();
      List<String> arrived =
          gateway.requests().stream().filter(text -> text.contains("r-2")).toList();
      assertThat(arrived).hasSizeLessThan(2);
      // A connection that is seen to be closed is not used: then the second went over a new one.
      assertThat(broken.accepted() && arrived.isEmpty()).isFalse();
      assertThat(broken).isNotInstanceOf(SendOutcome.Rejected.class);
    }
  }

  @Test
  void whatNeverLeftIsRejected() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    SmsConnection connection = connect("POST", "http://127.0.0.1:" + port + "/");
    SendOutcome outcome = connection.send(request("r-1", Duration.ofSeconds(10)));
    assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(outcome.error().map(SendError::category)).contains(Category.NETWORK);
  }

  @Test
  void defectBeforeTheCallIsRejected() throws IOException {
    try (RawGateway gateway = new RawGateway(RawGateway.Peer::request)) {
      GatewaySettings settings =
          GatewaySettings.from(
              Settings.of(
                  new HttpGatewayProvider().descriptor().settings(),
                  Map.of(
                      "url",
                      List.of(gateway.url()),
                      "query",
                      List.of("to={to}", "text={text}"),
                      "answerId",
                      List.of("id"))));
      RequestSettings own = settings.request();
      // OkHttp throws: HEAD has no body. The check of the settings allows no such method.
      RequestSettings broken =
          new RequestSettings(
              "HEAD",
              own.url(),
              own.query(),
              own.headers(),
              own.body(),
              own.bodyType(),
              own.phones(),
              own.senders(),
              own.maxLength(),
              own.gsm7Name(),
              own.ucs2Name());
      SmsConnection connection =
          new GatewayConnection(
              new GatewaySettings(
                  broken,
                  settings.credentials(),
                  settings.answer(),
                  settings.callback(),
                  settings.network(),
                  settings.host(),
                  settings.rate()),
              new OneShotClient(HttpGatewayProvider.PEER, settings.network()),
              Clock.systemUTC());
      SendOutcome outcome = connection.send(request("r-1", Duration.ofSeconds(10)));
      connection.close();

      assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(outcome.error().map(SendError::category)).contains(Category.PROVIDER_DEFECT);
      assertThat(outcome.error().map(SendError::message).orElseThrow())
          .startsWith("The HTTP gateway provider failed: java.lang.IllegalArgumentException at ");
      assertThat(gateway.requests()).isEmpty();
    }
  }

  @Test
  void aHandshakeThatFailsIsRejected() throws IOException {
    try (RawGateway gateway = new RawGateway(peer -> peer.write("HTTP/1.1 400 Bad\r\n\r\n"))) {
      SmsConnection connection = connect("GET", gateway.url().replace("http:", "https:"));
      SendOutcome outcome = connection.send(request("r-1", Duration.ofSeconds(10)));
      assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(outcome.error().map(SendError::remedy))
          .contains(
              "Check this machine's clock and trust store, and whether a proxy replaces certificates.");
    }
  }
}
