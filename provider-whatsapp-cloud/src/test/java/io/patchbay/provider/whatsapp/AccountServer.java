package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.internal.account.AccountClient;
import io.patchbay.provider.whatsapp.internal.account.AccountErrors;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A Graph API on the loopback that answers as told, and a connection to it. */
final class AccountServer implements AutoCloseable {
  static final String ACCOUNT = "102290129340398";
  static final String NUMBER = "/v25.0/" + Connections.NUMBER_ID;

  /** Instead of settings: no account's id. */
  static final String NO_ACCOUNT = "no account";

  private final WireMockServer server =
      new WireMockServer(
          options().dynamicPort().bindAddress("127.0.0.1").extensions(ReceivedBodies.listener()));
  private final SmsConnection connection;

  private AccountServer(Clock clock, String... settings) {
    server.start();
    String[] all =
        Stream.of(settings).anyMatch(NO_ACCOUNT::equals)
            ? new String[0]
            : Stream.concat(Stream.of("businessAccountId=" + ACCOUNT), Stream.of(settings))
                .toArray(String[]::new);
    ConnectionContext usual = Connections.context(Connections.settings(url(), all));
    connection =
        new WatchedConnection(
            new WhatsAppCloudProvider()
                .connect(new ConnectionContext(usual.instance(), usual.settings(), clock)));
  }

  static AccountServer start(String... settings) {
    return new AccountServer(Connections.CLOCK, settings);
  }

  static AccountServer start(Clock clock, String... settings) {
    return new AccountServer(clock, settings);
  }

  /** A client without a connection around it. */
  static AccountClient client(String baseUrl, String... settings) {
    CloudSettings read = CloudSettings.from(Connections.settings(baseUrl, settings));
    TokenRedaction redaction = new TokenRedaction(read);
    return new AccountClient(
        read,
        new GraphClient(read, UnaryOperator.identity()),
        new AccountErrors(new Classifier(redaction), redaction, Connections.CLOCK));
  }

  String url() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  SmsConnection connection() {
    return connection;
  }

  <C> C use(Class<C> type) {
    return connection.capability(type).orElseThrow();
  }

  WireMockServer wire() {
    return server;
  }

  AccountServer answer(String method, String path, String body) {
    return answer(method, path, 200, body);
  }

  AccountServer answer(String method, String path, int status, String body) {
    return answer(method, path, aResponse().withStatus(status).withBody(body));
  }

  AccountServer answer(String method, String path, ResponseDefinitionBuilder answer) {
    server.stubFor(request(method, urlPathEqualTo(path)).willReturn(answer));
    return this;
  }

  /** All requests so far in their order. */
  List<LoggedRequest> requests() {
    List<LoggedRequest> requests = new ArrayList<>();
    server.getAllServeEvents().forEach(event -> requests.add(0, event.getRequest()));
    return requests;
  }

  /** All requests so far in their order: method, address and body. */
  List<String> seen() {
    return requests().stream()
        .map(
            request ->
                (request.getMethod() + " " + request.getUrl() + " " + request.getBodyAsString())
                    .strip())
        .toList();
  }

  /** The error of the exception that the call ends with. */
  static SendError error(ThrowingCallable call) {
    Throwable thrown = Assertions.catchThrowable(call);
    Assertions.assertThat(thrown).isInstanceOf(ProviderException.class);
    return ((ProviderException) thrown).error();
  }

  @Override
  public void close() {
    connection.close();
    server.stop();
  }
}
