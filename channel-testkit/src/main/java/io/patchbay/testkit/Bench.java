package io.patchbay.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The two servers, accounts and connections that the rules of one contract use. */
final class Bench implements AutoCloseable {
  static final Duration TIME_OUT = Duration.ofSeconds(10);
  static final String REFERENCE = "pb1.acme.kit.1";

  private final ProviderUnderTest author;
  private final MutableClock clock = new MutableClock(Payloads.NOW);
  private final List<SmsConnection> opened = new ArrayList<>();
  private final WireMockServer first = server();
  private final WireMockServer second = server();

  Bench(ProviderUnderTest author) {
    this.author = author;
  }

  private static WireMockServer server() {
    return new WireMockServer(
        wireMockConfig().bindAddress("127.0.0.1").dynamicPort().containerThreads(20));
  }

  void start() {
    first.start();
    second.start();
  }

  void clear() {
    first.resetAll();
    second.resetAll();
    author.service().ifPresent(service -> answer(service.success()));
  }

  void closeConnections() {
    opened.forEach(SmsConnection::close);
    opened.clear();
  }

  @Override
  public void close() {
    first.stop();
    second.stop();
  }

  Account account() {
    return new Account("first", URI.create(first.baseUrl() + "/"), "f1r5t".repeat(7).substring(3));
  }

  Account otherAccount() {
    return new Account(
        "second", URI.create(second.baseUrl() + "/"), "s3c0nd".repeat(6).substring(4));
  }

  ProviderDescriptor descriptor() {
    return author.provider().descriptor();
  }

  Settings settings(Account account) {
    return Settings.of(descriptor().settings(), author.settings(account));
  }

  SmsConnection connect() {
    return connect(account());
  }

  SmsConnection connect(Account account) {
    return connect(account, author.settings(account));
  }

  /** Opens a connection and forgets what was asked while it was opened, which one rule forbids. */
  SmsConnection connect(Account account, Map<String, List<String>> values) {
    SmsConnection connection = open(account, values);
    first.resetRequests();
    second.resetRequests();
    return connection;
  }

  SmsConnection open(Account account, Map<String, List<String>> values) {
    SmsProvider provider = author.provider();
    SmsConnection connection =
        provider.connect(
            new ConnectionContext(
                new InstanceId("kit", account.name()),
                Settings.of(provider.descriptor().settings(), values),
                clock));
    opened.add(connection);
    return connection;
  }

  /** The service; a test that needs one does not bind a provider without HTTP. */
  Service service() {
    Optional<Service> service = author.service();
    assumeTrue(service.isPresent(), "binds only providers that use HTTP");
    return service.orElseThrow();
  }

  boolean http() {
    return author.service().isPresent();
  }

  void answer(Answer answer) {
    answer(response(answer));
  }

  void answer(ResponseDefinitionBuilder response) {
    first.stubFor(any(anyUrl()).willReturn(response));
    second.stubFor(any(anyUrl()).willReturn(response));
  }

  static ResponseDefinitionBuilder response(Answer answer) {
    ResponseDefinitionBuilder response =
        aResponse().withStatus(answer.status()).withBody(answer.body());
    answer.headers().forEach(response::withHeader);
    return response;
  }

  /** The requests to the first account's service that may have delivered a message. */
  List<LoggedRequest> deliveries() {
    return deliveries(first);
  }

  /** The same for the other account. */
  List<LoggedRequest> otherDeliveries() {
    return deliveries(second);
  }

  private List<LoggedRequest> deliveries(WireMockServer server) {
    return server.findAll(anyRequestedFor(anyUrl())).stream()
        .filter(request -> author.delivers(request.getMethod().getName(), request.getUrl()))
        .toList();
  }

  /** How many requests of any kind both services got. */
  int requests() {
    return first.findAll(anyRequestedFor(anyUrl())).size()
        + second.findAll(anyRequestedFor(anyUrl())).size();
  }

  /** A content that the provider carries; a text if it does. */
  Content content() {
    ProviderDescriptor descriptor = descriptor();
    return Payloads.contents().stream()
        .filter(content -> descriptor.carries(content.getClass()))
        .findFirst()
        .or(() -> author.ownContents().stream().findFirst())
        .orElseThrow(
            () -> new AssertionError("Override ownContents(): the provider has kinds of its own"));
  }

  /** An address that the provider reaches. */
  Address address() {
    return Payloads.addresses().stream()
        .filter(address -> descriptor().recipients().contains(address.getClass()))
        .findFirst()
        .orElseThrow();
  }

  SendRequest request() {
    return request(content(), address());
  }

  SendRequest request(Content content, Address to) {
    return request(content, to, null, reference(), TIME_OUT);
  }

  SendRequest request(
      Content content, Address to, @Nullable String from, String reference, Duration timeout) {
    return new SendRequest(to, content, from, null, reference, timeout);
  }

  /** A reference of the usual form, or as much of one as the provider can echo. */
  String reference() {
    int length = descriptor().referenceLength();
    return length == 0 || length >= REFERENCE.length() ? REFERENCE : REFERENCE.substring(0, length);
  }

  /** What became of a send whose connection was closed while it waited for the answer. */
  Attempted closedWhileSending() {
    try (SilentServer silent = new SilentServer()) {
      SmsConnection connection = connect(account().at(silent.address()));
      int before = silent.requests();
      CompletableFuture<Attempted> sending = begin(connection, Duration.ofMillis(500));
      Conditions.await(() -> silent.requests() > before || sending.isDone());
      connection.close();
      Conditions.await(sending::isDone);
      return sending.join();
    }
  }

  /** Begins a send of the usual message on a thread of its own. */
  CompletableFuture<Attempted> begin(SmsConnection connection, Duration timeout) {
    SendRequest request = request(content(), address(), null, reference(), timeout);
    CompletableFuture<Attempted> sending = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> sending.complete(attempt(connection, request)), "testkit-sender");
    thread.setDaemon(true);
    thread.start();
    return sending;
  }

  /** What became of a send that is not expected to throw, but may. */
  static Attempted attempt(SmsConnection connection, SendRequest request) {
    try {
      return new Attempted(connection.send(request), null);
    } catch (Throwable e) {
      return new Attempted(null, e);
    }
  }

  /**
   * An outcome, or what was thrown instead.
   *
   * @param outcome the outcome
   * @param thrown what was thrown
   */
  record Attempted(@Nullable SendOutcome outcome, @Nullable Throwable thrown) {}
}
