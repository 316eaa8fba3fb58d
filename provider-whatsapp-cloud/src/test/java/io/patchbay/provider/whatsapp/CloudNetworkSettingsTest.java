package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudNetworkSettingsTest {
  private static final String GRAPH = "http://graph.test";

  private static List<SettingProblem> problems(String... settings) {
    return new WhatsAppCloudProvider().check(Connections.settings("http://127.0.0.1:1", settings));
  }

  private static OkHttpClient client(String... settings) {
    return CloudSettings.from(Connections.settings("http://127.0.0.1:1", settings))
        .network()
        .apply(new OkHttpClient.Builder())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "proxy, https://proxy.example:3128",
    "proxy, http://user@proxy.example:3128",
    "proxy, http://user:hush@proxy.example:3128",
    "proxy, http://proxy.example:3128/path",
    "proxy, http://proxy.example:3128/?x=1",
    "proxy, http://proxy.example:3128/#x",
    "poolSize, 0",
    "poolSize, 1001",
    "poolSize, -1",
    "keepAlive, 0s",
    "keepAlive, PT0.0001S",
    "keepAlive, 11m",
    "pingInterval, PT0.0001S",
    "pingInterval, 11m"
  })
  void valuesOutOfBoundsAreFound(String key, String value) {
    assertThat(problems(key + "=" + value))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo(key);
              assertThat(problem.toString()).doesNotContain("hush");
            });
  }

  @Test
  void pingsCanBeSwitchedOff() {
    assertThat(problems("pingInterval=0s")).isEmpty();
    assertThat(client("pingInterval=0s").pingIntervalMillis()).isZero();
    assertThat(client("pingInterval=7s").pingIntervalMillis()).isEqualTo(7_000);
    assertThat(client().pingIntervalMillis()).isEqualTo(15_000);
  }

  @Test
  void proxyIsLookedUpOnlyWhenItIsNeeded() {
    Proxy proxy = client("proxy=http://proxy.example:3128").proxy();

    assertThat(proxy)
        .isEqualTo(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)));
  }

  @Test
  void unreachableProxyIsNamedInTheError() throws IOException {
    int port = Scenes.deadPort();
    try (SmsConnection connection =
        Connections.open("https://graph.test", "proxy=http://127.0.0.1:" + port)) {
      assertThat(connection.send(Connections.text("Hi")).error())
          .hasValueSatisfying(
              error -> {
                assertThat(error.message())
                    .startsWith(
                        "Nothing was sent, no connection to graph.test through the proxy 127.0.0.1:"
                            + port
                            + ": ");
                assertThat(error.remedy())
                    .isEqualTo(
                        "Check the proxy setting, and whether the proxy lets calls to this host pass without a"
                            + " password.");
              });
    }
  }

  /** Each proxy notes who comes by; what both may see is the host. */
  @Test
  void eachOfTwoAccountsUsesItsOwnProxyAndNoOther() throws Exception {
    Set<String> one = ConcurrentHashMap.newKeySet();
    Set<String> two = ConcurrentHashMap.newKeySet();
    try (RawServer proxyOne = RawServer.start(noting(one));
        RawServer proxyTwo = RawServer.start(noting(two));
        SmsConnection accountOne = account("1", proxyOne);
        SmsConnection accountTwo = account("2", proxyTwo)) {
      List<Callable<SendOutcome>> sends = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sends.add(() -> accountOne.send(Connections.text("Hi")));
        sends.add(() -> accountTwo.send(Connections.text("Hi")));
      }

      assertThat(inParallel(sends)).hasSize(100).allMatch(SendOutcome::accepted);
      assertThat(one).containsExactly("http://graph.test/v25.0/1/messages Bearer token-1");
      assertThat(two).containsExactly("http://graph.test/v25.0/2/messages Bearer token-2");
      assertThat(proxyOne.requests()).hasSize(50);
      assertThat(proxyTwo.requests()).hasSize(50);
    }
  }

  @Test
  void accountsShareNoConnectionAndCloseOnlyTheirOwn() throws IOException {
    try (RawServer server = RawServer.start(AnswerFaults.answering("200 OK", Scenes.OK));
        SmsConnection one = Connections.open(server.url(), "accessToken=token-1")) {
      SmsConnection two = Connections.open(server.url(), "accessToken=token-2");
      assertThat(one.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(two.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(server.connections()).isEqualTo(2);

      two.close();

      assertThat(one.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private static SmsConnection account(String number, RawServer proxy) {
    return Connections.open(
        GRAPH, "accessToken=token-" + number, "phoneNumberId=" + number, "proxy=" + proxy.url());
  }

  private static RawServer.Behaviour noting(Set<String> seen) {
    return peer -> {
      for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
        int token = head.indexOf("Bearer ");
        seen.add(head.split(" ", 3)[1] + " " + head.substring(token, head.indexOf('\r', token)));
        peer.body(head);
        peer.answer("200 OK", Scenes.OK);
      }
    };
  }

  @Test
  void httpProxyOfTheProcessIsNotUsed() throws IOException {
    ProxySelector before = ProxySelector.getDefault();
    List<URI> asked = new ArrayList<>();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            asked.add(uri);
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    try (RawServer server = RawServer.start(AnswerFaults.answering("200 OK", Scenes.OK));
        SmsConnection connection = Connections.open(server.url())) {
      assertThat(connection.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(asked).extracting(URI::getScheme).doesNotContain("http", "https");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  /** Three connections are in use at once, of which the pool keeps one. */
  @Test
  void poolKeepsNoMoreThanItMay() throws Exception {
    CountDownLatch arrived = new CountDownLatch(3);
    CountDownLatch closed = new CountDownLatch(2);
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  arrived.countDown();
                  Scenes.await(arrived);
                  peer.answer("200 OK", Scenes.OK);
                  while (peer.request()) {
                    peer.answer("200 OK", Scenes.OK);
                  }
                  closed.countDown();
                });
        SmsConnection connection = Connections.open(server.url(), "poolSize=1")) {
      List<Callable<SendOutcome>> sends = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sends.add(() -> connection.send(Connections.text("Hi")));
      }
      assertThat(inParallel(sends)).allMatch(SendOutcome::accepted);
      Scenes.await(closed);

      assertThat(connection.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(server.connections()).as("the third one was kept").isEqualTo(3);
    }
  }

  private static List<SendOutcome> inParallel(List<Callable<SendOutcome>> sends) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<SendOutcome> outcomes = new ArrayList<>();
      for (Future<SendOutcome> sent : threads.invokeAll(sends, 2, TimeUnit.MINUTES)) {
        outcomes.add(sent.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }
}
