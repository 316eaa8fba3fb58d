package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast numbers send, hosts that share one included. */
class PaceTest {
  private static final int MESSAGES = 320;

  @TempDir Path directory;

  @Test
  void threeHostsShareTheSpeedOfOneNumber() {
    try (Desk first = new Desk(directory, Desk.ONE_LINE, clock -> file());
        Desk second = new Desk(directory, Desk.ONE_LINE, clock -> file());
        Desk third = new Desk(directory, Desk.ONE_LINE, clock -> file())) {
      List<Desk> desks = List.of(first, second, third);
      for (Desk desk : desks) {
        desk.line.rate = Rate.perSecond(80);
        desk.line.sharedSender = true;
      }
      Delivery delivery = first.start();
      second.start();
      third.start();

      List<Outgoing> messages = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        messages.add(
            new Outgoing(
                "acme", Desk.message("m" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }
      delivery.submit(messages);

      Desk.await(() -> accepted(first) == MESSAGES, () -> "" + first.store.counts());
      List<Long> grants = first.store.grantsSince(Instant.EPOCH);
      assertThat(grants).hasSize(MESSAGES);
      assertThat(most(grants, Duration.ofSeconds(1))).isLessThanOrEqualTo(84);
      // A machine that stalls leaves slots out; those that follow each other are 1/80 s apart.
      assertThat(middleGap(grants)).as("milliseconds between slots").isBetween(12L, 13L);
      assertThat(desks).allSatisfy(desk -> assertThat(desk.line.sent()).isNotEmpty());
    }
  }

  @Test
  void theHeadroomIsLeftToOthers() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE, clock -> file())) {
      desk.line.rate = Rate.perSecond(80);
      Delivery delivery = desk.start(withHeadroom(0.25));
      List<Outgoing> messages = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        messages.add(
            new Outgoing(
                "acme", Desk.message("m" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }

      delivery.submit(messages);

      Desk.await(() -> accepted(desk) == 150, () -> "" + desk.store.counts());
      List<Long> grants = desk.store.grantsSince(Instant.EPOCH);
      assertThat(most(grants, Duration.ofSeconds(1))).isLessThanOrEqualTo(63);
      // A machine that stalls leaves slots out; those that follow each other are 1/60 s apart.
      assertThat(middleGap(grants)).as("milliseconds between slots").isBetween(16L, 17L);
    }
  }

  private static long middleGap(List<Long> grants) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < grants.size(); i++) {
      gaps.add(grants.get(i) - grants.get(i - 1));
    }
    gaps.sort(null);
    return gaps.get(gaps.size() / 2);
  }

  @Test
  void theHeadroomOfASmallRateIsNotRoundedAway() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.rate = Rate.perSecond(1);
      Delivery delivery = desk.start(withHeadroom(0.5));
      delivery.submit("acme", Desk.message("m1", "+14155550101"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      delivery.submit("acme", Desk.message("m2", "+14155550102"));
      desk.clock.advance(Duration.ofMillis(1_850));

      desk.awaitState("m2", DeliveryState.ACCEPTED);

      List<Long> grants = desk.store.grantsSince(Instant.EPOCH);
      assertThat(grants).hasSize(2);
      assertThat(grants.get(1) - grants.get(0)).isEqualTo(2_000);
    }
  }

  private static DeliverySettings withHeadroom(double share) {
    return DeliverySettings.builder().headroom(share).sweepInterval(Duration.ofMillis(5)).build();
  }

  private SqlDatabase file() {
    return SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), Clock.systemUTC());
  }

  private static long accepted(Desk desk) {
    return desk.store.counts().stream()
        .filter(count -> count.state() == DeliveryState.ACCEPTED)
        .mapToLong(StateCount::messages)
        .sum();
  }

  /** The most grants in any window of this length. */
  private static int most(List<Long> grants, Duration window) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < grants.size(); i++) {
      while (grants.get(i) - grants.get(from) >= window.toMillis()) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }
}
