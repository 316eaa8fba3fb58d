package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendOutcome.Accepted;
import io.patchbay.channel.SendOutcome.Rejected;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
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
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.Test;

class CloudConnectionTest {
  private static final String OK = "{\"messages\":[{\"id\":\"wamid.1\"}]}";

  @Test
  void senderIsTheNumberWithMetasDefaultLimits() {
    try (SmsConnection connection =
        Connections.open("http://127.0.0.1:1", "businessAccountId=102290129340398")) {
      Sender sender =
          new Sender(
              "109876543210123",
              "102290129340398",
              new Rate(80, Duration.ofSeconds(1), 80),
              new Rate(1, Duration.ofSeconds(6), 45),
              Duration.ofSeconds(60));

      assertThat(connection.sender(null)).isEqualTo(sender);
      assertThat(connection.sender("109876543210123")).isEqualTo(sender);
      assertThat(connection.sender("somebody else")).isEqualTo(sender);
    }
  }

  @Test
  void offersWebhooksAndNothingThatItDoesNotDeclare() {
    try (SmsConnection connection = Connections.open("http://127.0.0.1:1")) {
      assertThat(connection.capability(WebhookReceiver.class)).isPresent();
      assertThat(connection.capability(Runnable.class)).isEmpty();
    }
  }

  @Test
  void sendIsBoundedByTheSettingsEvenWhenTheRequestAllowsMore() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.hang();
                });
        SmsConnection connection =
            Connections.open(
                server.url(), "connectTimeout=50ms", "writeTimeout=50ms", "readTimeout=50ms")) {
      SendOutcome outcome = connection.send(Connections.text("Hi"));

      assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
      assertThat(connection.sender(null).longestSend()).isEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void closedConnectionRefusesAndMayBeClosedAgain() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Peer::hang)) {
      SmsConnection connection = Connections.open(server.url());
      connection.close();
      connection.close();

      SendOutcome outcome = connection.send(Connections.text("Hi"));

      assertThat(outcome).isInstanceOf(Rejected.class);
      assertThat(outcome.error())
          .hasValueSatisfying(
              error -> {
                assertThat(error.category()).isEqualTo(Category.UNAVAILABLE);
                assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
                assertThat(error.message()).isEqualTo("The connection has been closed");
              });
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void sendThatIsRunningWhenTheConnectionIsClosedRunsToItsEnd() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    ConnectionPool pool = new ConnectionPool();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (RawServer server =
        RawServer.start(
            peer -> {
              peer.request();
              arrived.countDown();
              await(answer);
              peer.answer("200 OK", OK);
              peer.hang();
            })) {
      SmsConnection connection =
          Connections.open(builder -> builder.connectionPool(pool), server.url());
      Future<SendOutcome> send = threads.submit(() -> connection.send(Connections.text("Hi")));
      await(arrived);
      connection.close();
      answer.countDown();

      assertThat(send.get(2, TimeUnit.MINUTES)).isInstanceOf(Accepted.class);
      assertThat(pool.connectionCount()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingClosesWhatIsIdle() throws IOException {
    ConnectionPool pool = new ConnectionPool();
    try (RawServer server = RawServer.start(CloudConnectionTest::alwaysAccept)) {
      SmsConnection connection =
          Connections.open(builder -> builder.connectionPool(pool), server.url());
      assertThat(connection.send(Connections.text("Hi")).accepted()).isTrue();
      assertThat(pool.idleConnectionCount()).isEqualTo(1);

      connection.close();

      assertThat(pool.connectionCount()).isZero();
    }
  }

  @Test
  void connectionIsKeptForTheNextSend() throws IOException {
    try (RawServer server = RawServer.start(CloudConnectionTest::alwaysAccept);
        SmsConnection connection = Connections.open(server.url())) {
      for (int i = 0; i < 5; i++) {
        assertThat(connection.send(Connections.text("Hi")).accepted()).isTrue();
      }

      assertThat(server.requests()).hasSize(5);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static void alwaysAccept(RawServer.Peer peer) throws IOException {
    while (peer.request()) {
      peer.answer("200 OK", OK);
    }
  }

  /** The answer names the account that the request came from, so a mix-up would show. */
  @Test
  void twoAccountsInParallelNeverMix() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger count = new AtomicInteger();
    try (RawServer server =
            RawServer.start(
                peer -> {
                  for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
                    seen.add(account(head));
                    count.incrementAndGet();
                    peer.body(head);
                    peer.answer(
                        "200 OK",
                        "{\"messages\":[{\"id\":\"wamid."
                            + account(head).replace("token", "account")
                            + "\"}]}");
                  }
                });
        SmsConnection one =
            Connections.open(server.url(), "accessToken=token-1", "phoneNumberId=1");
        SmsConnection two =
            Connections.open(server.url(), "accessToken=token-2", "phoneNumberId=2")) {
      List<String> ids = inParallel(one, two, 100);

      assertThat(ids.subList(0, 100)).containsOnly("wamid.1 account-1");
      assertThat(ids.subList(100, 200)).containsOnly("wamid.2 account-2");
      assertThat(seen).containsExactlyInAnyOrder("1 token-1", "2 token-2");
      assertThat(count).hasValue(200);
    }
  }

  private static String account(String head) {
    String number = head.substring(head.indexOf("/v25.0/") + 7, head.indexOf("/messages"));
    int token = head.indexOf("Bearer ") + 7;
    return number + " " + head.substring(token, head.indexOf('\r', token));
  }

  private static List<String> inParallel(SmsConnection one, SmsConnection two, int times)
      throws Exception {
    List<Callable<String>> sends = new ArrayList<>();
    for (SmsConnection connection : List.of(one, two)) {
      for (int i = 0; i < times; i++) {
        sends.add(
            () ->
                connection
                    .send(Connections.text("Hi"))
                    .match(Accepted::providerMessageId, Object::toString, Object::toString));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<String> ids = new ArrayList<>();
      for (Future<String> sent : threads.invokeAll(sends, 2, TimeUnit.MINUTES)) {
        ids.add(sent.get());
      }
      return ids;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(2, TimeUnit.MINUTES)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
