package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.delivery.store.DeliveryListener;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What delivery does, whichever database it has. */
abstract class DeliveryContract {
  @TempDir Path directory;

  /** The database of this test. */
  abstract SqlDatabase database(Path directory, Clock clock);

  private Desk desk(String configuration) {
    return new Desk(directory, configuration, clock -> database(directory, clock));
  }

  private static SendOutcome refused(Category category, Retry retry, Scope scope) {
    return new SendOutcome.Rejected(SendError.of(category, "No").retry(retry).scope(scope).build());
  }

  private static SendOutcome unknown() {
    return new SendOutcome.Unknown(SendError.of(Category.NETWORK, "No answer").build());
  }

  private static SendOutcome throttled(Duration asked) {
    return new SendOutcome.Rejected(
        SendError.refusal(Category.RATE_LIMITED, "Too many").code("429").retryAfter(asked).build());
  }

  /** Queues ten messages of a sender that one answer has asked to wait for years. */
  private static Delivery heldForOneAnswer(Desk desk) {
    desk.line.answers("a", request -> throttled(Duration.ofSeconds(999_999_999)));
    Delivery delivery = desk.start();
    delivery.submit("acme", Desk.message("first"));
    Desk.await(() -> !desk.store.pacedSenders().isEmpty(), () -> "" + desk.record("first"));
    for (int i = 0; i < 10; i++) {
      delivery.submit("acme", Desk.message("m" + i, "+1415555" + (2000 + i)));
    }
    return delivery;
  }

  private static long inState(Desk desk, DeliveryState state) {
    return IntStream.range(0, 10).filter(i -> desk.state("m" + i) == state).count();
  }

  /** Any of the eleven may be the probe: the first message is due again at the same time. */
  private static long ofAll(Desk desk, DeliveryState state) {
    return inState(desk, state) + (desk.state("first") == state ? 1 : 0);
  }

  @Test
  void aHoldThatOneAnswerAsksForIsBoundedAndOneMessageFindsOutHowThingsAre() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      heldForOneAnswer(desk);
      assertThat(desk.store.pacedSenders().get(0).pausedUntil())
          .isEqualTo(desk.clock.instant().plus(Duration.ofMinutes(15)));
      CountDownLatch answered = new CountDownLatch(1);
      desk.line.answersAfter("a", answered, request -> new SendOutcome.Accepted("id"));

      desk.clock.advance(Duration.ofMinutes(15).plusSeconds(1));

