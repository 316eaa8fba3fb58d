package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock is set back: whatever waits waits no longer than it was meant to. */
abstract class ClockStepContract extends StoreRig {
  private static final Duration BACK = Duration.ofHours(-5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private void setBack() {
    sweep();
    clock.advance(BACK);
    sweep();
  }

  private void isSentAfterAMinute(String id) {
    clock.advance(MINUTE.minusSeconds(2));
    sweep();
    assertThat(ids(claim(10))).as("before its time").doesNotContain(id);
    clock.advance(Duration.ofSeconds(2));
    sweep();
    assertThat(ids(claim(10))).contains(id);
  }

  @Test
  void aMessageThatIsTriedAgainIsNotLate() {
    submit("m1");
    refusedForNow(claimOne(), MINUTE);

    setBack();

    isSentAfterAMinute("m1");
  }

  @Test
  void whoeverStartsAfterItKnowsItByWhatIsWritten() {
    submit("m1");
    refusedForNow(claimOne(), MINUTE);
    clock.advance(BACK);

    another().sweep(SETTLE);

    isSentAfterAMinute("m1");
  }

  @Test
  void twoHostsThatSeeItMoveAWaitOnce() {
    DeliveryStore other = another();
    other.sweep(SETTLE);
    submit("m1");
    refusedForNow(claimOne(), MINUTE);

    setBack();
    clock.advance(Duration.ofSeconds(10));
    other.sweep(SETTLE);
    clock.advance(Duration.ofSeconds(-10));

    isSentAfterAMinute("m1");
  }

  @Test
  void aMomentThatSomebodyAskedForStays() {
    submit(
        message("m1", "one", SubmitOptions.defaults().withNotBefore(clock.instant().plus(MINUTE))));

    setBack();
    clock.advance(BACK.negated());
    sweep();

    assertThat(claim(10)).isEmpty();
    clock.advance(MINUTE);
    sweep();
    assertThat(ids(claim(10))).containsExactly("m1");
  }

  @Test
  void aMessageOfAHostThatIsGoneIsUnknownWhenItsLeaseEnds() {
    submit("m1");
    claimOne();

    setBack();
    clock.advance(LEASE.minusSeconds(1));
    sweep();

    assertThat(state("m1")).isEqualTo(DeliveryState.SENDING);
    clock.advance(Duration.ofSeconds(2));
    sweep();
    assertThat(state("m1")).isEqualTo(DeliveryState.UNKNOWN);
  }

  @Test
  void anUnknownMessageIsDecidedInTime() {
    submit("m1");
    unknown(claimOne());

    setBack();
    clock.advance(SETTLE.minusSeconds(1));

    assertThat(store.unsettled()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(store.unsettled()).hasSize(1);
  }

  @Test
  void statusesFromBeforeItAreOfNoLaterMessage() {
    submit("m1", "m2", "m3");
    accepted(claimOne(), "p1");
    heard("p1", null, DeliveryStatus.DELIVERED);

    setBack();
    unknown(claimOne());
    clock.advance(SETTLE);

    assertThat(store.unsettled()).extracting(Unsettled::laterHeard).containsExactly(false);
    accepted(claimOne(), "p3");
    heard("p3", null, DeliveryStatus.DELIVERED);
    assertThat(store.unsettled()).extracting(Unsettled::laterHeard).containsExactly(true);
  }

  @Test
  void aSenderThatPausesGoesOnInTime() {
    submit("m1", "m2");
    accepted(claimOne(), "p1");
    store.conclude(List.of(), List.of(new SenderNews(SENDER, false, MINUTE, "paused")));

    setBack();

    isSentAfterAMinute("m2");
  }

  @Test
  void aSenderSlowsDownAgain() {
    submit("m1", "m2");
    store.claim(request(lane(), 1, Rate.perSecond(80), null));
    store.conclude(List.of(), List.of(new SenderNews(SENDER, true, Duration.ZERO, "throttled")));

    setBack();
    store.conclude(List.of(), List.of(new SenderNews(SENDER, true, Duration.ZERO, "throttled")));

    assertThat(store.pacedSenders()).extracting(PacedSender::pace).containsExactly(0.25);
  }

  @Test
  void aMessageThatWaitsForItsRecipientsTurnIsNotLate() {
    Rate narrow = new Rate(1, MINUTE, 1);
    submit(message("m1", "one"));
    submit(message("m2", "one", SubmitOptions.defaults().withPriority(1)));
    // So long that what was written down of it at first lies in the past when the clock is back.
    clock.advance(BACK.negated().plusHours(1));
    assertThat(store.claim(request(lane(), 10, null, narrow)).messages()).hasSize(1);

    setBack();
    clock.advance(MINUTE.plusSeconds(1));
    sweep();

    assertThat(ids(store.claim(request(lane(), 10, null, narrow)).messages()))
        .containsExactly("m1");
  }

  @Test
  void aStepWhoseWaitsCouldNotBeMovedIsLookedAtAgain() {
    submit("m1");
    refusedForNow(claimOne(), MINUTE);
    sweep();
    DeliveryStore reader = store;
    try (SqlDatabase database = open(clock)) {
      FailingOnce failing = new FailingOnce(database);
      store = new DeliveryStore(failing);
      sweep();
      clock.advance(BACK);
      failing.fails = true;

      assertThatThrownBy(this::sweep).isInstanceOf(StorageException.class);
      failing.fails = false;
      sweep();
    } finally {
      store = reader;
    }

    isSentAfterAMinute("m1");
  }

  /** A database that lets only read for a while. */
  private static final class FailingOnce extends ForwardingDatabase {
    private boolean fails;

    private FailingOnce(SqlDatabase database) {
      super(database);
    }

    @Override
    public <T> T write(Work<T> work) {
      if (fails) {
        throw new StorageException("It only lets read", "wait", new IOException("standby"));
      }
      return super.write(work);
    }
  }
}
