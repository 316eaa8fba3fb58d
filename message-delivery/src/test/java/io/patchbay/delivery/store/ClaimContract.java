package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.internal.Unsettled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Which messages are handed out to be sent, and in which order. */
abstract class ClaimContract extends StoreRig {
  private static SubmitOptions priority(int priority) {
    return SubmitOptions.defaults().withPriority(priority);
  }

  @Test
  void theOldestComeFirstAmongThoseOfTheHighestPriority() {
    submit(message("low", "1", priority(-5)));
    submit(message("m1", "2"));
    submit(message("high", "3", priority(5)));
    submit(message("m2", "4"));

    assertThat(ids(claim(2))).containsExactly("high", "m1");
    assertThat(ids(claim(10))).containsExactly("m2", "low");
    assertThat(claim(10)).isEmpty();
    assertThat(store.readyLanes()).isEmpty();
  }

  @Test
  void messagesToOneRecipientGoOneAfterTheOther() {
    submit(message("m1", "1"));
    submit(message("m2", "1"));
    submit(message("m3", "1"));
    submit(message("other", "2"));

    List<ClaimedMessage> first = claim(10);
    assertThat(ids(first)).containsExactly("m1", "other");
    assertThat(claim(10)).isEmpty();
    accepted(first.get(0), "p1");
    ClaimedMessage second = claimOne();
    assertThat(second.id()).isEqualTo("m2");
    unknown(second);
    assertThat(claimOne().id()).isEqualTo("m3");
  }

  @Test
  void aMessageThatIsTriedAgainLaterKeepsThoseBehindItBack() {
    submit(message("m1", "1"));
    submit(message("m2", "1"));
    refusedForNow(claimOne(), Duration.ofMinutes(1));

    assertThat(claim(10)).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    sweep();
    assertThat(ids(claim(10))).containsExactly("m1");
  }

  @Test
  void aMessageForLaterKeepsNobodyBack() {
    submit(
        message(
            "later", "1", SubmitOptions.defaults().withNotBefore(clock.instant().plusSeconds(60))));
    submit(message("m1", "1"));

    assertThat(ids(claim(10))).containsExactly("m1");
  }

  @Test
  void aHigherPriorityOvertakesOnItsWayToTheSameRecipient() {
    submit(message("m1", "1"));
    submit(message("urgent", "1", priority(10)));

    assertThat(claimOne().id()).isEqualTo("urgent");
  }

  @Test
  void whatNothingIsInFrontOfAnyMoreGoesOnWithTheNextSweep() {
    submit(message("m1", "1"));
    submit(message("m2", "1"));
    ClaimedMessage first = claimOne();
    assertThat(claim(10)).isEmpty();
    // It goes another way: nobody in its old lane is told.
    store.conclude(
        List.of(
            new Conclusion(
                first,
                null,
                new Conclusion.Next(
                    DeliveryState.QUEUED,
                    null,
                    null,
                    LANE.through("b"),
                    0,
                    0,
                    0,
                    null,
                    "elsewhere"))),
        List.of());

    sweep();

    assertThat(store.readyLanes())
        .extracting(lane -> lane.key().via())
        .containsExactlyInAnyOrder(null, "b");
  }