      Desk.await(() -> desk.line.sent().size() == 2, () -> "" + desk.line.sent());
      assertThat(ofAll(desk, DeliveryState.SENDING)).isEqualTo(1);
      assertThat(ofAll(desk, DeliveryState.QUEUED)).isEqualTo(10);
      answered.countDown();
      Desk.await(() -> inState(desk, DeliveryState.ACCEPTED) == 10, () -> "" + desk.line.sent());
      desk.clock.advance(Duration.ofMinutes(2));
      desk.awaitState("first", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void aProbeThatIsRefusedHoldsTheOthersAgain() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      heldForOneAnswer(desk);

      desk.clock.advance(Duration.ofMinutes(15).plusSeconds(1));

      Desk.await(() -> desk.line.sent().size() == 2, () -> "" + desk.line.sent());
      Instant again = desk.clock.instant().plus(Duration.ofMinutes(15));
      Desk.await(
          () -> desk.store.pacedSenders().get(0).pausedUntil().equals(again),
          () -> "" + desk.store.pacedSenders());
      assertThat(ofAll(desk, DeliveryState.QUEUED)).isEqualTo(11);
    }
  }

  @Test
  void aProbeThatNeverReachedTheProviderIsFollowedByAnother() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      heldForOneAnswer(desk);
      AtomicInteger refusals = new AtomicInteger();
      desk.line.answers(
          "a",
          request ->
              refusals.incrementAndGet() <= 3
                  ? refused(Category.REQUEST, Retry.NEVER, Scope.MESSAGE)
                  : new SendOutcome.Accepted("id-" + refusals));

      desk.clock.advance(Duration.ofMinutes(15).plusSeconds(1));

      Desk.await(
          () ->
              ofAll(desk, DeliveryState.FAILED) == 3
                  && inState(desk, DeliveryState.FAILED) + inState(desk, DeliveryState.ACCEPTED)
                      == 10,
          () -> "" + desk.line.sent());
    }
  }

  @Test
  void sendsWhatWasHandedOver() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();

      Submission submission = delivery.submit("acme", Desk.message("m1"));

      assertThat(submission.result()).isEqualTo(Submission.Result.CREATED);
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.line.references()).containsExactly("pb1.acme.m1.1");
      assertThat(desk.record("m1").story())
          .extracting(MessageRecord.Line::what)
          .containsExactly("SUBMITTED", "SENDING", "ACCEPTED");
    }
  }

  @Test
  void takesTheSameMessageOnceAndRefusesAnotherUnderItsId() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));

      assertThat(delivery.submit("acme", Desk.message("m1")).result())
          .isEqualTo(Submission.Result.REPEATED);
      SmsMessage other = Desk.message("m1", "+1 415 555 0101");
      assertThatThrownBy(() -> delivery.submit("acme", other))
          .isInstanceOf(MessageConflictException.class)
          .hasMessageContaining("'m1' of workspace 'acme'")
          .hasMessageNotContaining("0101");
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.line.sent()).hasSize(1);
    }
  }

  @Test
  void whateverWasTypedForANumberIsRejectedOrQueuedUntilThereIsAConfiguration() {
    String typed = "call\0me " + "x\ud83d".repeat(5_000);
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();

      assertThatThrownBy(() -> delivery.submit("acme", Desk.message("m1", typed)))
          .isInstanceOf(MessageRejectedException.class);
      assertThat(desk.store.find("acme", "m1")).isEmpty();
      desk.patchbay.publish("{\"workspaces\": {}}", directory);
      delivery.submit("acme", Desk.message("m1", typed));
      assertThat(desk.state("m1")).isIn(DeliveryState.QUEUED, DeliveryState.SENDING);
      SmsMessage from = Desk.message("m2").toBuilder().from("a", "b\0").build();
      assertThatThrownBy(() -> delivery.submit("acme", from))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> delivery.submit("ac/me", Desk.message("m3")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(desk.store.find("acme", "m2")).isEmpty();
    }
  }

  @Test
  void aMistakeIsRejectedAndItsIdIsFreeForTheCorrectedMessage() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      SmsMessage good = Desk.message("m1");

      assertRejected(delivery, "acme", Desk.message("m1", "12"), Category.RECIPIENT_INVALID);
      assertRejected(delivery, "acmee", good, Category.NOT_CONFIGURED);
      assertRejected(
          delivery, "acme", good.toBuilder().provider("c").build(), Category.NOT_CONFIGURED);
      assertRejected(delivery, "acme", good.toBuilder().from("stranger").build(), Category.SENDER);
      assertRejected(
          delivery,
          "acme",
          SmsMessage.to(new GroupId("g1")).id("m1").text("Hi").build(),
          Category.UNSUPPORTED);
      assertThat(desk.store.counts()).isEmpty();

      assertThat(delivery.submit("acme", good).result()).isEqualTo(Submission.Result.CREATED);
      desk.awaitState("m1", DeliveryState.ACCEPTED);
    }
  }

  private static void assertRejected(
      Delivery delivery, String workspace, SmsMessage message, Category why) {
    assertThatThrownBy(() -> delivery.submit(workspace, message))
        .isInstanceOfSatisfying(
            MessageRejectedException.class, e -> assertThat(e.error().category()).isEqualTo(why))
        .hasMessageContaining("'m1' of workspace '" + workspace + "'");
  }

  @Test
  void aMistakeAmongManyIsRejectedAndTheOthersAreTaken() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      List<Submission> submissions =
          desk.start()
              .submit(
                  List.of(
                      new Outgoing("acme", Desk.message("m1"), SubmitOptions.defaults()),
                      new Outgoing("acme", Desk.message("m2", "12"), SubmitOptions.defaults()),
                      new Outgoing(
                          "acme", Desk.message("m3", "+14155550103"), SubmitOptions.defaults())));

      assertThat(submissions)
          .extracting(one -> one.id().value(), Submission::result)
          .containsExactly(
              tuple("m1", Submission.Result.CREATED),
              tuple("m2", Submission.Result.REJECTED),
              tuple("m3", Submission.Result.CREATED));
      assertThat(submissions.get(1).error())
          .extracting(SendError::category)
          .isEqualTo(Category.RECIPIENT_INVALID);
      assertThat(desk.store.find("acme", "m2")).isEmpty();
    }
  }

  @Test
  void whatWasTakenBeforeIsRepeatedThoughItWouldBeRejectedNow() {
    try (Desk desk = desk(Desk.TWO_LINES)) {
      Delivery delivery = desk.start();
      SmsMessage through = Desk.message("m1").toBuilder().provider("b").build();
      delivery.submit("acme", through);
      desk.patchbay.publish(Desk.ONE_LINE, directory);

      assertThat(delivery.submit("acme", through).result()).isEqualTo(Submission.Result.REPEATED);
      assertRejected(
          delivery,
          "acme",
          Desk.message("m1", "+1 415 555 0199").toBuilder().provider("b").build(),
          Category.NOT_CONFIGURED);
    }
  }

  @Test
  void whatTheFallbackTakesIsNoMistake() {
    try (Desk desk = desk(Desk.TWO_LINES)) {
      SmsMessage message = Desk.message("m1").toBuilder().from("a", "stranger").build();
      desk.line.answers("a", request -> refused(Category.SENDER, Retry.NEVER, Scope.SENDER));

      assertThat(desk.start().submit("acme", message).result())
          .isEqualTo(Submission.Result.CREATED);

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.line.sent()).extracting(Line.Sent::instance).endsWith("b");
    }
  }

  @Test
  void whatACompleteConfigurationWouldMendIsQueued() {
    String broken =
        """
        {"workspaces": {"acme": {"sms": {"defaultRegion": "US",
            "providers": {"a": {"type": "line"}, "b": {"type": "line", "nothing": 1}}}}}}
        """;
    try (Desk desk = desk("{\"workspaces\": {\"acme\": {}}}")) {
      Delivery delivery = desk.start();

      delivery.submit("acme", Desk.message("no-default"));
      desk.patchbay.publish(broken, directory);
      delivery.submit(
          "acme", Desk.message("no-instance", "+14155550101").toBuilder().provider("b").build());
      desk.patchbay.publish(Desk.TWO_LINES, directory);
      delivery.configurationChanged();

      desk.awaitState("no-default", DeliveryState.ACCEPTED);
      desk.awaitState("no-instance", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void whatAStubTookEndsAsNothingSentWhateverIsReportedOfIt() {
    Line stub = new Line();
    stub.sendsNothing = true;
    try (Desk desk =
        new Desk(directory, Desk.ONE_LINE, clock -> database(directory, clock), stub)) {
      List<DeliveryState> dead = new CopyOnWriteArrayList<>();
      desk.store.listen(
          new DeliveryListener() {
            @Override
            public void deadLetter(
                Subject message, DeliveryState state, @Nullable Category category) {
              dead.add(state);
            }
          });
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.NOTHING_SENT);

      desk.hears("line-1", DeliveryStatus.DELIVERED, Desk.ref("m1", 1));
      desk.line.histories.put("line-1", List.of(delivered("line-1")));
      desk.clock.advance(Duration.ofHours(12));
      delivery.askProviders();

      MessageRecord record = desk.record("m1");
      assertThat(record.state()).isEqualTo(DeliveryState.NOTHING_SENT);
      assertThat(record.progress()).isNull();
      assertThat(record.reason()).contains("acme/a took it and sent nothing");
      assertThat(record.story())
          .extracting(MessageRecord.Line::what)
          .containsExactly("SUBMITTED", "SENDING", "NOTHING_SENT");
      assertThat(record.story().get(2).details()).containsEntry("nothing-sent", "true");
      assertThat(desk.line.lookUps).hasValue(0);
      assertThat(dead).containsExactly(DeliveryState.NOTHING_SENT);
      assertThat(desk.store.deadLetters("acme", 10)).hasSize(1);
      assertThat(desk.store.usage(null).accounts()).isEmpty();
      assertThat(desk.store.usage(null).prices()).isEmpty();
    }
  }

  private static StatusUpdate delivered(String id) {
    return new StatusUpdate(
        id + ":delivered",
        Instant.parse("2026-03-01T12:00:02Z"),
        "",
        id,
        DeliveryStatus.DELIVERED,
        "delivered",
        null,
        List.of(),
        List.of(),
        Map.of());
  }

  @Test
  void theStubIsNoFallbackThatSucceedsAndTheMessageCanBeSentOnceARealOneIsThere() {
    try (Desk desk = desk(Desk.TWO_LINES)) {
      desk.line.answers(
          "a", request -> refused(Category.RECIPIENT_UNREACHABLE, Retry.NEVER, Scope.RECIPIENT));
      desk.line.answers(
          "b",
          request -> new SendOutcome.Accepted("stub-1", List.of(), Map.of("nothing-sent", "true")));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.NOTHING_SENT);
      desk.line.accepts("a");

      assertThat(delivery.requeue("acme", new MessageId("m1"))).isTrue();

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.record("m1").duplicated()).isFalse();
    }
  }

  @Test
  void aMessageThatExpiredUnsentShowsNoAttempt() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit(
          "acme",
          Desk.message("m1"),
          SubmitOptions.defaults().withExpiresAt(desk.clock.instant().minusSeconds(1)));

      desk.awaitState("m1", DeliveryState.EXPIRED);

      assertThat(desk.record("m1").attempts()).isZero();
      assertThat(desk.record("m1").story())
          .extracting(MessageRecord.Line::what)
          .containsExactly("SUBMITTED", "EXPIRED");
    }
  }

  @Test
  void aTextIsSentAsItIs() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      SmsMessage odd = SmsMessage.to("+1 415 555 0100").id("m1").text("a\0b").build();

      desk.start().submit("acme", odd);

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.line.sent())
          .extracting(one -> one.request().content())
          .containsExactly(Text.of("a\0b"));
    }
  }

  @Test
  void sendsAfterARestartWhatWasHandedOverBefore() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery first = desk.start();
      first.submit(
          "acme",
          Desk.message("m1"),
          SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(60)));
      first.close();
      desk.clock.advance(Duration.ofSeconds(61));

      desk.start();

      desk.awaitState("m1", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void followsAMessageToItsEndInWhateverOrderItsStatusesArrive() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);

      desk.hears("line-1", DeliveryStatus.READ, null);
      desk.hears("line-1", DeliveryStatus.SENT, Desk.ref("m1", 1));
      desk.hears("line-1", DeliveryStatus.DELIVERED, null);

      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.READ);
    }
  }

  @Test
  void settlesAnUnknownByTheStatusThatCarriesItsReference() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.line.answers("a", request -> unknown());
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.UNKNOWN);

      desk.hears("wamid.x", DeliveryStatus.DELIVERED, Desk.ref("m1", 1));

      assertThat(desk.state("m1")).isEqualTo(DeliveryState.ACCEPTED);
      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.DELIVERED);
      assertThat(desk.line.sent()).hasSize(1);
    }
  }

  @Test
  void takesAStatusThatComesBeforeTheAnswerToTheSend() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.line.answers(
          "a",
          request -> {
            desk.hears("line-1", DeliveryStatus.DELIVERED, null);
            return desk.line.accept(request);
          });

      desk.start().submit("acme", Desk.message("m1"));

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.DELIVERED);
    }
  }

  @Test
  void sendsAnUnknownAgainAfterSilenceOnlyWhereAtLeastOnceIsAskedFor() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      AtomicInteger calls = new AtomicInteger();
      desk.line.answers(
          "a", request -> calls.incrementAndGet() <= 2 ? unknown() : desk.line.accept(request));
      Delivery delivery = desk.start();
      delivery.submit(
          "acme",
          Desk.message("least", "+14155550101"),
          SubmitOptions.defaults().withGuarantee(Guarantee.AT_LEAST_ONCE));
      desk.awaitState("least", DeliveryState.UNKNOWN);
      delivery.submit("acme", Desk.message("most", "+14155550102"));
      desk.awaitState("most", DeliveryState.UNKNOWN);
      desk.clock.advance(Duration.ofMinutes(1));
      delivery.submit("acme", Desk.message("later", "+14155550103"));
      desk.awaitState("later", DeliveryState.ACCEPTED);
      desk.hears("line-1", DeliveryStatus.SENT, Desk.ref("later", 1));

      desk.clock.advance(Duration.ofMinutes(20));

      desk.awaitState("least", DeliveryState.ACCEPTED);
      Desk.await(
          () -> String.valueOf(desk.record("most").reason()).contains("at most once"),
          () -> "most is " + desk.record("most"));
      assertThat(desk.state("most")).isEqualTo(DeliveryState.UNKNOWN);
      assertThat(desk.record("least").attempts()).isEqualTo(2);
      desk.hears("line-9", DeliveryStatus.DELIVERED, Desk.ref("least", 1));
      assertThat(desk.record("least").duplicated()).isTrue();
    }
  }

  @Test
  void doesNotSendForEverWhatIsUnknownEachTime() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      PhoneNumber silent = new PhoneNumber("14155550101");
      desk.line.answers(
          "a", request -> request.to().equals(silent) ? unknown() : desk.line.accept(request));
      Delivery delivery =
          desk.start(
              DeliverySettings.builder()
                  .sweepInterval(Duration.ofMillis(5))
                  .tries(3, Duration.ofDays(1))
                  .build());
      delivery.submit(
          "acme",
          Desk.message("least", "+" + silent.value()),
          SubmitOptions.defaults().withGuarantee(Guarantee.AT_LEAST_ONCE));

      for (int round = 1; round <= 3; round++) {
        int tries = round;
        Desk.await(
            () ->
                desk.record("least").attempts() == tries
                    && desk.state("least") == DeliveryState.UNKNOWN,
            () -> "least is " + desk.record("least"));
        desk.clock.advance(Duration.ofMinutes(1));
        delivery.submit("acme", Desk.message("later" + round, "+1415555020" + round));
        desk.awaitState("later" + round, DeliveryState.ACCEPTED);
        desk.hears("line-" + round, DeliveryStatus.SENT, Desk.ref("later" + round, 1));
        desk.clock.advance(Duration.ofMinutes(20));
      }

      Desk.await(
          () -> String.valueOf(desk.record("least").reason()).contains("as often and as long"),
          () -> "least is " + desk.record("least"));
      assertThat(desk.state("least")).isEqualTo(DeliveryState.UNKNOWN);
      assertThat(desk.record("least").attempts()).isEqualTo(3);
      assertThat(desk.store.deadLetters("acme", 10)).hasSize(1);
    }
  }

  @Test
  void takesSilenceForNothingWhileNoStatusesArriveAtAll() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.line.answers("a", request -> unknown());
      Delivery delivery = desk.start();
      delivery.submit(
          "acme",
          Desk.message("m1"),
          SubmitOptions.defaults().withGuarantee(Guarantee.AT_LEAST_ONCE));
      desk.awaitState("m1", DeliveryState.UNKNOWN);

      desk.clock.advance(Duration.ofHours(2));
      desk.store.sweep(Duration.ofMinutes(15));
      assertThat(desk.record("m1").attempts()).isEqualTo(1);
      desk.clock.advance(Duration.ofHours(23));

      Desk.await(
          () -> String.valueOf(desk.record("m1").reason()).contains("webhooks"),
          () -> "m1 is " + desk.record("m1"));
      assertThat(desk.line.sent()).hasSize(1);
    }
  }

  @Test
  void goesToTheFallbackAfterARefusalThatItCanCure() {
    try (Desk desk = desk(Desk.TWO_LINES)) {
      desk.line.answers(
          "a", request -> refused(Category.RECIPIENT_UNREACHABLE, Retry.NEVER, Scope.RECIPIENT));

      desk.start().submit("acme", Desk.message("m1"));

      Desk.await(
          () -> desk.record("m1").attempts() > 0 && desk.state("m1") != DeliveryState.SENDING,
          () -> "m1 is " + desk.record("m1"));
      // It is due when the refusal came: later than the clock shows, which stands still.
      desk.clock.advance(Duration.ofSeconds(1));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.line.sent()).extracting(Line.Sent::instance).containsExactly("a", "b");
      assertThat(desk.line.references()).containsExactly("pb1.acme.m1.1", "pb1.acme.m1.2");
    }
  }

  @Test
  void triesAgainWhatWasRefusedForNowAndGivesUpAfterItsTries() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.line.answers(
          "a", request -> refused(Category.UNAVAILABLE, Retry.BACKOFF, Scope.MESSAGE));
      desk.start(
              DeliverySettings.builder()
                  .sweepInterval(Duration.ofMillis(5))
                  .tries(3, Duration.ofDays(1))
                  .build())
          .submit("acme", Desk.message("m1"));

      for (int tries = 1; tries <= 2; tries++) {
        int expected = tries;
        Desk.await(
            () -> desk.record("m1").attempts() == expected && waits(desk),
            () -> "" + desk.record("m1"));
        assertThat(desk.record("m1").dueAt()).isAfter(desk.clock.instant());
        desk.clock.advance(Duration.ofMinutes(1));
      }

      desk.awaitState("m1", DeliveryState.FAILED);
      assertThat(desk.line.sent()).hasSize(3);
      assertThat(desk.record("m1").reason()).startsWith("given up after 3 tries: UNAVAILABLE");
      assertThat(desk.store.deadLetters("acme", 10)).hasSize(1);
      desk.line.accepts("a");
      assertThat(desk.store.requeue("acme", "m1")).isTrue();
      desk.awaitState("m1", DeliveryState.ACCEPTED);
    }
  }

  private static boolean waits(Desk desk) {
    return desk.state("m1") == DeliveryState.QUEUED;
  }

  @Test
  void keepsTheOrderOfWhatGoesToOneRecipient() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.line.answers(
          "a",
          request ->
              request.reference().equals("pb1.acme.m0.1")
                  ? refused(Category.UNAVAILABLE, Retry.BACKOFF, Scope.MESSAGE)
                  : desk.line.accept(request));
      Delivery delivery = desk.start();
      List<Outgoing> messages = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        messages.add(new Outgoing("acme", Desk.message("m" + i), SubmitOptions.defaults()));
      }
      messages.add(
          new Outgoing("acme", Desk.message("other", "+14155550199"), SubmitOptions.defaults()));
      delivery.submit(messages);

      desk.awaitState("other", DeliveryState.ACCEPTED);
      Desk.await(
          () -> desk.record("m0").attempts() == 1 && desk.state("m0") == DeliveryState.QUEUED,
          () -> "" + desk.record("m0"));
      assertThat(desk.line.sent()).hasSize(2);
      desk.clock.advance(Duration.ofMinutes(1));

      desk.awaitState("m19", DeliveryState.ACCEPTED);
      List<String> expected = new ArrayList<>(List.of("pb1.acme.m0.1", "pb1.acme.m0.2"));
      for (int i = 1; i < 20; i++) {
        expected.add("pb1.acme.m" + i + ".1");
      }
      assertThat(desk.line.references())
          .filteredOn(reference -> !reference.contains("other"))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void takesBackWhatStillWaits() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit(
          "acme",
          Desk.message("m1"),
          SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(60)));

      assertThat(delivery.cancel("acme", new MessageId("m1"))).isTrue();
      desk.clock.advance(Duration.ofMinutes(2));
      delivery.submit("acme", Desk.message("m2"));

      desk.awaitState("m2", DeliveryState.ACCEPTED);
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.CANCELLED);
      assertThat(delivery.cancel("acme", new MessageId("m2"))).isFalse();
    }
  }

  @Test
  void doesNotSendWhatHasExpired() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      desk.line.answers(
          "a", request -> refused(Category.UNAVAILABLE, Retry.BACKOFF, Scope.MESSAGE));
      desk.start()
          .submit(
              "acme",
              Desk.message("m1"),
              SubmitOptions.defaults().withExpiresAt(desk.clock.instant().plusSeconds(30)));
      Desk.await(
          () -> desk.record("m1").attempts() == 1 && waits(desk), () -> "" + desk.record("m1"));

      desk.clock.advance(Duration.ofSeconds(30));

      desk.awaitState("m1", DeliveryState.EXPIRED);
    }
  }

  @Test
  void neverSendsAgainWhatAKilledHostMayHaveSent() {
    try (Desk desk = desk(Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("first"));
      desk.awaitState("first", DeliveryState.ACCEPTED);
      delivery.close();
      Crash.claimAndDie(desk, "m1");

      desk.start();
      desk.clock.advance(Duration.ofMinutes(5));

      desk.awaitState("m1", DeliveryState.UNKNOWN);
      assertThat(desk.record("m1").reason()).contains("its host (killed) ended");
      assertThat(desk.line.sent()).hasSize(1);
    }
  }
}
