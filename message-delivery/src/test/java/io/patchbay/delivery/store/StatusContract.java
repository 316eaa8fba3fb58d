package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageRef;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.Conversation;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.store.inbox.AttemptRecord;
import io.patchbay.store.internal.SqlDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the answers and reports of providers are taken. */
abstract class StatusContract extends StoreRig {
  /** Sent twice: nobody knows of the first attempt, the second is under way. */
  ClaimedMessage sentAgain(String id) {
    submit(id);
    unknown(claimOne());
    clock.advance(SETTLE);
    Unsettled open = store.unsettled().get(0);
    assertThat(store.sendAgain(open, LANE, null, false, "silence")).isTrue();
    return claimOne();
  }

  @Test
  void anAnswerIsWrittenDown() {
    submit("m1");
    accepted(claimOne(), "p1");

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.ACCEPTED);
    assertThat(record("m1").story().get(2).providerMessageId()).isEqualTo("p1");
  }

  @Test
  void theStoryFollowsTheCauseThoughTheProviderCountsWholeSeconds() {
    clock.advance(Duration.ofMillis(700));
    submit("m1");
    ClaimedMessage claimed = claimOne();
    clock.advance(Duration.ofMillis(100));
    accepted(claimed, "p1");
    for (DeliveryStatus status :
        List.of(DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.READ)) {
      long wholeSecond = clock.millis() / 1000 * 1000;
      store.heard(new StatusNews("acme/a", "p1", null, status, wholeSecond, null, null));
    }

    assertThat(record("m1").story())
        .extracting(MessageRecord.Line::what)
        .containsExactly("SUBMITTED", "SENDING", "ACCEPTED", "SENT", "DELIVERED", "READ");
    assertThat(record("m1").story())
        .extracting(line -> line.at().toString().substring(17))
        .containsExactly("00.700Z", "00.800Z", "00.800Z", "00Z", "00Z", "00Z");
  }

  @Test
  void whatFollowsFromTheFirstAttemptComesBeforeTheSecondWhereTimeSaysSo() {
    submit("m1");
    unknown(claimOne());
    clock.advance(Duration.ofSeconds(2));
    heard("p1", ref("m1", 1), DeliveryStatus.FAILED);
    store.sendAgain(store.unsettled().get(0), LANE, null, true, "another way");
    clock.advance(Duration.ofSeconds(2));
    accepted(claimOne(), "p2");
    store.heard(
        new StatusNews(
            "acme/a", "p2", null, DeliveryStatus.SENT, clock.millis() - 60_000, null, null));

    assertThat(record("m1").story())
        .extracting(MessageRecord.Line::what)
        .containsExactly(
            "SUBMITTED",
            "SENDING",
            "ACCEPTED",
            "UNKNOWN",
            "FAILED",
            "QUEUED",
            "SENDING",
            "ACCEPTED",
            "SENT");
    assertThat(record("m1").attempts()).isEqualTo(2);
  }

  @Test
  void noStatusMakesMoreOfAMessageThatWasNotSent() {
    submit("m1", "m2");
    List<ClaimedMessage> claimed = claim(2);
    nothingSent(claimed.get(0), "p1");
    heard("p1", ref("m1", 1), DeliveryStatus.DELIVERED);
    // Before the answer that says so.
    heard("p2", ref("m2", 1), DeliveryStatus.DELIVERED);
    nothingSent(claimed.get(1), "p2");

    for (String id : List.of("m1", "m2")) {
      assertThat(state(id)).isEqualTo(DeliveryState.NOTHING_SENT);
      assertThat(progress(id)).isNull();
    }
    assertThat(store.silentInstances()).isEmpty();
    assertThat(store.usage(null).senders()).isEmpty();
    assertThat(store.usage("acme").nothingSent()).containsExactly(new Usage.NothingSent(SENDER, 2));
    assertThat(store.depths())
        .extracting(QueueDepth::place, QueueDepth::messages)
        .containsExactly(tuple(QueueDepth.Place.NOTHING_SENT, 2L));
    clock.advance(Duration.ofDays(8));
    assertThat(store.forget(clock.instant().minus(Duration.ofDays(7)))).isEqualTo(2);
  }

  @Test
  void anEarlierAttemptThatArrivedCountsMoreThanALaterOneThatSentNothing() {
    ClaimedMessage second = sentAgain("m1");
    nothingSent(second, "p2");
    assertThat(state("m1")).isEqualTo(DeliveryState.NOTHING_SENT);

    heard("p1", ref("m1", 1), DeliveryStatus.DELIVERED);

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(record("m1").duplicated()).isFalse();
  }

  private void nothingSent(ClaimedMessage message, String providerMessageId) {
    conclude(
        conclusion(
            message,
            answer(Outcome.NOTHING_SENT, providerMessageId),
            DeliveryState.NOTHING_SENT,
            null));
  }

  @Test
  void whateverTheProvidersIdIsMadeOfItIsRecognised() {
    submit("m1", "m2", "m3");
    List<ClaimedMessage> claimed = claim(3);
    String odd = "p\0" + longText();

    accepted(claimed.get(0), odd + "1");
    heard(odd + "1", null, DeliveryStatus.READ);
    heard(odd + "2", null, DeliveryStatus.DELIVERED);
    accepted(claimed.get(1), odd + "2");
    heard(odd + "3", ref("m3", 1), DeliveryStatus.SENT);

    assertThat(progress("m1")).isEqualTo(DeliveryStatus.READ);
    assertThat(progress("m2")).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(progress("m3")).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void anAnswerThatComesTooLateSettlesTheUnknownAndNothingElse() {
    submit("m1", "m2");
    List<ClaimedMessage> claimed = claim(2);
    clock.advance(LEASE.plusMillis(1));
    sweep();
    assertThat(state("m1")).isEqualTo(DeliveryState.UNKNOWN);

    accepted(claimed.get(0), "p1");
    store.cancel("acme", "m2");
    refusedForNow(claimed.get(1), Duration.ofMinutes(1));

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(state("m2")).isEqualTo(DeliveryState.QUEUED);
  }

  @Test
  void anAnswerToAnEarlierAttemptDoesNotTouchTheNextOne() {
    submit("m1");
    ClaimedMessage first = claimOne();
    clock.advance(LEASE.plusMillis(1));
    sweep();
    clock.advance(SETTLE);
    store.sendAgain(store.unsettled().get(0), LANE, null, false, "silence");
    ClaimedMessage second = claimOne();

    refused(first);
    assertThat(state("m1")).isEqualTo(DeliveryState.SENDING);
    accepted(second, "p2");
    accepted(first, "p1");

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(record("m1").duplicated()).isTrue();
  }

  @Test
  void whatWasDecidedMeanwhileIsNotDecidedAgain() {
    submit("m1");
    unknown(claimOne());
    clock.advance(SETTLE);
    Unsettled open = store.unsettled().get(0);
    heard("p1", ref("m1", 1), DeliveryStatus.SENT);

    assertThat(store.leave(open, null, "left")).isFalse();
    assertThat(store.sendAgain(open, LANE, null, false, "silence")).isFalse();
    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(store.unsettled()).isEmpty();
  }

  @Test
  void anUnknownMessageIsLookedAtAgainOrLeft() {
    submit("m1");
    unknown(claimOne());
    assertThat(store.unsettled()).isEmpty();
    clock.advance(SETTLE);
    Unsettled open = store.unsettled().get(0);

    assertThat(store.leave(open, clock.instant().plusSeconds(60), null)).isTrue();
    assertThat(store.unsettled()).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(store.leave(store.unsettled().get(0), null, "nobody knows")).isTrue();

    assertThat(store.unsettled()).isEmpty();
    assertThat(store.deadLetters("acme", 10)).hasSize(1);
    assertThat(record("m1").reason()).isEqualTo("nobody knows");
  }

  @Test
  void silenceSpeaksOnlyWhenLaterMessagesWereHeardOf() {
    submit("m1");
    unknown(claimOne());
    clock.advance(SETTLE);
    submit("m2");
    accepted(claimOne(), "p2");
    assertThat(store.unsettled().get(0).laterHeard()).isFalse();

    heard("p2", null, DeliveryStatus.SENT);

    assertThat(store.unsettled().get(0).laterHeard()).isTrue();
  }

  private boolean heardFrom(
      String instance, String sender, String workspace, String id, @Nullable MessageRef ref) {
    return store.heard(
        new StatusNews(
            instance,
            id,
            ref,
            DeliveryStatus.READ,
            clock.millis(),
            null,
            null,
            null,
            null,
            sender,
            workspace));
  }

  @Test
  void aStatusOfAMessageWhoseProvidersIdIsKnownNeedsThatId() {
    submit("m1", "m2");
    List<ClaimedMessage> claimed = claim(2);
    accepted(claimed.get(0), "p1");
    accepted(claimed.get(1), "p2");

    assertThat(heard("p1", ref("m2", 1), DeliveryStatus.DELIVERED)).as("it is m1's").isTrue();
    assertThat(heard("p9", ref("m2", 1), DeliveryStatus.READ)).isFalse();
    assertThat(heard("p9", ref("none", 1), DeliveryStatus.READ)).isFalse();

    assertThat(progress("m1")).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(progress("m2")).isEqualTo(DeliveryStatus.ACCEPTED);
    assertThat(store.verdict(news("p2", ref("m2", 1), DeliveryStatus.READ)))
        .isEqualTo(AttemptRecord.Verdict.SAME);
    assertThat(store.verdict(news("p9", ref("m2", 1), DeliveryStatus.READ)))
        .isEqualTo(AttemptRecord.Verdict.OTHER);
    assertThat(store.verdict(news("p9", ref("m2", 2), DeliveryStatus.READ)))
        .isEqualTo(AttemptRecord.Verdict.UNKNOWN);
  }

  @Test
  void aStatusOfAnotherInstanceSettlesNothing() {
    submit("m1");
    ClaimedMessage claimed = claimOne();

    assertThat(heardFrom("evil/gw", "line:evil/gw", "evil", "p9", ref("m1", 1))).isFalse();
    assertThat(heardFrom("acme/b", "line:acme/b", "acme", "p9", ref("m1", 1))).isFalse();
    assertThat(state("m1")).isEqualTo(DeliveryState.SENDING);
    accepted(claimed, "p1");

    assertThat(heardFrom("evil/gw", "line:evil/gw", "evil", "p1", ref("m1", 1))).isFalse();
    assertThat(heardFrom("evil/gw", SENDER, "evil", "p1", ref("m1", 1)))
        .as("a sender's name proves nothing for another workspace")
        .isFalse();
    assertThat(heardFrom("evil/gw", SENDER, "evil", "p1", null)).isFalse();
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.ACCEPTED);
  }

  @Test
  void theAttemptOfAStatusIsFoundByTheProvidersIdForWhoMadeItAlone() {
    submit("m1");
    accepted(claimOne(), "p1");
    StatusNews own = news("p1", null, DeliveryStatus.SENT);
    StatusNews others =
        new StatusNews("evil/g", "p1", null, DeliveryStatus.SENT, clock.millis(), null, null);

    assertThat(store.attempt(own)).contains(ref("m1", 1));
    assertThat(store.attempt(others)).isEmpty();
    assertThat(store.attempt(news("p2", null, DeliveryStatus.SENT))).isEmpty();
  }

  @Test
  void anInstanceWithTheSameSenderIsTheSame() {
    submit("renamed", "moved", "byId");
    List<ClaimedMessage> claimed = claim(3);
    accepted(claimed.get(0), "p1");
    accepted(claimed.get(1), "p2");
    accepted(claimed.get(2), "p3");

    assertThat(heardFrom("acme/new", SENDER, "acme", "p1", ref("renamed", 1))).isTrue();
    assertThat(heardFrom("top/a", SENDER, "acme", "p2", ref("moved", 1))).isTrue();
    assertThat(heardFrom("acme/new", SENDER, "other", "p3", null)).isTrue();

    assertThat(progress("renamed")).isEqualTo(DeliveryStatus.READ);
    assertThat(progress("moved")).isEqualTo(DeliveryStatus.READ);
    assertThat(progress("byId")).isEqualTo(DeliveryStatus.READ);
  }

  /** Many gateways count their messages from 1. */
  @Test
  void equalIdsOfTwoInstancesAreNotConfused() {
    submit("m1");
    ClaimedMessage claimed = claimOne();
    assertThat(heardFrom("acme/b", "line:acme/b", "acme", "17", null)).isFalse();
    assertThat(heard("17", null, DeliveryStatus.SENT)).isFalse();

    accepted(claimed, "17");

    assertThat(progress("m1")).isEqualTo(DeliveryStatus.SENT);
    assertThat(sweep()).isZero();
    assertThat(heardFrom("acme/b", "line:acme/b", "acme", "17", null)).isFalse();
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.SENT);

    submit("m2");
    ClaimedMessage second = claimOne();
    conclude(
        conclusion(
            second,
            new Conclusion.Answer(
                Outcome.ACCEPTED,
                "acme/b",
                "line",
                0,
                "17",
                clock.millis(),
                clock.millis(),
                null,
                Conversation.CLOSED,
                Map.of()),
            DeliveryState.ACCEPTED,
            null));
    assertThat(progress("m2"))
        .as("what came early for it still waited")
        .isEqualTo(DeliveryStatus.READ);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void aStatusBeforeTheAnswerWaitsForIt() {
    submit("m1");
    ClaimedMessage claimed = claimOne();

    assertThat(heard("p1", null, DeliveryStatus.DELIVERED)).isFalse();
    assertThat(state("m1")).isEqualTo(DeliveryState.SENDING);
    accepted(claimed, "p1");

    assertThat(progress("m1")).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aStatusThatCrossedTheAnswerIsTakenByTheNextSweep() {
    submit("m1");
    ClaimedMessage claimed = claimOne();
    accepted(claimed, "p1");
    // As two transactions leave it that do not see each other.
    SqlDatabase database = open(clock);
    database.write(
        session -> {
          EarlyStatuses.keep(session, clock.millis(), news("p1", null, DeliveryStatus.READ));
          return true;
        });
    database.close();

    sweep();

    assertThat(progress("m1")).isEqualTo(DeliveryStatus.READ);
    assertThat(sweep()).isZero();
  }

  @Test
  void aStatusBeforeTheAnswerThatNamesUsSettlesAtOnce() {
    submit("m1");
    ClaimedMessage claimed = claimOne();
    heard("p1", ref("m1", 1), DeliveryStatus.SENT);
    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);

    unknown(claimed);

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void whatTheProviderGivesUpIsToBeDecidedOnce() {
    submit("m1");
    accepted(claimOne(), "p1");
    store.heard(
        new StatusNews(
            "acme/a",
            "p1",
            null,
            DeliveryStatus.FAILED,
            clock.millis(),
            Category.RECIPIENT_UNREACHABLE,
            "not there"));

    assertThat(state("m1")).isEqualTo(DeliveryState.FAILED);
    Unsettled open = store.unsettled().get(0);
    assertThat(open.category()).isEqualTo(Category.RECIPIENT_UNREACHABLE);
    assertThat(store.sendAgain(open, LANE.through("b"), "[]", true, "another way")).isTrue();
    ClaimedMessage again = claimOne();
    accepted(again, "p2");
    heard("p2", null, DeliveryStatus.FAILED);
    assertThat(state("m1")).isEqualTo(DeliveryState.FAILED);
    assertThat(store.unsettled()).isEmpty();
  }

  @Test
  void anAttemptThatArrivedAfterAllKeepsTheMessageFromBeingSentAgain() {
    ClaimedMessage second = sentAgain("m1");
    refusedForNow(second, Duration.ofMinutes(1));
    assertThat(state("m1")).isEqualTo(DeliveryState.QUEUED);

    heard("p1", ref("m1", 1), DeliveryStatus.SENT);
    heard("p1", null, DeliveryStatus.DELIVERED);

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(record("m1").duplicated()).isFalse();
  }

  @Test
  void anAttemptThatArrivesDuringTheNextOneOutlivesItsRefusal() {
    ClaimedMessage second = sentAgain("m1");
    heard("p1", ref("m1", 1), DeliveryStatus.DELIVERED);
    assertThat(state("m1")).isEqualTo(DeliveryState.SENDING);

    conclude(
        conclusion(
            second, answer(Outcome.REJECTED, null), DeliveryState.QUEUED, Duration.ofSeconds(1)));

    assertThat(state("m1")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.DELIVERED);
  }

  /** What a provider writes may hold a character that PostgreSQL refuses, now and at every try. */
  @Test
  void aTextThatADatabaseRefusesStopsNothing() {
    submit("m1", "m2");
    List<ClaimedMessage> claimed = claim(2);
    conclude(
        new Conclusion(
            claimed.get(0),
            answer(Outcome.UNKNOWN, null),
            new Conclusion.Next(
                DeliveryState.UNKNOWN, null, SETTLE, null, 1, 0, 0, null, "a\0gateway")));
    accepted(claimed.get(1), "id\0two");

    assertThat(heard("id\0two", null, DeliveryStatus.DELIVERED)).isTrue();

    assertThat(record("m1").reason()).isEqualTo("a\uFFFDgateway");
    assertThat(record("m2").progress()).isEqualTo(DeliveryStatus.DELIVERED);
  }
}
