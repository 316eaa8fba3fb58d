package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.NewMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How fast messages are handed out. */
abstract class PaceContract extends StoreRig {
  private static final Rate EIGHTY = Rate.perSecond(80);
  private static final int MOST_IN_A_SECOND = 84;
  private long lane;

  @BeforeEach
  void fill() {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      messages.add(message("m" + i, "" + i));
    }
    store.submit(messages);
    lane = lane();
  }

  /** Asks every 20 ms for so long, and says when each may be sent. */
  private List<Long> slots(Duration time) {
    List<Long> slots = new ArrayList<>();
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      store
          .claim(request(lane, 100, EIGHTY, null))
          .messages()
          .forEach(one -> slots.add(Math.max(one.slotAt(), clock.millis())));
      clock.advance(Duration.ofMillis(20));
    }
    return slots;
  }

  private static int mostInASecond(List<Long> slots) {
    int most = 0;
    for (long begin : slots) {
      most =
          Math.max(
              most, (int) slots.stream().filter(at -> at >= begin && at < begin + 1000).count());
    }
    return most;
  }

  @Test
  void staysWithinTheRateAndUsesIt() {
    List<Long> slots = slots(Duration.ofSeconds(3));

    assertThat(mostInASecond(slots)).isLessThanOrEqualTo(MOST_IN_A_SECOND);
    // What is ahead is given out as well.
    assertThat(slots).hasSizeBetween(3 * 80, 3 * 80 + 4 + 16);
  }

  @Test
  void savesUpNoMoreThanTheTwentiethPartOfASecondInARest() {
    slots(Duration.ofMillis(100));
    clock.advance(Duration.ofMinutes(10));

    List<Long> slots = slots(Duration.ofSeconds(2));

    assertThat(mostInASecond(slots)).isBetween(80, MOST_IN_A_SECOND);
  }

  @Test
  void goesOnSoonAfterTheClockWasSetBack() {
    slots(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(-1));

    List<Long> slots = slots(Duration.ofSeconds(2));

    assertThat(slots.size()).isBetween(2 * 80 - 2, 2 * 80 + 20);
    assertThat(mostInASecond(slots)).isLessThanOrEqualTo(MOST_IN_A_SECOND);
  }

  @Test
  void doesNotBurstAfterTheClockWasSetForward() {
    slots(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(1));

    assertThat(mostInASecond(slots(Duration.ofSeconds(2)))).isLessThanOrEqualTo(MOST_IN_A_SECOND);
  }

  @Test
  void everybodyOnASenderSharesItsRate() throws Exception {
    List<DeliveryStore> hosts = List.of(store, another(), another(), another());
    for (int round = 0; round < 15; round++) {
      String sender = SENDER + round;
      List<Callable<Integer>> work = new ArrayList<>();
      for (DeliveryStore host : hosts) {
        work.add(() -> inTurn(host, request(lane, sender, 7, EIGHTY, null)).messages().size());
      }

      int all = together(work).stream().mapToInt(Integer::intValue).sum();

      // A burst of 4, and what 200 ms ahead allow.
      assertThat(all).isEqualTo(4 + 16);
    }
  }

  /** Asks again while another one claims from the sender, as hosts do. */
  private static Claim inTurn(DeliveryStore host, ClaimRequest request) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Claim claim;
    do {
      claim = host.claim(request);
    } while (claim.messages().isEmpty()
        && claim.nextAt() - claim.now() <= 10
        && System.nanoTime() - end < 0);
    return claim;
  }

  @Test
  void saysWhenToAskAgain() {
    Claim claim = store.claim(request(lane, 100, EIGHTY, null));

    assertThat(claim.messages()).hasSize(20);
    assertThat(claim.nextAt() - claim.now()).isBetween(50L, 200L);
    assertThat(store.claim(request(lane, "other", 3, null, null)).nextAt()).isEqualTo(claim.now());
  }

  @Test
  void aSenderThatIsToldToGoSlowerRecovers() {
    store.claim(request(lane, 1, EIGHTY, null));
    store.conclude(List.of(), List.of(new SenderNews(SENDER, true, Duration.ZERO, "throttled")));
    clock.advance(Duration.ofSeconds(1));
    int slow = slots(Duration.ofSeconds(2)).size();
    clock.advance(Duration.ofMinutes(2));
    int fast = slots(Duration.ofSeconds(2)).size();

    assertThat(slow).isBetween(70, 95);
    assertThat(fast).isBetween(155, 185);
  }

  @Test
  void aThrottledSenderThatSendsNothingIsNotSlowForEver() {
    store.claim(request(lane, 1, EIGHTY, null));
    store.conclude(List.of(), List.of(new SenderNews(SENDER, true, Duration.ZERO, "throttled")));
    assertThat(store.pacedSenders()).extracting(PacedSender::pace).containsExactly(0.5);

    clock.advance(Duration.ofSeconds(49));

    assertThat(store.pacedSenders()).extracting(PacedSender::pace).containsExactly(0.9);
    assertThat(store.pacedSendersOf(new InstanceId("acme", "a"))).containsExactly(SENDER);
    clock.advance(Duration.ofSeconds(1));
    assertThat(store.pacedSenders()).isEmpty();
    assertThat(store.pacedSendersOf(new InstanceId("acme", "a"))).isEmpty();
  }

  @Test
  void aPausedSenderSendsNothingUntilItsTimeOrUntilItIsResumed() {
    store.claim(request(lane, 1, null, null));
    store.conclude(
        List.of(), List.of(new SenderNews(SENDER, false, Duration.ofMinutes(5), "blocked")));

    Claim paused = store.claim(request(lane, 10, null, null));
    assertThat(paused.messages()).isEmpty();
    assertThat(paused.nextAt() - paused.now()).isEqualTo(300_000);
    assertThat(store.claim(request(lane, "other", 1, null, null)).messages()).hasSize(1);
    clock.advance(Duration.ofMinutes(5));
    assertThat(store.claim(request(lane, 1, null, null)).messages()).hasSize(1);
    store.conclude(
        List.of(), List.of(new SenderNews(SENDER, false, Duration.ofMinutes(5), "blocked")));
    store.resume(SENDER);
    assertThat(store.claim(request(lane, 1, null, null)).messages()).hasSize(1);
  }

  /** Sends to one recipient, one after the other, for so long, and says when. */
  private List<Long> toOne(String recipient, Duration time) {
    List<Long> slots = new ArrayList<>();
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      sweep();
      for (ClaimedMessage one : store.claim(request(lane, 700, null, PAIR)).messages()) {
        if (one.id().startsWith(recipient)) {
          slots.add(Math.max(one.slotAt(), clock.millis()));
        }
        accepted(one, "p-" + one.id());
      }
      clock.advance(Duration.ofMillis(500));
    }
    return slots;
  }

  private void submitTo(String recipient, int messages) {
    List<NewMessage> all = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      all.add(message(recipient + "-" + i, recipient));
    }
    store.submit(all);
  }

  @Test
  void aRecipientGetsABurstAndThenOneEverySixSeconds() {
    submitTo("one", 70);

    List<Long> slots = toOne("one", Duration.ofSeconds(60));

    // While the burst goes out, more is saved up.
    assertThat(slots.size()).isBetween(45 + 9, 45 + 11);
    for (int i = slots.size() - 4; i < slots.size(); i++) {
      assertThat(slots.get(i) - slots.get(i - 1)).isBetween(5500L, 6500L);
    }
  }

  @Test
  void aRecipientIsServedSoonAfterTheClockWasSetBack() {
    submitTo("one", 50);
    toOne("one", Duration.ofSeconds(30));
    clock.advance(Duration.ofHours(-2));
    submitTo("fresh", 1);
    NewMessage next = message("again-1", "one");
    store.submit(List.of(next));

    toOne("again", Duration.ofSeconds(30));

    assertThat(state("again-1")).isEqualTo(DeliveryState.ACCEPTED);
  }

  @Test
  void twoPrioritiesToOneRecipientCountAsTwo() {
    Rate narrow = new Rate(1, Duration.ofSeconds(6), 1);
    submit(message("a", "one", SubmitOptions.defaults().withPriority(20)));
    submit(message("b", "one", SubmitOptions.defaults().withPriority(10)));

    List<ClaimedMessage> claimed = store.claim(request(lane, 2, null, narrow)).messages();

    assertThat(ids(claimed)).contains("a").doesNotContain("b");
    clock.advance(Duration.ofSeconds(6));
    sweep();
    assertThat(ids(store.claim(request(lane, 1, null, narrow)).messages())).containsExactly("b");
  }
}
