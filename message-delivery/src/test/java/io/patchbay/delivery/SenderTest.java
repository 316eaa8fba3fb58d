package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.delivery.store.PacedSender;
import io.patchbay.delivery.store.SenderNews;
import io.patchbay.delivery.store.Usage;
import io.patchbay.testsupport.CallRate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done about senders that are blocked, slow, throttled, or not told about. */
class SenderTest {
  /**
   * Calls in a second that sweeping every 5 ms makes on a quiet machine. A machine that was busy
   * while the idle queue was watched is no measure for the second after it.
   */
  private static final double MOST_IDLE = 2_000;

  private static final InstanceId A = new InstanceId("acme", "a");

  @TempDir Path directory;

  private static Function<SendRequest, SendOutcome> refuses(
      Category category, Retry retry, Scope scope) {
    return request ->
        new SendOutcome.Rejected(
            SendError.of(category, "No").retry(retry).scope(scope).code("1").build());
  }

  private static Set<String> instances(Desk desk) {
    return desk.line.sent().stream().map(Line.Sent::instance).collect(Collectors.toSet());
  }

  @Test
  void whatABlockedSenderKeepsWaitingGoesThroughTheFallback() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      desk.line.answers("a", refuses(Category.AUTHENTICATION, Retry.LATER, Scope.CONNECTION));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("first"));
      desk.awaitState("first", DeliveryState.ACCEPTED);

      for (int i = 0; i < 50; i++) {
        delivery.submit("acme", Desk.message("m" + i, "+1415555" + (2000 + i)));
      }

      for (int i = 0; i < 50; i++) {
        desk.awaitState("m" + i, DeliveryState.ACCEPTED);
      }
      assertThat(desk.line.sent())
          .filteredOn(sent -> sent.instance().equals("a"))
          .as("only the first found out")
          .hasSize(1);
    }
  }

  @Test
  void whatABlockedSenderKeepsWaitingGoesOnWhenItIsResumed() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = blockedWithTwoMessages(desk);
      desk.line.accepts("a");

      assertThat(delivery.resume(A)).isTrue();

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.awaitState("m2", DeliveryState.ACCEPTED);
      assertThat(delivery.resume(A)).isFalse();
    }
  }

  @Test
  void aBlockedSenderGoesOnWhenAnotherProcessResumesIt() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      blockedWithTwoMessages(desk);
      desk.line.accepts("a");

      desk.store.resume(A);

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.awaitState("m2", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void aFirstChoiceThatWorksAgainIsUsedAgain() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      desk.line.ill.add("a");
      Delivery delivery = goesByTheFallback(desk);
      desk.line.ill.clear();

      Desk.await(
          () -> {
            delivery.askProviders();
            return desk.patchbay.blocked(A).isEmpty();
          },
          () -> "still blocked");

      delivery.submit("acme", Desk.message("m3", "+14155550103"));
      desk.awaitState("m3", DeliveryState.ACCEPTED);
      assertThat(last(desk)).isEqualTo("a");
    }
  }

  @Test
  void aFirstChoiceThatIsResumedByAnotherProcessIsUsedAgain() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      Delivery delivery = goesByTheFallback(desk);

      desk.store.resume(A);

      awaitUseOfTheFirstChoice(desk, delivery);
    }
  }

  @Test
  void whatAnotherProcessResumesBeforeAnybodyHasMetTheBlockIsUsedAgain() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      desk.line.answers("a", refuses(Category.AUTHENTICATION, Retry.LATER, Scope.CONNECTION));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      // It goes by the fallback, and nothing waits in the lane of the first choice.
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.line.accepts("a");
      desk.clock.advance(Duration.ofSeconds(1));

      desk.store.resume(A);
      desk.clock.advance(Duration.ofSeconds(1));

      awaitUseOfTheFirstChoice(desk, delivery);
    }
  }

  /** Within seconds, at that. */
  private static void awaitUseOfTheFirstChoice(Desk desk, Delivery delivery) {
    AtomicInteger count = new AtomicInteger();
    Desk.await(
        () -> {
          String id = "next" + count.incrementAndGet();
          delivery.submit("acme", Desk.message(id, "+1415555" + (1000 + count.get())));
          desk.awaitState(id, DeliveryState.ACCEPTED);
          return last(desk).equals("a");
        },
        () -> "the fallback is used still");
  }

  /** How a block may end. */
  private enum End {
    RESUMED_HERE {
      @Override
      void come(Desk desk, Delivery delivery) {
        delivery.resume(A);
      }
    },
    RESUMED_ELSEWHERE {
      @Override
      void come(Desk desk, Delivery delivery) {
        desk.store.resume(A);
      }
    },
    FOUND_HEALTHY {
      @Override
      void come(Desk desk, Delivery delivery) {
        delivery.askProviders();
      }
    },
    CONFIGURED_ANEW {
      @Override
      void come(Desk desk, Delivery delivery) {
        desk.patchbay.publish(
            APART.replace("\"a\": {", "\"a\": {\"note\": \"new\", "), desk.directory());
        delivery.configurationChanged();
      }
    };

    abstract void come(Desk desk, Delivery delivery);
  }

  private static final String APART = Desk.TWO_LINES.replace("\"fallback\": [\"b\"],", "");

  @ParameterizedTest
  @EnumSource(End.class)
  void howeverABlockEndsOneMessageFindsOutWhetherTheSenderWorks(End end) {
    try (Desk desk = new Desk(directory, APART)) {
      Delivery delivery = blockedWithTwoMessages(desk);
      for (int i = 0; i < 20; i++) {
        delivery.submit("acme", Desk.message("n" + i, "+1415555" + (2000 + i)));
      }
      CountDownLatch answer = new CountDownLatch(1);
      desk.line.answersAfter("a", answer, desk.line::accept);

      end.come(desk, delivery);

      Desk.await(() -> sentBy(desk, "a") == 2, () -> "" + desk.line.sent());
      for (int round = 0; round < 3; round++) {
        delivery.configurationChanged();
        // The lane of the other provider is visited after that of the first.
        SmsMessage other =
            SmsMessage.to("+1415555030" + round).id("b" + round).provider("b").text("Hi").build();
        delivery.submit("acme", other);
        desk.awaitState("b" + round, DeliveryState.ACCEPTED);
      }
      assertThat(sentBy(desk, "a")).as("the one that found out, and one more").isEqualTo(2);
      answer.countDown();
      for (int i = 0; i < 20; i++) {
        desk.awaitState("n" + i, DeliveryState.ACCEPTED);
      }
    }
  }

  private static long sentBy(Desk desk, String instance) {
    return desk.line.sent().stream().filter(sent -> sent.instance().equals(instance)).count();
  }

  /** The first choice works again, which nobody knows yet. */
  private static Delivery goesByTheFallback(Desk desk) {
    desk.line.answers("a", refuses(Category.AUTHENTICATION, Retry.LATER, Scope.CONNECTION));
    Delivery delivery = desk.start();
    delivery.submit("acme", Desk.message("m1"));
    desk.awaitState("m1", DeliveryState.ACCEPTED);
    delivery.submit("acme", Desk.message("m2", "+14155550102"));
    desk.awaitState("m2", DeliveryState.ACCEPTED);
    assertThat(last(desk)).isEqualTo("b");
    desk.line.accepts("a");
    return delivery;
  }

  private static String last(Desk desk) {
    List<Line.Sent> sent = desk.line.sent();
    return sent.get(sent.size() - 1).instance();
  }

  @Test
  void resumedWhileItIsRefusedStillItStopsAgainAfterOneMessage() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES.replace("\"fallback\": [\"b\"],", ""))) {
      Delivery delivery = blockedWithTwoMessages(desk);
      CountDownLatch later = new CountDownLatch(1);
      desk.line.answersAfter(
          "a", later, refuses(Category.AUTHENTICATION, Retry.LATER, Scope.CONNECTION));

      desk.store.resume(A);
      Desk.await(() -> desk.line.sent().size() == 2, () -> "" + desk.line.sent());
      // Refused at a later time than that at which it was resumed.
      desk.clock.advance(Duration.ofSeconds(1));
      later.countDown();

      Desk.await(() -> desk.patchbay.blocked(A).isPresent(), () -> "" + desk.record("m1"));
      for (int round = 0; round < 3; round++) {
        delivery.configurationChanged();
        // The lane of the other provider is visited after that of the blocked one.
        SmsMessage other =
            SmsMessage.to("+1415555030" + round).id("b" + round).provider("b").text("Hi").build();
        delivery.submit("acme", other);
        desk.awaitState("b" + round, DeliveryState.ACCEPTED);
      }
      assertThat(desk.line.sent())
          .filteredOn(sent -> sent.instance().equals("a"))
          .as("the first that found out, and one more")
          .hasSize(2);
    }
  }

  private static Delivery blockedWithTwoMessages(Desk desk) {
    desk.line.answers("a", refuses(Category.AUTHENTICATION, Retry.LATER, Scope.CONNECTION));
    Delivery delivery = desk.start();
    delivery.submit("acme", Desk.message("m1"));
    Desk.await(
        () -> desk.patchbay.blocked(A).isPresent() && desk.record("m1").attempts() == 1,
        () -> "" + desk.record("m1"));
    delivery.submit("acme", Desk.message("m2", "+14155550102"));
    return delivery;
  }

  @Test
  void aPausedSenderGoesOnWhenAnotherProcessResumesIt() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.store.conclude(
          List.of(), List.of(new SenderNews("line:acme/a", false, Duration.ofHours(8), "locked")));
      delivery.submit("acme", Desk.message("m2", "+14155550102"));
      delivery.submit(
          "acme", SmsMessage.to("+14155550103").id("m3").provider("b").text("Hi").build());
      // The lane of the other provider is visited after that of the paused one.
      desk.awaitState("m3", DeliveryState.ACCEPTED);
      assertThat(desk.state("m2")).isEqualTo(DeliveryState.QUEUED);
      assertThat(desk.store.pacedSendersOf(A)).containsExactly("line:acme/a");
      assertThat(desk.store.pacedSendersOf(new InstanceId("acme", "b"))).isEmpty();

      assertThat(desk.store.resume("line:acme/a")).isTrue();

      desk.awaitState("m2", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void whatASenderThatWaitsForSomebodyKeepsWaitingGoesThroughTheFallback() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      desk.line.answers("a", refuses(Category.SPAM_LIMITED, Retry.LATER, Scope.SENDER));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("first"));
      desk.awaitState("first", DeliveryState.ACCEPTED);
      assertThat(sentBy(desk, "a")).as("it found out").isEqualTo(1);

      for (int i = 0; i < 20; i++) {
        delivery.submit("acme", Desk.message("m" + i, "+1415555" + (2000 + i)));
      }
      for (int i = 0; i < 20; i++) {
        desk.awaitState("m" + i, DeliveryState.ACCEPTED);
      }

      assertThat(sentBy(desk, "a")).isEqualTo(1);
      desk.line.accepts("a");
      assertThat(delivery.resume(A)).isTrue();
      AtomicInteger more = new AtomicInteger();
      Desk.await(
          () -> {
            int next = more.incrementAndGet();
            delivery.submit("acme", Desk.message("n" + next, "+1415555" + (3000 + next)));
            desk.awaitState("n" + next, DeliveryState.ACCEPTED);
            return sentBy(desk, "a") > 1;
          },
          () -> "its first choice is not used again");
    }
  }

  @Test
  void whatNoFallbackCanTakeWaitsForItsSender() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      desk.line.answers("a", refuses(Category.SPAM_LIMITED, Retry.LATER, Scope.SENDER));
      desk.line.answers("b", refuses(Category.SPAM_LIMITED, Retry.LATER, Scope.SENDER));
      Delivery delivery = desk.start();
      double idle = CallRate.perSecond(1, desk.database::calls);
      delivery.submit("acme", Desk.message("first"));
      Desk.await(() -> desk.store.pacedSenders().size() == 2, () -> "" + desk.record("first"));

      delivery.submit("acme", Desk.message("m1", "+14155550102"));
      delivery.submit(
          "acme", SmsMessage.to("+14155550103").id("m2").provider("b").text("Hi").build());

      int visits = desk.database.calls();
      assertThat(CallRate.perSecond(1, desk.database::calls))
          .as("calls in a second while messages wait, where %s are usual", idle)
          .isLessThan(2 * Math.max(idle, MOST_IDLE));
      Desk.await(() -> desk.database.calls() - visits > 50, () -> "the queue does nothing");
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.QUEUED);
      assertThat(desk.state("m2")).isEqualTo(DeliveryState.QUEUED);
      assertThat(sentBy(desk, "a") + sentBy(desk, "b")).isEqualTo(2);
      desk.line.accepts("a");
      delivery.resume(A);
      desk.awaitState("m1", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void aGoodHealthCheckResumesABlockedSender() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.ill.add("a");
      desk.line.answers("a", refuses(Category.PAYMENT, Retry.LATER, Scope.ACCOUNT));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      Desk.await(() -> desk.patchbay.blocked(A).isPresent(), () -> "" + desk.record("m1"));
      delivery.submit("acme", Desk.message("m2", "+14155550102"));
      desk.line.accepts("a");
      // The dispatcher has to have met the block before anybody asks.
      Desk.await(
          () -> {
            delivery.askProviders();
            return desk.patchbay.blocked(A).isPresent();
          },
          () -> "unblocked though ill");

      desk.line.ill.clear();
      Desk.await(
          () -> {
            delivery.askProviders();
            return desk.patchbay.blocked(A).isEmpty();
          },
          () -> "still blocked");

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.awaitState("m2", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void anAccountLockIsTriedThreeTimesOverADayAndThenGivenUp() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.answers("a", refuses(Category.SPAM_LIMITED, Retry.LATER, Scope.SENDER));
      desk.start().submit("acme", Desk.message("m1"));
      for (int tries = 1; tries <= 2; tries++) {
        int made = tries;
        Desk.await(
            () -> desk.record("m1").attempts() == made && desk.state("m1") == DeliveryState.QUEUED,
            () -> "" + desk.record("m1"));
        assertThat(desk.record("m1").dueAt())
            .isEqualTo(desk.clock.instant().plus(Duration.ofHours(8)));
        assertThat(desk.store.pacedSenders()).hasSize(1);
        desk.clock.advance(Duration.ofHours(8).plusSeconds(1));
      }

      desk.awaitState("m1", DeliveryState.FAILED);
      assertThat(desk.record("m1").reason()).startsWith("given up after 3 tries: SPAM_LIMITED");
    }
  }

  @Test
  void aBlockThatSeveralProcessesFindOutAtOnceUsesNoMessageUp() {
    Line line = new Line();
    line.answers("a", refuses(Category.AUTHENTICATION, Retry.LATER, Scope.CONNECTION));
    try (Desk one = new Desk(directory, Desk.ONE_LINE, Desk.file(directory), line);
        Desk other = new Desk(directory, Desk.ONE_LINE, Desk.file(directory), line);
        Desk third = new Desk(directory, Desk.ONE_LINE, Desk.file(directory), line);
        Desk fourth = new Desk(directory, Desk.ONE_LINE, Desk.file(directory), line)) {
      Delivery delivery = one.start();
      delivery.submit("acme", Desk.message("m1"));
      for (Desk desk : List.of(one, other, third, fourth)) {
        if (desk != one) {
          desk.start();
        }
        Desk.await(() -> desk.patchbay.blocked(A).isPresent(), () -> "" + one.record("m1"));
      }
      Desk.await(() -> one.record("m1").attempts() == 4, () -> "" + one.record("m1"));
      one.awaitState("m1", DeliveryState.QUEUED);

      line.accepts("a");
      delivery.resume(A);

      one.awaitState("m1", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void whatIsBlockedIsGivenUpAfterItsTimeAndItsTries() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.answers("a", refuses(Category.ACCOUNT_RESTRICTED, Retry.LATER, Scope.ACCOUNT));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      for (int tries = 1; tries <= 4; tries++) {
        int so = tries;
        Desk.await(() -> desk.record("m1").attempts() == so, () -> "" + desk.record("m1"));
        Desk.await(() -> desk.patchbay.blocked(A).isPresent(), () -> "not blocked");
        desk.awaitState("m1", DeliveryState.QUEUED);
        desk.clock.advance(Duration.ofHours(5));
        delivery.resume(A);
      }

      desk.awaitState("m1", DeliveryState.FAILED);
    }
  }

  @Test
  void aPausedSenderGoesOnWhenItsInstanceIsConfiguredAnew() {
    try (Desk desk = new Desk(directory, APART)) {
      desk.line.answers("a", refuses(Category.SENDER, Retry.LATER, Scope.SENDER));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      Desk.await(() -> !desk.store.pacedSenders().isEmpty(), () -> "" + desk.record("m1"));
      delivery.submit("acme", Desk.message("m2", "+14155550102"));
      desk.line.accepts("a");

      delivery.configurationChanged();
      assertThat(desk.store.pacedSenders()).as("nothing of it was changed").hasSize(1);
      desk.patchbay.publish(
          APART.replace("\"a\": {", "\"a\": {\"note\": \"new\", "), desk.directory());
      delivery.configurationChanged();

      desk.awaitState("m2", DeliveryState.ACCEPTED);
      assertThat(desk.store.pacedSenders()).isEmpty();
    }
  }

  @Test
  void aSenderIsResumedThatWasUsedOverAnotherInstanceSince() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      desk.line.sharedSender = true;
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      delivery.submit(
          "acme", SmsMessage.to("+14155550103").id("m2").provider("b").text("Hi").build());
      desk.awaitState("m2", DeliveryState.ACCEPTED);
      desk.store.conclude(
          List.of(), List.of(new SenderNews("line:shared", false, Duration.ofHours(8), "locked")));

      assertThat(delivery.resume(A)).isTrue();

      assertThat(desk.store.pacedSenders()).isEmpty();
    }
  }

  @Test
  void theOperatorIsToldOnceOfAnAccountLockAndOfItsEnd() {
    try (HeardLog log = new HeardLog();
        Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      CountDownLatch together = new CountDownLatch(1);
      desk.line.answersAfter(
          "a", together, refuses(Category.SPAM_LIMITED, Retry.LATER, Scope.SENDER));
      Delivery delivery = desk.start();
      for (int i = 0; i < 5; i++) {
        String to = "+1415555" + (1000 + i);
        delivery.submit(
            "acme", SmsMessage.to(to).id("m" + i).from("14155550177").text("Hi").build());
      }
      Desk.await(() -> desk.line.sent().size() == 5, () -> "" + desk.line.sent());
      together.countDown();
      for (int i = 0; i < 5; i++) {
        String id = "m" + i;
        Desk.await(() -> desk.record(id).dueAt().isAfter(desk.clock.instant()), () -> id);
      }
      assertThat(log.with("is paused"))
          .singleElement()
          .asString()
          .contains(
              "WARN",
              "acme/a: sender 'line:141******77' is paused for PT8H: SPAM_LIMITED 1: No; the"
                  + " message has used 1 of 3 tries.",
              "patchbay resume acme/a");
      desk.line.accepts("a");

      desk.clock.advance(Duration.ofHours(8).plusSeconds(1));

      for (int i = 0; i < 5; i++) {
        desk.awaitState("m" + i, DeliveryState.ACCEPTED);
      }
      assertThat(log.with("its pause is over"))
          .singleElement()
          .asString()
          .contains("INFO", "acme/a: sender 'line:141******77' goes on");
      assertThat(log.with("is paused")).hasSize(1);
    }
  }

  @Test
  void theOperatorIsToldOnceOfABlockAndOfItsEnd() {
    try (HeardLog log = new HeardLog();
        Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = blockedWithTwoMessages(desk);
      SmsMessage elsewhere =
          SmsMessage.to("+14155550109").id("lane").from("14155550177").text("Hi").build();
      delivery.submit("acme", elsewhere);
      Desk.await(() -> !log.with("messages wait").isEmpty(), () -> "not told");
      desk.line.accepts("a");

      delivery.resume(A);

      desk.awaitState("lane", DeliveryState.ACCEPTED);
      assertThat(log.with(" wait"))
          .singleElement()
          .asString()
          .contains(
              "WARN",
              "acme/a: its messages wait, or go by another way: AUTHENTICATION 1: No; the message"
                  + " has used 1 of 3 tries.",
              "patchbay resume acme/a");
      assertThat(log.with("goes on")).singleElement().asString().contains("INFO", "acme/a");
    }
  }

  @Test
  void oneWhoseSenderAloneIsRefusedWaitsForItAsForAnyLock() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.answers("a", refuses(Category.AUTHENTICATION, Retry.LATER, Scope.SENDER));
      desk.start().submit("acme", Desk.message("m1"));

      Desk.await(() -> desk.record("m1").attempts() == 1, () -> "" + desk.record("m1"));
      Desk.await(
          () -> desk.record("m1").dueAt().isAfter(desk.clock.instant()),
          () -> "" + desk.record("m1"));
      assertThat(desk.patchbay.blocked(A)).isEmpty();
      assertThat(desk.store.pacedSenders()).hasSize(1);
    }
  }

  @Test
  void aThrottledSenderSlowsDownAndRecovers() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.rate = Rate.perSecond(80);
      AtomicInteger calls = new AtomicInteger();
      Function<SendRequest, SendOutcome> refuses =
          refuses(Category.RATE_LIMITED, Retry.BACKOFF, Scope.SENDER);
      desk.line.answers(
          "a",
          request ->
              calls.incrementAndGet() == 1 ? refuses.apply(request) : desk.line.accept(request));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));

      Desk.await(() -> !desk.store.pacedSenders().isEmpty(), () -> "" + desk.record("m1"));
      assertThat(desk.store.pacedSenders()).extracting(PacedSender::pace).containsExactly(0.5);
      desk.clock.advance(Duration.ofSeconds(2));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.clock.advance(Duration.ofMinutes(1));
      delivery.submit("acme", Desk.message("m2"));
      desk.awaitState("m2", DeliveryState.ACCEPTED);
      assertThat(desk.store.pacedSenders()).isEmpty();
      assertThat(desk.record("m1").attempts()).isEqualTo(2);
    }
  }

  @Test
  void tooMuchForOneRecipientHoldsUpThatRecipientAlone() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Function<SendRequest, SendOutcome> refuses =
          refuses(Category.RECIPIENT_RATE_LIMITED, Retry.BACKOFF, Scope.RECIPIENT);
      desk.line.answers(
          "a",
          request ->
              request.to().value().endsWith("0100")
                  ? refuses.apply(request)
                  : desk.line.accept(request));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      long[] least = {1, 4, 16, 64};
      for (int tries = 1; tries <= least.length; tries++) {
        int made = tries;
        Desk.await(
            () -> desk.record("m1").attempts() == made && desk.state("m1") == DeliveryState.QUEUED,
            () -> "" + desk.record("m1"));
        assertThat(desk.record("m1").dueAt())
            .isBetween(
                desk.clock.instant().plusSeconds(least[tries - 1]),
                desk.clock.instant().plusMillis(least[tries - 1] * 1100 + 1));
        desk.clock.advance(Duration.ofMillis(least[tries - 1] * 1100 + 1));
      }

      delivery.submit("acme", Desk.message("other", "+14155550199"));

      desk.awaitState("other", DeliveryState.ACCEPTED);
      assertThat(desk.store.pacedSenders()).isEmpty();
    }
  }

  @Test
  void oneRecipientGetsABurstAndThenOneEverySixSeconds() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.perRecipient = new Rate(1, Duration.ofSeconds(6), 45);
      Delivery delivery = desk.start();
      for (int i = 0; i < 48; i++) {
        delivery.submit("acme", Desk.message("m" + i));
      }
      desk.awaitState("m44", DeliveryState.ACCEPTED);
      delivery.submit("acme", Desk.message("other", "+14155550199"));
      desk.awaitState("other", DeliveryState.ACCEPTED);
      assertThat(desk.line.sent()).hasSize(46);

      desk.clock.advance(Duration.ofSeconds(6));

      desk.awaitState("m45", DeliveryState.ACCEPTED);
      desk.clock.advance(Duration.ofSeconds(5));
      delivery.submit("acme", Desk.message("another", "+14155550198"));
      desk.awaitState("another", DeliveryState.ACCEPTED);
      assertThat(desk.state("m46")).isEqualTo(DeliveryState.QUEUED);
      desk.clock.advance(Duration.ofSeconds(1));
      desk.awaitState("m46", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void aSlowSenderHoldsUpNoOther() throws InterruptedException {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      CountDownLatch end = new CountDownLatch(1);
      desk.line.answersAfter("a", end, desk.line::accept);
      Delivery delivery =
          desk.start(
              DeliverySettings.builder()
                  .sweepInterval(Duration.ofMillis(5))
                  .maxThreads(16)
                  .build());
      for (int i = 0; i < 100; i++) {
        delivery.submit("acme", Desk.message("slow" + i, "+1415555" + (2000 + i)));
      }
      Desk.await(() -> instances(desk).contains("a"), () -> "" + desk.line.sent());

      for (int i = 0; i < 100; i++) {
        delivery.submit(
            "acme",
            Desk.message("quick" + i, "+1415555" + (3000 + i)).toBuilder().provider("b").build());
      }

      desk.awaitState("quick99", DeliveryState.ACCEPTED);
      // Whoever sent the last of them may not have ended yet.
      Desk.await(() -> delivery.inFlight() <= 8, () -> "in flight " + delivery.inFlight());
      assertThat(delivery.inFlight()).isPositive();
      end.countDown();
      desk.awaitState("slow99", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void whatAProviderGaveUpGoesToTheFallbackOnceWhereThatIsWanted() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES_AFTER_FAILURE)) {
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      SendError notThere =
          SendError.of(Category.RECIPIENT_UNREACHABLE, "Not there").code("131026").build();

      desk.hears("a", "line-1", DeliveryStatus.FAILED, null, notThere);

      Desk.await(() -> desk.line.sent().size() == 2, () -> "" + desk.record("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(instances(desk)).containsExactlyInAnyOrder("a", "b");
      assertThat(desk.record("m1").duplicated()).isFalse();
      desk.hears("a", "line-1", DeliveryStatus.DELIVERED, null, null);
      assertThat(desk.record("m1").duplicated()).isTrue();
      desk.hears("b", "line-2", DeliveryStatus.FAILED, null, notThere);
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    }
  }

  @Test
  void whatTheFallbackGivesUpAsWellIsNotSentAThirdTime() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES_AFTER_FAILURE)) {
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      SendError notThere = SendError.of(Category.RECIPIENT_UNREACHABLE, "Not there").build();
      desk.hears("a", "line-1", DeliveryStatus.FAILED, null, notThere);
      Desk.await(() -> desk.line.sent().size() == 2, () -> "" + desk.record("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.record("m1").story())
          .extracting(MessageRecord.Line::reason)
          .contains("its provider gave it up (RECIPIENT_UNREACHABLE); it goes through acme/b");

      desk.hears("b", "line-2", DeliveryStatus.FAILED, null, notThere);

      assertThat(desk.state("m1")).isEqualTo(DeliveryState.FAILED);
      Desk.await(() -> desk.store.unsettled().isEmpty(), () -> "" + desk.store.unsettled());
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.FAILED);
      assertThat(desk.line.sent()).hasSize(2);
    }
  }

  @Test
  void whatNoOtherProviderCanCureStaysGivenUp() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES_AFTER_FAILURE)) {
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);

      desk.hears(
          "a",
          "line-1",
          DeliveryStatus.FAILED,
          null,
          SendError.of(Category.REQUEST, "Not a message").build());

      Desk.await(() -> desk.store.unsettled().isEmpty(), () -> "" + desk.store.unsettled());
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.FAILED);
      assertThat(desk.line.sent()).hasSize(1);
    }
  }

  @Test
  void whatAProviderGaveUpStaysGivenUpWhereNothingElseIsWanted() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);

      desk.hears(
          "a",
          "line-1",
          DeliveryStatus.FAILED,
          null,
          SendError.of(Category.RECIPIENT_UNREACHABLE, "Not there").build());

      assertThat(desk.state("m1")).isEqualTo(DeliveryState.FAILED);
      Desk.await(() -> desk.store.unsettled().isEmpty(), () -> "" + desk.store.unsettled());
      assertThat(desk.state("m1")).as("still").isEqualTo(DeliveryState.FAILED);
      assertThat(desk.line.sent()).hasSize(1);
    }
  }

  @Test
  void asksWhatBecameOfAMessageOfWhichNoStatusCame() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      StatusUpdate delivered =
          new StatusUpdate(
              "key",
              desk.clock.instant(),
              "",
              "line-1",
              DeliveryStatus.DELIVERED,
              "delivered",
              null,
              List.of(),
              List.of(),
              Map.of());
      desk.line.histories.put("line-1", List.of(delivered));

      delivery.askProviders();
      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.ACCEPTED);
      desk.clock.advance(Duration.ofMinutes(61));
      delivery.askProviders();

      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.DELIVERED);
      assertThat(desk.store.silent("acme/a", Duration.ZERO, 10)).isEmpty();
    }
  }

  @Test
  void asksAgainAfterALongerTimeWhenAProviderCannotBeAskedAndGivesItUpAtLast() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.line.unreachable = true;
      // The answer came some time after the clock stood still.
      desk.clock.advance(Duration.ofMinutes(5));
      List<Integer> hours = new ArrayList<>();

      int asked = 0;
      for (int hour = 1; hour <= 40; hour++) {
        desk.clock.advance(Duration.ofMinutes(60).plusSeconds(30));
        delivery.askProviders();
        delivery.askProviders();
        if (desk.line.lookUps.get() > asked) {
          hours.add(hour);
          asked = desk.line.lookUps.get();
        }
      }

      assertThat(hours).containsExactly(1, 2, 4, 8, 16);
      assertThat(asked).isEqualTo(StatusQuestions.MOST_LOOKS);
      assertThat(desk.store.silent("acme/a", Duration.ZERO, 10)).isEmpty();
    }
  }

  @Test
  void whatItsProviderSaysOfAnAccountIsKeptForAllHosts() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.dailyRecipients = 250L;
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);

      delivery.askProviders();

      Usage.People account = desk.store.usage(null).accounts().get(0);
      assertThat(account.limit()).isEqualTo(250);
      assertThat(account.limitSeen()).isEqualTo(desk.clock.instant());
      assertThat(account.outside()).isEqualTo(1);
      assertThat(account.unknown()).isZero();
    }
  }

  @Test
  void whatOthersLearnedOfASenderStaysWhenItsInstanceIsRenamed() {
    String both = Desk.TWO_LINES.replace("\"fallback\": [\"b\"],", "");
    try (Desk desk = new Desk(directory, both)) {
      desk.line.sharedSender = true;
      desk.line.dailyRecipients = 250L;
      // Whatever is looked up is looked up again at once.
      Delivery delivery =
          desk.start(
              DeliverySettings.builder()
                  .sweepInterval(Duration.ofMillis(5))
                  .senderInterval(Duration.ofNanos(1))
                  .build());
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      delivery.askProviders();
      assertThat(limit(desk)).isEqualTo(250);

      desk.patchbay.publish(Desk.ONE_LINE.replace("\"a\"", "\"c\""), directory);
      delivery.askProviders();
      assertThat(limit(desk)).as("nobody can be asked").isEqualTo(250);
      desk.line.dailyRecipients = 1_000L;
      delivery.submit("acme", Desk.message("m2"));
      desk.awaitState("m2", DeliveryState.ACCEPTED);
      delivery.askProviders();

      assertThat(instances(desk)).containsExactlyInAnyOrder("a", "c");
      assertThat(limit(desk)).isEqualTo(1_000);
    }
  }

  private static @Nullable Long limit(Desk desk) {
    return desk.store.usage(null).accounts().get(0).limit();
  }

  @Test
  void sendsAsFastAsTheAccountIsFoundToAllow() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.rate = Rate.perSecond(20);
      desk.line.account = Rate.perSecond(1_000);
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("first"));
      desk.awaitState("first", DeliveryState.ACCEPTED);
      delivery.askProviders();
      desk.clock.advance(Duration.ofMinutes(1));

      // The clock stands still: only what may go within the time ahead goes.
      for (int i = 0; i < 200; i++) {
        delivery.submit("acme", Desk.message("m" + i, "+1415555" + (2000 + i)));
      }

      desk.awaitState("m199", DeliveryState.ACCEPTED);
    }
  }
}
