package io.patchbay.core.internal;

import static io.patchbay.testsupport.ConfigurationText.broken;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.internal.send.ChannelRig;
import io.patchbay.core.internal.send.Outcomes;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.TestLog;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelCoreTest {
  @TempDir Path directory;
  private final FakeProvider fake = new FakeProvider("fake");

  private ChannelCore.Builder builder() {
    return ChannelCore.builder().catalog(ProviderCatalog.of(fake));
  }

  private static String json(String account) {
    return "{\"workspaces\": {" + workspace("acme", sms("a", instance("a", account))) + "}}";
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("patchbay-"))
        .toList();
  }

  private static void assertNoThreadIsLeft() {
    Conditions.await("no thread of Patchbay is left", () -> ownThreads().isEmpty());
  }

  @Test
  void aFileIsReadWatchedAndLetGo() throws Exception {
    Path file = Files.writeString(directory.resolve("patchbay.json"), json("1"));
    ChannelCore patchbay =
        builder().configuration(file).watchInterval(Duration.ofMillis(5)).build();
    assertThat(patchbay.channel().send("acme", ChannelRig.message().build()).outcome().accepted())
        .isTrue();
    Files.writeString(file, json("2"));
    Conditions.await(
        "the edit is published",
        () -> fake.newest("acme", "a").settings().text("account").equals("2"));
    patchbay.close();
    patchbay.close();
    // Whoever was publishing the edit closes what it has opened.
    assertNoThreadIsLeft();
    assertThat(fake.connections()).allMatch(connection -> connection.closes() == 1);
    assertThat(patchbay.channel().send("acme", ChannelRig.message().build()).outcome())
        .isInstanceOf(SendOutcome.Rejected.class);
    SendResult late =
        patchbay
            .channel()
            .sendAsync("acme", ChannelRig.message().build())
            .toCompletableFuture()
            .get(2, TimeUnit.MINUTES);
    assertThat(late.outcome()).isInstanceOf(SendOutcome.Rejected.class);
  }

  @Test
  void theSecretFilesOfWhatTheHostPublishesAreWatched() throws Exception {
    Path first = Files.writeString(directory.resolve("first"), "one");
    Path second = Files.writeString(directory.resolve("second"), "one");
    String json =
        "{\"workspaces\": {"
            + workspace("acme", sms("a", "\"a\": {\"type\": \"fake\", \"token\": \"${file:%s}\"}"))
            + "}}";
    try (ChannelCore patchbay =
        builder()
            .configuration(json.formatted("first"), directory)
            .watchInterval(Duration.ofMillis(5))
            .build()) {
      Files.writeString(first, "two");
      Conditions.await("the first file is taken", () -> token().equals("two"));
      patchbay.publish(json.formatted("second"), directory);
      Files.writeString(second, "three");
      Conditions.await("the second file is taken", () -> token().equals("three"));
    }
  }

  private String token() {
    return fake.newest("acme", "a").settings().secret("token").reveal();
  }

  @Test
  void publishingAfterTheCloseIsAMistake() {
    ChannelCore patchbay = builder().build();
    patchbay.close();
    assertThatThrownBy(() -> patchbay.publish(json("1"), directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The provider registry is closed");
  }

  @Test
  void aZeroIntervalWatchesNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("patchbay.json"), json("1"));
    try (ChannelCore patchbay =
        builder().configuration(file).watchInterval(Duration.ZERO).build()) {
      assertThat(patchbay.registry().workspaces()).containsExactly("acme");
      assertThat(ownThreads()).noneMatch(name -> name.startsWith("patchbay-timer"));
    }
  }

  @Test
  void withoutAnyConfigurationEverySendIsToldSo() {
    try (ChannelCore patchbay = builder().build()) {
      assertThat(
              patchbay
                  .channel()
                  .send("acme", ChannelRig.message().build())
                  .outcome()
                  .error()
                  .orElseThrow()
                  .describe())
          .isEqualTo(
              "NOT_CONFIGURED: No workspace 'acme'; configured: [] - Correct the workspace's name,"
                  + " or add it to the configuration (none is known).");
    }
  }

  @Nested
  class BuildingFails {
    @Test
    void forAMissingFile() {
      Path missing = directory.resolve("no.json");
      assertThatThrownBy(() -> builder().configuration(missing).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "The configuration file "
                  + missing
                  + " does not exist; create it, or name another file");
      assertNoThreadIsLeft();
    }

    @Test
    void forBrokenJsonInAFileAndFromTheHost() throws Exception {
      Path file = Files.writeString(directory.resolve("patchbay.json"), "{\"workspaces\": {");
      assertThatThrownBy(() -> builder().configuration(file).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("it is not JSON at line 1, column 17");
      assertThatThrownBy(() -> builder().configuration("[]", directory).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "The configuration cannot be read: it is not a JSON object; correct it and save it"
                  + " again");
      assertNoThreadIsLeft();
    }

    @Test
    void forSettingsThatMakeNoSense() {
      assertThatThrownBy(() -> builder().asyncThreads(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Asynchronous sends need a thread, not 0");
      assertThatThrownBy(() -> builder().drainTime(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The drain time is PT-1S, outside PT0S to PT24H");
      assertThatThrownBy(() -> builder().watchInterval(Duration.ofDays(2)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> builder().probeInterval(Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void butNotForAFaultyWorkspaceWhichIsLogged() {
      TestLog log = new TestLog();
      try (ChannelCore patchbay =
          builder()
              .configuration(
                  "{\"workspaces\": {" + workspace("acme", sms("a", broken("a"))) + "}}", directory)
              .build()) {
        assertThat(patchbay.registry().problems()).isNotEmpty();
        assertThat(log.lines("workspaces.acme.sms.providers.a.port = \"x\"")).isNotEmpty();
      }
    }
  }

  @Nested
  class Publications {
    @Test
    void ofEveryOriginAreToldToTheListener() throws Exception {
      List<PublishReport> reports = new ArrayList<>();
      try (ChannelCore patchbay =
          builder().configuration(json("1"), directory).onPublish(reports::add).build()) {
        patchbay.publish(json("2"), directory);
        assertThat(reports).extracting(PublishReport::opened).hasSize(2);
        assertThat(patchbay.publish("nonsense", directory).applied()).isFalse();
        assertThat(reports).hasSize(3);
      }
    }

    @Test
    void stayThoughTheListenerFails() {
      try (ChannelCore patchbay =
          builder()
              .configuration(json("1"), directory)
              .onPublish(
                  report -> {
                    throw new AssertionError("listener");
                  })
              .build()) {
        assertThat(patchbay.publish(json("2"), directory).applied()).isTrue();
        assertThat(patchbay.registry().workspaces()).containsExactly("acme");
      }
    }

    @Test
    void theLastConfigurationThatTheBuilderIsGivenCounts() throws Exception {
      Path file = Files.writeString(directory.resolve("patchbay.json"), json("file"));
      try (ChannelCore patchbay =
          builder().configuration(file).configuration(json("text"), directory).build()) {
        assertThat(fake.newest("acme", "a").settings().text("account")).isEqualTo("text");
        assertThat(patchbay.registry().problems()).isEmpty();
      }
    }
  }

  @Nested
  class Closing {
    @Test
    void waitsForWhatIsBeingSent() throws Exception {
      CountDownLatch sending = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      fake.answer(
          "a",
          (connection, request) -> {
            sending.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return Outcomes.accepted();
          });
      ChannelCore patchbay = builder().configuration(json("1"), directory).build();
      CompletableFuture<SendResult> future =
          patchbay.channel().sendAsync("acme", ChannelRig.message().build()).toCompletableFuture();
      assertThat(sending.await(2, TimeUnit.MINUTES)).isTrue();
      Thread closer = new Thread(patchbay::close);
      closer.start();
      Conditions.await("the closer waits", () -> closer.getState() == Thread.State.TIMED_WAITING);
      assertThat(fake.newest("acme", "a").closes()).isZero();
      assertThat(future).isNotDone();
      release.countDown();
      closer.join(20_000);
      assertThat(future.get(2, TimeUnit.MINUTES).outcome().accepted()).isTrue();
      assertThat(fake.newest("acme", "a").closes()).isEqualTo(1);
    }

    @Test
    void whileManyThreadsSendCompletesEveryFuture() throws Exception {
      for (int round = 0; round < 20; round++) {
        AtomicInteger calls = new AtomicInteger();
        fake.answer(
            "a",
            (connection, request) ->
                calls.incrementAndGet() % 3 == 0 ? Outcomes.throttled() : Outcomes.accepted());
        ChannelCore patchbay =
            builder().asyncThreads(2).configuration(json("1"), directory).build();
        Queue<CompletableFuture<SendResult>> futures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          Thread thread =
              new Thread(
                  () -> {
                    for (int n = 0; n < 100; n++) {
                      futures.add(
                          patchbay
                              .channel()
                              .sendAsync("acme", ChannelRig.message().build())
                              .toCompletableFuture());
                    }
                  });
          threads.add(thread);
          thread.start();
        }
        Conditions.await("sends are on their way", () -> calls.get() > 20);
        patchbay.close();
        for (Thread thread : threads) {
          thread.join(20_000);
        }
        assertThat(futures).hasSize(400);
        int attempts = 0;
        for (CompletableFuture<SendResult> future : futures) {
          attempts += future.get(2, TimeUnit.MINUTES).attempts().size();
        }
        assertThat(attempts).isEqualTo(calls.get());
      }
      assertThat(fake.connections())
          .allMatch(connection -> connection.closes() == 1)
          .allMatch(connection -> connection.sendsAfterClose() == 0);
    }

    @Test
    void endsThoughASendNeverDoes() throws Exception {
      CountDownLatch sending = new CountDownLatch(1);
      CountDownLatch never = new CountDownLatch(1);
      fake.answer(
          "a",
          (connection, request) -> {
            sending.countDown();
            while (true) {
              try {
                never.await();
                return Outcomes.accepted();
              } catch (InterruptedException e) {
                // A provider that does not listen.
              }
            }
          });
      ChannelCore patchbay =
          builder().configuration(json("1"), directory).drainTime(Duration.ofMillis(50)).build();
      CompletableFuture<SendResult> future =
          patchbay.channel().sendAsync("acme", ChannelRig.message().build()).toCompletableFuture();
      assertThat(sending.await(2, TimeUnit.MINUTES)).isTrue();
      patchbay.close();
      assertThat(future).isCompleted();
      assertThat(future.join().outcome()).isInstanceOf(SendOutcome.Unknown.class);
      assertThat(fake.newest("acme", "a").closes()).isEqualTo(1);
      never.countDown();
      assertNoThreadIsLeft();
    }
  }

  @Test
  void everythingThatIsAddedTakesPart() {
    AtomicInteger attempts = new AtomicInteger();
    AtomicInteger guarded = new AtomicInteger();
    AtomicInteger events = new AtomicInteger();
    SendListener counting =
        new SendListener() {
          @Override
          public void finished(MessageRef message, Attempt attempt) {
            attempts.incrementAndGet();
          }
        };
    FakeProvider another = new FakeProvider("another");
    try (ChannelCore patchbay =
        builder()
            .provider(another)
            .provider(new FakeProvider("third"))
            .environment(name -> "from-" + name)
            .guard(
                send -> {
                  guarded.incrementAndGet();
                  return Optional.empty();
                })
            .sendListener(counting)
            .sendListeners(List.of(counting))
            .eventListener((event, context) -> events.incrementAndGet())
            .eventListeners(List.of((event, context) -> events.incrementAndGet()))
            .configuration(
                "{\"workspaces\": {\"acme\": {\"sms\": {\"defaultProvider\": \"another\","
                    + " \"providers\": {\"another\": {\"token\": \"${env:X}\"}, \"third\": {}}}}}}",
                directory)
            .build()) {
      assertThat(patchbay.registry().catalog().ids()).containsExactly("fake", "another", "third");
      patchbay.channel().send("acme", ChannelRig.message().build());
      assertThat(another.newest("acme", "another").settings().secret("token").reveal())
          .isEqualTo("from-X");
      assertThat(attempts).hasValue(2);
      assertThat(guarded).hasValue(1);
      another
          .newest("acme", "another")
          .webhooks(
              request ->
                  WebhookResult.accepted(
                      List.of(
                          new io.patchbay.channel.Unrecognized(
                              "k", java.time.Instant.EPOCH, "", "x"))));
      patchbay
          .channel()
          .receive(
              new InstanceId("acme", "another"),
              WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]));
      assertThat(events).hasValue(2);
    }
  }
}