  @Test
  void whatIsForLaterComesWhenItIsDue() {
    submit(
        message(
            "m1", "1", SubmitOptions.defaults().withNotBefore(clock.instant().plusMillis(1000))));
    assertThat(claim(10)).isEmpty();
    clock.advance(Duration.ofMillis(999));
    assertThat(sweep()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(sweep()).isEqualTo(1);

    assertThat(ids(claim(10))).containsExactly("m1");
  }

  @Test
  void whatIsOverIsNotHandedOutAfterASweepWhereverItWaits() {
    SubmitOptions short1 = SubmitOptions.defaults().withExpiresAt(clock.instant().plusSeconds(10));
    submit(message("ready", "1", short1));
    submit(message("first", "2"));
    submit(message("behind", "2", short1));
    submit(message("later", "3", short1.withNotBefore(clock.instant().plusSeconds(5))));
    ClaimedMessage held = claim(10).get(1);
    assertThat(held.id()).isEqualTo("first");
    assertThat(state("ready")).isEqualTo(DeliveryState.SENDING);
    clock.advance(Duration.ofSeconds(10));

    sweep();

    assertThat(state("ready")).isEqualTo(DeliveryState.SENDING);
    assertThat(state("behind")).isEqualTo(DeliveryState.EXPIRED);
    assertThat(state("later")).isEqualTo(DeliveryState.EXPIRED);
    accepted(held, "p1");
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void anExpiredMessageLetsTheNextGo() {
    SubmitOptions short1 = SubmitOptions.defaults().withExpiresAt(clock.instant().plusSeconds(10));
    submit(message("m1", "1", short1));
    submit(message("m2", "1"));
    refusedForNow(claimOne(), Duration.ofHours(1));
    assertThat(claim(10)).isEmpty();
    clock.advance(Duration.ofSeconds(10));

    sweep();

    assertThat(state("m1")).isEqualTo(DeliveryState.EXPIRED);
    assertThat(ids(claim(10))).containsExactly("m2");
  }

  @Test
  void aHostThatDoesNotAnswerForItsMessagesMakesThemUnknown() {
    submit(message("m1", "1"));
    submit(message("m2", "1"));
    claimOne();
    clock.advance(LEASE);
    assertThat(sweep()).isZero();
    clock.advance(Duration.ofMillis(1));

    assertThat(sweep()).isEqualTo(1);

    assertThat(state("m1")).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(record("m1").reason()).contains("host-1");
    assertThat(ids(claim(10))).containsExactly("m2");
    assertThat(store.unsettled()).isEmpty();
    clock.advance(SETTLE);
    assertThat(store.unsettled()).extracting(Unsettled::id).containsExactly("m1");
  }

  @Test
  void noMessageIsHandedOutTwiceHoweverManyAsk() throws Exception {
    int messages = 600;
    List<NewMessage> batch = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      batch.add(message("m" + i, "" + i % 200));
    }
    store.submit(batch);
    long lane = lane();
    List<Callable<List<String>>> work = new ArrayList<>();
    for (int host = 0; host < 6; host++) {
      DeliveryStore one = host % 2 == 0 ? store : another();
      // Two senders: where a configuration changes, hosts may ask for one lane under both.
      String sender = host < 3 ? SENDER : "line:acme/b";
      work.add(() -> claimAll(one, lane, sender));
    }

    Map<String, Integer> seen = new HashMap<>();
    together(work).forEach(all -> all.forEach(id -> seen.merge(id, 1, Integer::sum)));

    assertThat(seen).hasSize(messages);
    assertThat(seen.values()).containsOnly(1);
    assertThat(store.counts())
        .containsExactly(new StateCount("acme", DeliveryState.ACCEPTED, messages, clock.instant()));
  }

  /** Until everything is done by somebody; every message is answered for before the next claim. */
  private List<String> claimAll(DeliveryStore from, long lane, String sender) {
    List<String> got = new ArrayList<>();
    while (left(from)) {
      List<ClaimedMessage> claimed = from.claim(request(lane, sender, 7, null, null)).messages();
      got.addAll(ids(claimed));
      List<Conclusion> done = new ArrayList<>();
      for (ClaimedMessage one : claimed) {
        done.add(
            conclusion(
                one,
                answer(Conclusion.Outcome.ACCEPTED, "p-" + one.id()),
                DeliveryState.ACCEPTED,
                null));
      }
      from.conclude(done, List.of());
      if (claimed.isEmpty()) {
        from.sweep(SETTLE);
      }
    }
    return got;
  }

  private static boolean left(DeliveryStore from) {
    return from.counts().stream().anyMatch(count -> count.state() != DeliveryState.ACCEPTED);
  }
}
