package io.patchbay.core.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.store.StorageException;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.FiledEvents;
import io.patchbay.store.inbox.ReceivedEvent;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.ConfigurationText;
import io.patchbay.testsupport.ManualClock;
import io.patchbay.testsupport.TestLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventDispatchTest {
  private static final InstanceId INSTANCE = new InstanceId("acme", "a");

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock();
  private final List<ChannelCore> open = new ArrayList<>();
  private FakeProvider fake = new FakeProvider("fake");

  @AfterEach
  void close() {
    open.forEach(ChannelCore::close);
  }

  private ChannelCore.Builder builder() {
    fake = new FakeProvider("fake");
    return ChannelCore.builder()
        .catalog(ProviderCatalog.of(fake))
        .configuration(
            "{\"workspaces\": {%s}}"
                .formatted(
                    ConfigurationText.workspace(
                        "acme", ConfigurationText.sms("a", ConfigurationText.instance("a", "1")))),
            directory)
        .clock(clock)
        .drainTime(Duration.ofSeconds(5))
        .watchInterval(Duration.ZERO);
  }

  private ChannelCore build(ChannelCore.Builder builder) {
    ChannelCore patchbay = builder.build();
    open.add(patchbay);
    return patchbay;
  }

  private ChannelCore.Builder durable() {
    return builder().eventStore(new FiledEvents(directory.resolve("inbox.db"), clock));
  }

  /** As a listener in Kotlin may throw. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Exception> T undeclared() throws T {
    throw (T) new IOException("undeclared");
  }

  private static ChannelEvent event(String key) {
    return new Unrecognized(key, Instant.EPOCH, "{}", "new kind");
  }

  private int receive(ChannelCore patchbay, String... keys) {
    List<ChannelEvent> events = Arrays.stream(keys).map(EventDispatchTest::event).toList();
    fake.newest("acme", "a").webhooks(request -> WebhookResult.accepted(events));
    return patchbay
        .channel()
        .receive(
            INSTANCE,
            WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]))
        .status();
  }

  @Nested
  class InMemory {
    @Test
    void onlyTheListenerThatFailedIsToldAgain() {
      List<String> good = new ArrayList<>();
      List<String> bad = new ArrayList<>();
      ChannelCore patchbay =
          build(
              builder()
                  .eventListener(
                      "bad",
                      (event, context) -> {
                        bad.add(event.key());
                        if (bad.size() < 3) {
                          throw new IllegalStateException("not yet");
                        }
                      })
                  .eventListener("good", (event, context) -> good.add(event.key())));
      TestLog log = new TestLog();
      assertThat(receive(patchbay, "k1")).isEqualTo(500);
      assertThat(receive(patchbay, "k1")).isEqualTo(500);
      assertThat(receive(patchbay, "k1")).isEqualTo(200);
      assertThat(receive(patchbay, "k1", "k1")).isEqualTo(200);
      assertThat(good).containsExactly("k1");
      assertThat(bad).containsExactly("k1", "k1", "k1");
      assertThat(log.lines("An event listener failed on Unrecognized of acme/a: bad")).hasSize(2);
    }

    @Test
    void anErrorOfAListenerIsAFailureLikeAnyOther() {
      List<String> good = new ArrayList<>();
      List<String> bad = new ArrayList<>();
      ChannelCore patchbay =
          build(
              builder()
                  .eventListener(
                      "bad",
                      (event, context) -> {
                        bad.add(event.key());
                        if (bad.size() == 1) {
                          throw new NoClassDefFoundError("com/example/Crm");
                        }
                        if (bad.size() == 2) {
                          throw EventDispatchTest.<RuntimeException>undeclared();
                        }
                      })
                  .eventListener("good", (event, context) -> good.add(event.key())));
      assertThat(receive(patchbay, "k1")).isEqualTo(500);
      assertThat(receive(patchbay, "k1")).isEqualTo(500);
      assertThat(receive(patchbay, "k1")).isEqualTo(200);
      assertThat(good).containsExactly("k1");
      assertThat(bad).containsExactly("k1", "k1", "k1");
    }

    /** A listener's author may well put the number or the text into the exception. */
    @Test
    void nothingThatAnExceptionQuotesReachesTheLog() {
      ChannelCore patchbay =
          build(
              builder()
                  .eventListener(
                      "crm",
                      (event, context) -> {
                        throw new IllegalStateException(
                            "no customer +14155551234",
                            new IllegalArgumentException("'my secret text' of 14155551234"));
                      }));
      TestLog log = new TestLog();
      assertThat(receive(patchbay, "k1")).isEqualTo(500);
      assertThat(log.text()).doesNotContain("4155551234").doesNotContain("secret text");
      assertThat(log.lines("An event listener failed on Unrecognized of acme/a: crm"))
          .singleElement()
          .asString()
          .contains("it is told again: java.lang.IllegalStateException at " + getClass().getName())
          .contains(", caused by java.lang.IllegalArgumentException at ");
    }

    @Test
    void aHundredThreadsThatDeliverTheSameEventTellEachListenerOnce() throws Exception {
      AtomicInteger one = new AtomicInteger();
      AtomicInteger two = new AtomicInteger();
      ChannelCore patchbay =
          build(
              builder()
                  .eventListener((event, context) -> one.incrementAndGet())
                  .eventListener((event, context) -> two.incrementAndGet()));
      receive(patchbay, "warm-up");
      ExecutorService pool = Executors.newFixedThreadPool(100);
      CountDownLatch start = new CountDownLatch(1);
      try {
        fake.newest("acme", "a")
            .webhooks(request -> WebhookResult.accepted(List.of(event("k1"), event("k2"))));
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          Callable<Integer> delivery =
              () -> {
                start.await();
                return patchbay
                    .channel()
                    .receive(
                        INSTANCE,
                        WebhookRequest.of(
                            "POST", URI.create("https://example.org/"), Map.of(), new byte[0]))
                    .status();
              };
          answers.add(pool.submit(delivery));
        }
        start.countDown();
        for (Future<Integer> answer : answers) {
          assertThat(answer.get(2, TimeUnit.MINUTES)).isIn(200, 503);
        }
      } finally {
        pool.shutdownNow();
      }
      assertThat(one).hasValue(3);
      assertThat(two).hasValue(3);
      assertThat(receive(patchbay, "k1", "k2")).isEqualTo(200);
    }

    @Test
    void whatIsBeingToldRightNowIsAskedForAgain() throws Exception {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      AtomicInteger told = new AtomicInteger();
      ChannelCore patchbay =
          build(
              builder()
                  .eventListener(
                      (event, context) -> {
                        told.incrementAndGet();
                        inside.countDown();
                        try {
                          leave.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<Integer> first = pool.submit(() -> receive(patchbay, "k1"));
        assertThat(inside.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(receive(patchbay, "k1")).isEqualTo(503);
        leave.countDown();
        assertThat(first.get(2, TimeUnit.MINUTES)).isEqualTo(200);
        assertThat(receive(patchbay, "k1")).isEqualTo(200);
        assertThat(told).hasValue(1);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void twoListenersOfOneNameAreRefused() {
      assertThatThrownBy(
              () ->
                  builder()
                      .eventListener("crm", (event, context) -> {})
                      .eventListener("crm", (event, context) -> {})
                      .build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Two event listeners are called 'crm'; confirmations are kept by name, so give each"
                  + " its own");
      assertThatThrownBy(() -> builder().eventListener(" ", (event, context) -> {}))
          .hasMessage("An event listener needs a name");
    }

    @Test
    void aListenerWithoutANameIsCalledByItsClassAndPosition() {
      assertThat(NamedListener.of((event, context) -> {}, 3).name())
          .isEqualTo(EventDispatchTest.class.getName() + "$InMemory#3");
    }
  }

  @Nested
  class Durable {
    @Test
    void eventsAreToldAfterTheAnswerUntilAllHaveConfirmed() {
      List<String> good = new CopyOnWriteArrayList<>();
      AtomicInteger tries = new AtomicInteger();
      AtomicBoolean mended = new AtomicBoolean();
      ChannelCore patchbay =
          build(
              durable()
                  .eventListener(
                      "bad",
                      (event, context) -> {
                        tries.incrementAndGet();
                        if (!mended.get()) {
                          throw new IllegalStateException("not yet");
                        }
                      })
                  .eventListener("good", (event, context) -> good.add(event.key())));
      assertThat(receive(patchbay, "k1", "k2")).isEqualTo(200);
      Conditions.await("both are told", () -> good.size() == 2 && tries.get() == 2);
      mended.set(true);
      Conditions.await(
          "both are told again when they are due",
          () -> {
            clock.advance(Duration.ofSeconds(1));
            return tries.get() == 4;
          });
      clock.advance(Duration.ofHours(1));
      assertThat(receive(patchbay, "k1", "k2", "k3")).isEqualTo(200);
      Conditions.await("the third is told", () -> good.size() == 3 && tries.get() == 5);
      assertThat(good).containsExactlyInAnyOrder("k1", "k2", "k3");
    }

    @Test
    void aHostWhoseClockIsWrongTellsAgainWhenTheStoreSaysSo() {
      ManualClock wrong = new ManualClock();
      wrong.advance(Duration.ofHours(1));
      AtomicInteger tries = new AtomicInteger();
      ChannelCore patchbay =
          build(
              durable()
                  .clock(wrong)
                  .eventListener(
                      "bad",
                      (event, context) -> {
                        if (tries.incrementAndGet() == 1) {
                          throw new IllegalStateException("not yet");
                        }
                      }));
      Instant start = clock.instant();
      assertThat(receive(patchbay, "k1")).isEqualTo(200);
      Conditions.await(
          "it is told again",
          () -> {
            clock.advance(Duration.ofMillis(10));
            return tries.get() == 2;
          });
      assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofMinutes(59));
    }

    /** The answer has been given, and nothing else has happened. */
    private void crashBetweenSavingAndTelling(String... keys) {
      try (EventStore store = new FiledEvents(directory.resolve("inbox.db"), clock)) {
        store.save(
            Arrays.stream(keys)
                .map(
                    key ->
                        new ReceivedEvent(
                            event(key), new EventContext(INSTANCE, "acme", Optional.empty())))
                .toList());
      }
    }

    @Test
    void whatACrashLeftIsToldAtTheNextStart() {
      crashBetweenSavingAndTelling("k1", "k2");
      List<String> told = new CopyOnWriteArrayList<>();
      build(durable().eventListener("crm", (event, context) -> told.add(event.key())));
      Conditions.await("what was left is told", () -> told.size() == 2);
      assertThat(told).containsExactlyInAnyOrder("k1", "k2");
    }

    @Test
    void whatWasClaimedAtACrashIsToldWhenTheClaimHasExpired() {
      crashBetweenSavingAndTelling("k1");
      try (EventStore store = new FiledEvents(directory.resolve("inbox.db"), clock)) {
        assertThat(store.due(1)).hasSize(1);
        assertThat(
                store
                    .claim(
                        new ReceivedEvent(
                                event("k1"), new EventContext(INSTANCE, "acme", Optional.empty()))
                            .key(),
                        "crm")
                    .token())
            .isPositive();
      }
      List<String> told = new CopyOnWriteArrayList<>();
      ChannelCore patchbay =
          build(durable().eventListener("crm", (event, context) -> told.add(event.key())));
      assertThat(receive(patchbay, "k1", "k2")).isEqualTo(200);
      Conditions.await("the new one is told", () -> told.contains("k2"));
      assertThat(told).containsExactly("k2");
      clock.advance(EventStore.CLAIM);
      Conditions.await("the claimed one is told", () -> told.contains("k1"));
    }

    @Test
    void aListenerThatHadConfirmedIsNotToldAgainAfterARestart() {
      List<String> told = new CopyOnWriteArrayList<>();
      ChannelCore first =
          build(
              durable()
                  .eventListener("crm", (event, context) -> told.add("crm " + event.key()))
                  .eventListener(
                      "bad",
                      (event, context) -> {
                        told.add("bad " + event.key());
                        throw new IllegalStateException("never");
                      }));
      receive(first, "k1");
      Conditions.await("both are told", () -> told.size() == 2);
      first.close();
      told.clear();
      clock.advance(EventStore.CLAIM);
      build(
          durable()
              .eventListener("crm", (event, context) -> told.add("crm " + event.key()))
              .eventListener("bad", (event, context) -> told.add("good " + event.key())));
      Conditions.await("the other is told", () -> !told.isEmpty());
      assertThat(told).containsExactly("good k1");
    }

    @Test
    void twoHostsOnOneInboxTellEachEventOnce() {
      List<String> told = new CopyOnWriteArrayList<>();
      ChannelCore one = build(ticking(told));
      FakeProvider ofOne = fake;
      build(ticking(told));
      fake = ofOne;
      for (int i = 0; i < 50; i++) {
        assertThat(receive(one, "a" + i, "b" + i)).isEqualTo(200);
        receive(one, "a" + i);
      }
      Conditions.await("all are told", () -> told.size() >= 100);
      assertThat(told).hasSize(100).doesNotHaveDuplicates();
    }

    /** By real time: where two hosts wait for one slow disk, some events become due again. */
    private ChannelCore.Builder ticking(List<String> told) {
      Clock ticking = Clock.systemUTC();
      return builder()
          .clock(ticking)
          .eventStore(new FiledEvents(directory.resolve("inbox.db"), ticking))
          .eventListener("crm", (event, context) -> told.add(event.key()));
    }

    @Test
    void aStoreThatFailsIsTheOnlyReasonToAskAgain() throws Exception {
      Path file = directory.resolve("sub/inbox.db");
      Files.createSymbolicLink(directory.resolve("sub"), directory.resolve("none/none"));
      List<String> told = new CopyOnWriteArrayList<>();
      ChannelCore patchbay =
          build(
              builder()
                  .eventStore(new FiledEvents(file, clock))
                  .eventListener("crm", (event, context) -> told.add(event.key())));
      TestLog log = new TestLog();
      assertThat(receive(patchbay, "k1")).isEqualTo(500);
      assertThat(log.lines("1 events of acme/a could not be saved")).hasSize(1);
      assertThat(told).isEmpty();
      Files.delete(directory.resolve("sub"));
      assertThat(receive(patchbay, "k1")).isEqualTo(200);
      Conditions.await("it is told", () -> told.size() == 1);
    }

    /** With events that wait for it in any number, and when they are due again. */
    @Test
    void aListenerThatHangsHoldsUpItselfAlone() throws Exception {
      CountDownLatch leave = new CountDownLatch(1);
      AtomicInteger hanging = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      Set<String> slow = ConcurrentHashMap.newKeySet();
      List<String> good = new CopyOnWriteArrayList<>();
      ChannelCore patchbay =
          build(
              durable()
                  .eventListener(
                      "hanging",
                      (event, context) -> {
                        most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
                        try {
                          leave.await();
                          slow.add(event.key());
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        } finally {
                          hanging.decrementAndGet();
                        }
                      })
                  .eventListener("good", (event, context) -> good.add(event.key())));
      try {
        for (int batch = 0; batch < 3; batch++) {
          String[] keys = new String[100];
          for (int i = 0; i < keys.length; i++) {
            keys[i] = "k" + batch + "-" + i;
          }
          assertThat(receive(patchbay, keys)).isEqualTo(200);
          int expected = 100 * (batch + 1);
          Conditions.await("the good one has them all", () -> good.size() == expected);
          clock.advance(EventStore.CLAIM);
        }
        assertThat(hanging).hasValue(ListenerLane.WIDTH);
        assertThat(good).doesNotHaveDuplicates();
      } finally {
        leave.countDown();
      }
      Conditions.await(
          "the other one has them too",
          () -> {
            clock.advance(Duration.ofMinutes(5));
            return slow.size() == 300;
          });
      assertThat(most).as("threads that one listener may take").hasValue(ListenerLane.WIDTH);
      assertThat(good).hasSize(300);
    }

    @Test
    void theWaitGrowsToFiveMinutes() {
      assertThat(List.of(0, 1, 5, 8, 9, 1000))
          .extracting(EventPump::wait)
          .containsExactly(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              Duration.ofSeconds(32),
              Duration.ofSeconds(256),
              Duration.ofMinutes(5),
              Duration.ofMinutes(5));
    }
  }

  @Nested
  class TwoHostsOnOneFileOfPeople {
    private static final String TO = "+14155551234";

    private boolean stopped(ChannelCore patchbay) {
      return !patchbay
          .channel()
          .send("acme", SmsMessage.to(TO).text("Hello").build())
          .outcome()
          .accepted();
    }

    @Test
    void whatOneHostRecordsHoldsForTheOtherAndAfterARestart() {
      Path data = directory.resolve("shared");
      ChannelCore one = build(builder().dataDirectory(data));
      ChannelCore other = build(builder().dataDirectory(data));
      assertThat(stopped(one)).isFalse();
      assertThat(stopped(other)).isFalse();
      PhoneNumber ann = new PhoneNumber(TO.substring(1));
      Set<Purpose> all = Set.of(Purpose.values());
      one.people().suppress("acme", ann, all, "a test");
      Conditions.await("the other has noticed the file", () -> stopped(other));
      other.people().lift("acme", ann, all, "a test");
      assertThat(stopped(one)).isFalse();
      other.people().suppress("acme", ann, all, "a test");
      assertThat(stopped(one)).isTrue();
      one.close();
      other.close();
      assertThat(stopped(build(builder().dataDirectory(data)))).isTrue();
    }

    @Test
    void theDirectoryIsBesideTheConfigurationUnlessTold() throws Exception {
      ChannelCore patchbay = build(builder());
      patchbay
          .people()
          .suppress("acme", new PhoneNumber(TO.substring(1)), Set.of(Purpose.MARKETING), "a test");
      assertThat(directory.resolve("patchbay-data/people.db")).exists();
      Path configuration =
          Files.createDirectory(directory.resolve("conf")).resolve("patchbay.json");
      Files.writeString(configuration, "{\"workspaces\": {\"acme\": {}}}");
      ChannelCore beside = build(builder().configuration(configuration));
      beside
          .people()
          .suppress("acme", new PhoneNumber(TO.substring(1)), Set.of(Purpose.MARKETING), "a test");
      assertThat(directory.resolve("conf/patchbay-data/people.db")).exists();
    }

    @Test
    void afterTheCloseTheStoreSaysSo() {
      ChannelCore patchbay = build(builder());
      PhoneNumber ann = new PhoneNumber(TO.substring(1));
      Set<Purpose> all = Set.of(Purpose.values());
      patchbay.close();
      assertThatThrownBy(() -> patchbay.people().suppress("acme", ann, all, "a test"))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it is closed");
    }
  }
}
