package io.patchbay.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider author gets for one call, whichever way it ends. */
class OneShotClientTest {
  private static final SendRequest MESSAGE =
      new SendRequest(
          new PhoneNumber("14155550132"), Text.of("Hi"), null, null, "r-1", Duration.ofSeconds(20));

  private final AtomicInteger arrived = new AtomicInteger();
  private final OneShotClient client =
      new OneShotClient(
          new Peer("The pigeon provider", "Pigeon Post", "baseUrl"), NetworkSettings.DEFAULTS);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answers(HttpHandler handler) {
    answers("/", handler);
  }

  private void answers(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          arrived.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          handler.handle(exchange);
          exchange.close();
        });
  }

  private static HttpHandler answer(int status, String body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    };
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private SendOutcome post(Function<HttpAnswer, SendOutcome> reader) {
    Request call = new Request.Builder().url(url()).post(RequestBody.create("x=1", null)).build();
    return client.send(MESSAGE, call, reader);
  }

  private static SendOutcome accepted(HttpAnswer answer) {
    return new SendOutcome.Accepted(answer.status() + " " + answer.body());
  }

  @Test
  void anAnswerOfAnyStatusIsReadByTheProvider() {
    for (int status : new int[] {200, 302, 401, 503}) {
      answers("/" + status, answer(status, "told"));
      for (String method : new String[] {"POST", "GET"}) {
        RequestBody body = method.equals("GET") ? null : RequestBody.create("x=1", null);
        Request call = new Request.Builder().url(url() + status).method(method, body).build();
        assertThat(client.send(MESSAGE, call, OneShotClientTest::accepted))
            .isEqualTo(new SendOutcome.Accepted(status + " told"));
      }
    }
  }

  @Test
  void oneSendIsOneRequestWhateverTheAnswerSuggests() {
    answers(answer(503, "busy"));
    Request call = new Request.Builder().url(url()).build();
    assertThat(client.send(MESSAGE, call, OneShotClientTest::accepted).accepted()).isTrue();
    assertThat(arrived).hasValue(1);
  }

  @Test
  void aMessageThatCouldNotLeaveIsRejected() {
    server.stop(0);
    SendOutcome outcome = post(OneShotClientTest::accepted);
    assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
    SendError error = outcome.error().orElseThrow();
    assertThat(error.category()).isEqualTo(Category.NETWORK);
    assertThat(error.message())
        .startsWith("Nothing was sent, no connection to Pigeon Post: ConnectException");
    assertThat(error.remedy())
        .isEqualTo(
            "Check baseUrl and whether a firewall or proxy keeps this machine from that host.");
  }

  @Test
  void aConnectionThatBreaksAfterTheRequestLeavesTheOutcomeUnknown() {
    answers(exchange -> {});
    SendOutcome outcome = post(OneShotClientTest::accepted);
    assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(outcome.error().map(SendError::category)).contains(Category.NETWORK);
    assertThat(arrived).hasValue(1);
    Request get = new Request.Builder().url(url()).build();
    assertThat(client.send(MESSAGE, get, OneShotClientTest::accepted))
        .isInstanceOf(SendOutcome.Unknown.class);
    assertThat(arrived).hasValue(2);
  }

  @Test
  void anAnswerWithoutEndIsUnreadable() {
    answers(answer(200, "x".repeat(70_000)));
    SendOutcome outcome = post(OneShotClientTest::accepted);
    assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(outcome.error().map(SendError::category)).contains(Category.UNREADABLE_ANSWER);
  }

  @Test
  void aReaderThatThrowsLeavesTheOutcomeUnknownAndIsNotQuoted() {
    answers(answer(200, "told"));
    SendOutcome outcome =
        post(
            answer -> {
              throw new IllegalStateException("quotes " + answer.body());
            });
    assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
    SendError error = outcome.error().orElseThrow();
    assertThat(error.category()).isEqualTo(Category.PROVIDER_DEFECT);
    assertThat(error.message())
        .startsWith("The pigeon provider failed: java.lang.IllegalStateException at ")
        .doesNotContain("told");
  }

  @Test
  void nothingIsSentOnceTheClientIsClosed() {
    answers(answer(200, "told"));
    client.close();
    SendOutcome outcome = post(OneShotClientTest::accepted);
    assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(outcome.error().map(SendError::category)).contains(Category.UNAVAILABLE);
    assertThat(arrived).hasValue(0);
  }
}
