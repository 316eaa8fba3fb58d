package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.ConfigurationText;
import io.patchbay.testsupport.TestLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncSenderTest {
  private final ChannelRig rig = new ChannelRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void acme(String retry) {
    rig.publish(
        (retry.isEmpty() ? "" : "\"retry\": {" + retry + "}, ") + sms("a", instance("a", "1")));
  }

  private void answers(SendOutcome... outcomes) {
    Deque<SendOutcome> left = new ArrayDeque<>(List.of(outcomes));
    rig.registryRig.fake.answer(
        "a", (connection, request) -> left.size() > 1 ? left.remove() : left.element());
  }

  private CompletableFuture<SendResult> sendAsync(AsyncSender sender) {
    return sender.send("acme", ChannelRig.message().build()).toCompletableFuture();
  }

  private CompletableFuture<SendResult> sendAsync() {
    return sendAsync(rig.asyncSender(Runnable::run));
  }

  /** The result of a send that has ended: a test never waits for one that may not. */
  private static SendResult done(CompletableFuture<SendResult> future) {
    assertThat(future).isCompleted();
    return future.join();
  }

  private List<Long> waiting() {
    return rig.registryRig.scheduler.waiting();
  }

  private void advance(long millis) {
    rig.registryRig.scheduler.advance(Duration.ofMillis(millis));
  }

  @Nested
  class Retries {
    @Test
    void waitTwiceAsLongEachTimeWithJitterUntilAccepted() {
      acme("\"attempts\": 5");
      answers(
          Outcomes.throttled(), Outcomes.throttled(), Outcomes.throttled(), Outcomes.accepted());
      CompletableFuture<SendResult> future = sendAsync();
      List<Long> waits = new ArrayList<>();
      while (!waiting().isEmpty()) {
        waits.addAll(waiting());
        assertThat(future).isNotDone();
        advance(waiting().get(0));
      }
      assertThat(waits).containsExactly(750L, 1_500L, 3_000L);
      SendResult result = done(future);
      assertThat(result.outcome().accepted()).isTrue();
      assertThat(result.attempts()).extracting("number").containsExactly(1, 2, 3, 4);
      assertThat(result.message().encode()).isEqualTo("pb1.acme.m1.4");
      assertThat(rig.connection("a").requests())
          .extracting(SendRequest::reference)
          .containsExactly("pb1.acme.m1.1", "pb1.acme.m1.2", "pb1.acme.m1.3", "pb1.acme.m1.4");
    }

    @Test
    void jitterSpreadsThemOverHalfOfTheWait() {
      acme("");
      answers(Outcomes.throttled());
      rig.jitter = 0;
      assertThat(sendAsync()).isNotDone();
      assertThat(waiting()).containsExactly(500L);
      rig.jitter = 0.999;
      assertThat(sendAsync()).isNotDone();
      assertThat(waiting()).containsExactly(500L, 999L);
    }

    @Test
    void waitFourTimesAsLongForOneRecipient() {
      acme("\"attempts\": 4");
      answers(
          new SendOutcome.Rejected(
              Outcomes.error(Category.RECIPIENT_RATE_LIMITED).retry(Retry.BACKOFF).build()));
      CompletableFuture<SendResult> future = sendAsync();
      List<Long> waits = new ArrayList<>();
      while (!waiting().isEmpty()) {
        waits.addAll(waiting());
        advance(waiting().get(0));
      }
      assertThat(waits)
          .as("4^n seconds, and jitter on top")
          .containsExactly(1_250L, 5_000L, 20_000L);
      assertThat(done(future).attempts()).hasSize(4);
    }

    @Test
    void neverWaitLessForOneRecipientThanIsAskedFor() {
      acme("\"attempts\": 4");
      answers(
          new SendOutcome.Rejected(
              Outcomes.error(Category.RECIPIENT_RATE_LIMITED).retry(Retry.BACKOFF).build()));
      rig.jitter = 0;
      CompletableFuture<SendResult> future = sendAsync();
      List<Long> waits = new ArrayList<>();
      while (!waiting().isEmpty()) {
        waits.addAll(waiting());
        advance(waiting().get(0));
      }
      assertThat(waits).containsExactly(1_000L, 4_000L, 16_000L);
      assertThat(done(future).attempts()).hasSize(4);
    }

    @Test
    void waitAtLeastAsLongAsTheProviderAsks() {
      acme("");
      answers(Outcomes.throttledFor(Duration.ofSeconds(20)), Outcomes.accepted());
      CompletableFuture<SendResult> future = sendAsync();
      assertThat(waiting()).containsExactly(20_250L);
      advance(20_249);
      assertThat(future).isNotDone();
      advance(1);
      assertThat(done(future).outcome().accepted()).isTrue();
    }

    @Test
    void giveUpWhenTheProviderAsksForMoreThanTheWorkspaceHas() {
      acme("");
      for (Duration asked :
          List.of(
              Duration.ofSeconds(31), Duration.ofDays(30), Duration.ofSeconds(Long.MAX_VALUE))) {
        answers(Outcomes.throttledFor(asked));
        assertThat(done(sendAsync()).attempts()).hasSize(1);
      }
    }

    @Test
    void endAfterThreeTriesWithTheLastAnswer() {
      acme("");
      answers(Outcomes.throttled());
      CompletableFuture<SendResult> future = sendAsync();
      advance(60_000);
      SendResult result = done(future);
      assertThat(result.attempts()).hasSize(3);
      assertThat(result.outcome()).isEqualTo(Outcomes.throttled());
      assertThat(waiting()).isEmpty();
    }

    @Test
    void endWithTheWorkspacesTime() {
      acme("\"attempts\": 99, \"within\": \"5s\"");
      answers(Outcomes.throttled());
      CompletableFuture<SendResult> future = sendAsync();
      advance(60_000);
      // After 750 and 1,500 ms; the next wait of 3,000 ms would end after 5,250 ms.
      assertThat(done(future).attempts()).hasSize(3);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
        strings = {"\"attempts\": 0", "\"attempts\": 1", "\"within\": \"0s\""})
    void areTurnedOff(String retry) {
      acme(retry);
      answers(Outcomes.throttled());
      assertThat(done(sendAsync()).attempts()).hasSize(1);
      assertThat(waiting()).isEmpty();
    }

    @Test
    void followTheirOwnWorkspace() {
      rig.registryRig.publish(
          ConfigurationText.workspace("acme", sms("a", instance("a", "1")))
              + ", "
              + ConfigurationText.child("quick", "acme", "\"retry\": {\"attempts\": 0}"));
      answers(Outcomes.throttled());
      AsyncSender sender = rig.asyncSender(Runnable::run);
      assertThat(sender.send("quick", ChannelRig.message().build()).toCompletableFuture()).isDone();
      assertThat(sendAsync(sender)).isNotDone();
    }

    @ParameterizedTest
    @EnumSource(Retry.class)
    void neverFollowAnUnknownOutcome(Retry retry) {
      acme("");
      answers(new SendOutcome.Unknown(Outcomes.error(Category.RATE_LIMITED).retry(retry).build()));
      assertThat(done(sendAsync()).attempts()).hasSize(1);
    }

    @Test
    void neverFollowNeverOrLater() {
      acme("");
      for (Retry retry : List.of(Retry.NEVER, Retry.LATER)) {
        answers(
            new SendOutcome.Rejected(Outcomes.error(Category.RATE_LIMITED).retry(retry).build()));
        assertThat(done(sendAsync()).attempts()).hasSize(1);
      }
      assertThat(
              rig.channel()
                  .sendAsync("nowhere", ChannelRig.message().build())
                  .toCompletableFuture()
                  .join()
                  .attempts())
          .isEmpty();
    }

    @Test
    void goToTheInstanceThatRefusedLast() {
      rig.withFallback();
      rig.registryRig.fake.answer("a", Outcomes.rejected(Category.NETWORK));
      Deque<SendOutcome> ofB = new ArrayDeque<>(List.of(Outcomes.throttled(), Outcomes.accepted()));
      rig.registryRig.fake.answer("b", (connection, request) -> ofB.remove());
      CompletableFuture<SendResult> future = sendAsync();
      advance(60_000);
      assertThat(ChannelRig.tried(done(future))).containsExactly("a", "b", "b");
    }

    @Test
    void followTheConfigurationOfTheirMoment() {
      acme("");
      answers(Outcomes.throttled());
      CompletableFuture<SendResult> future = sendAsync();
      rig.publish(sms("c", instance("c", "1")));
      advance(60_000);
      assertThat(ChannelRig.tried(done(future))).containsExactly("a", "c");
      assertThat(done(future).outcome().accepted()).isTrue();
    }

    @Test
    void endWhenTheirWorkspaceGoes() {
      acme("");
      answers(Outcomes.throttled());
      CompletableFuture<SendResult> future = sendAsync();
      rig.registryRig.publish("");
      advance(60_000);
      assertThat(done(future).outcome()).isEqualTo(Outcomes.throttled());
    }

    @Test
    void countTheirTimeFromTheFirstAttemptAndNotFromTheQueue() {
      acme("");
      answers(Outcomes.throttled(), Outcomes.accepted());
      Queue<Runnable> queue = new ArrayDeque<>();
      CompletableFuture<SendResult> future = sendAsync(rig.asyncSender(queue::add));
      advance(3_600_000);
      queue.remove().run();
      advance(750);
      queue.remove().run();
      assertThat(done(future).outcome().accepted()).isTrue();
    }
  }

  @Nested
  class Closing {
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final AsyncSender sender = rig.asyncSender(queue::add);

    private SendError error(CompletableFuture<SendResult> future) {
      assertThat(future).isDone();
      return done(future).outcome().error().orElseThrow();
    }

    @Test
    void endsWhatIsQueuedAndItIsNeverSent() {
      acme("");
      CompletableFuture<SendResult> future = sendAsync(sender);
      sender.close();
      assertThat(error(future).describe())
          .isEqualTo(
              "UNAVAILABLE: The channel was closed before the message was sent - Send it again when"
                  + " the host has started; it was not sent.");
      assertThat(done(future).outcome()).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(done(future).message().attempt()).isZero();
      queue.remove().run();
      assertThat(rig.connection("a").sends()).isZero();
    }

    @Test
    void endsWhatWaitsForItsNextTryWithWhatIsKnown() {
      acme("");
      answers(Outcomes.throttled());
      CompletableFuture<SendResult> future = sendAsync(sender);
      queue.remove().run();
      assertThat(waiting()).hasSize(1);
      sender.close();
      assertThat(error(future)).isEqualTo(Outcomes.throttled().error().orElseThrow());
      assertThat(waiting()).isEmpty();
    }

    @Test
    void endsWhatWaitsInTheQueueForItsNextTry() {
      acme("");
      answers(Outcomes.throttled());
      CompletableFuture<SendResult> future = sendAsync(sender);
      queue.remove().run();
      advance(750);
      assertThat(queue).hasSize(1);
      sender.close();
      assertThat(error(future)).isEqualTo(Outcomes.throttled().error().orElseThrow());
      queue.remove().run();
      assertThat(rig.connection("a").sends()).isEqualTo(1);
    }

    @Test
    void letsWhatIsBeingSentEndWithoutAnotherTry() {
      acme("");
      rig.registryRig.fake.answer(
          "a",
          (connection, request) -> {
            sender.close();
            return Outcomes.throttled();
          });
      CompletableFuture<SendResult> future = sendAsync(sender);
      queue.remove().run();
      assertThat(error(future)).isEqualTo(Outcomes.throttled().error().orElseThrow());
      assertThat(waiting()).isEmpty();
    }

    @Test
    void answersForWhatIsSentAfterwards() {
      acme("");
      sender.close();
      assertThat(error(sendAsync(sender)).message())
          .isEqualTo("The channel was closed before the message was sent");
    }

    @Test
    void abandonsASendThatDoesNotEndAsUnknown() throws Exception {
      acme("");
      CountDownLatch sending = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      rig.registryRig.fake.answer(
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
      List<Thread> threads = new ArrayList<>();
      AsyncSender slow =
          rig.asyncSender(
              work -> {
                Thread thread = new Thread(work);
                threads.add(thread);
                thread.start();
              });
      CompletableFuture<SendResult> future = sendAsync(slow);
      assertThat(sending.await(2, TimeUnit.MINUTES)).isTrue();
      slow.close();
      assertThat(future).isNotDone();
      slow.abandon();
      assertThat(done(future).outcome()).isInstanceOf(SendOutcome.Unknown.class);
      assertThat(done(future).message().encode()).isEqualTo("pb1.acme.m1.1");
      release.countDown();
      threads.get(0).join(20_000);
    }
  }

  @Nested
  class Threads {
    @Test
    void thatAreAllBusyAreAnAnswerAndNothingIsSent() {
      acme("");
      AsyncSender sender =
          rig.asyncSender(
              work -> {
                throw new RejectedExecutionException("full");
              });
      SendError error = done(sendAsync(sender)).outcome().error().orElseThrow();
      assertThat(error.describe())
          .isEqualTo(
              "UNAVAILABLE: No thread was free to send the message - Send it again later or allow"
                  + " more threads; it was not sent.");
      assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
      assertThat(rig.connection("a").sends()).isZero();
    }

    @Test
    void thatAreBusyAtTheNextTryLeaveTheLastAnswer() {
      acme("");
      answers(Outcomes.throttled());
      AtomicInteger runs = new AtomicInteger();
      AsyncSender sender =
          rig.asyncSender(
              work -> {
                if (runs.getAndIncrement() > 0) {
                  throw new RejectedExecutionException("full");
                }
                work.run();
              });
      CompletableFuture<SendResult> future = sendAsync(sender);
      advance(60_000);
      assertThat(done(future).outcome()).isEqualTo(Outcomes.throttled());
    }

    @Test
    void thatCannotBeStartedAreAnAnswerToo() {
      acme("");
      answers(Outcomes.throttled());
      AtomicInteger runs = new AtomicInteger();
      AsyncSender sender =
          rig.asyncSender(
              work -> {
                if (runs.getAndIncrement() > 0) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
                work.run();
              });
      TestLog log = new TestLog();
      CompletableFuture<SendResult> future = sendAsync(sender);
      advance(60_000);
      assertThat(done(future).outcome()).isEqualTo(Outcomes.throttled());
      assertThat(done(sendAsync(sender)).outcome().error().orElseThrow().message())
          .isEqualTo("No thread was free to send the message");
      assertThat(log.lines("could not be handed to a thread")).hasSize(2);
    }

    @Test
    void thatTakeTheWorkAndFailAllTheSameSendNothingLater() {
      acme("");
      Deque<Runnable> queue = new ArrayDeque<>();
      AsyncSender sender =
          rig.asyncSender(
              work -> {
                queue.add(work);
                throw new OutOfMemoryError("unable to create native thread");
              });
      CompletableFuture<SendResult> future = sendAsync(sender);
      assertThat(done(future).outcome()).isInstanceOf(SendOutcome.Rejected.class);
      queue.remove().run();
      assertThat(rig.connection("a").sends()).isZero();
    }

    @Test
    void aTimerThatIsGoneLeavesTheLastAnswer() {
      acme("");
      answers(Outcomes.throttled());
      rig.registryRig.scheduler.shutdown();
      assertThat(done(sendAsync()).outcome()).isEqualTo(Outcomes.throttled());
    }

    @Test
    void anImpossibleWorkspaceNameIsAProgramsMistake() {
      AsyncSender sender = rig.asyncSender(Runnable::run);
      assertThatThrownBy(() -> sender.send("a.b", ChannelRig.message().build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Workspace name 'a.b' is not usable");
    }
  }

  @Test
  void tenThousandSendsAllComplete() throws Exception {
    int count = 10_000;
    FakeProvider fake = new FakeProvider("fake");
    AtomicInteger calls = new AtomicInteger();
    fake.answer(
        "a",
        (connection, request) ->
            switch (calls.getAndIncrement() % 100) {
              case 0 -> Outcomes.throttledFor(Duration.ofMillis(1));
              case 1 -> Outcomes.rejected(Category.RECIPIENT_INVALID);
              case 2 -> throw new IllegalStateException();
              default -> Outcomes.accepted();
            });
    PhoneNumber to = new PhoneNumber("14155551234");
    Queue<SendResult> results = new ConcurrentLinkedQueue<>();
    try (ChannelCore patchbay =
        ChannelCore.builder()
            .catalog(ProviderCatalog.of(fake))
            .asyncThreads(8)
            .configuration(
                "{\"workspaces\": {"
                    + ConfigurationText.workspace("acme", sms("a", instance("a", "1")))
                    + "}}",
                Path.of(""))
            .build()) {
      fake.newest("acme", "a").forgetRequests();
      List<CompletableFuture<Void>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        futures.add(
            patchbay
                .channel()
                .sendAsync("acme", SmsMessage.to(to).id("m" + i).text("x").build())
                .thenAccept(results::add)
                .toCompletableFuture());
      }
      CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
    }
    Set<String> ids = new HashSet<>();
    results.forEach(result -> ids.add(result.message().id().value()));
    assertThat(ids).hasSize(count);
    assertThat(results).hasSize(count);
    assertThat(results.stream().mapToInt(result -> result.attempts().size()).sum())
        .isEqualTo(calls.get())
        .isGreaterThan(count);
  }
}
