package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocksTest {
  private static final InstanceId A = new InstanceId("acme", "a");

  private final AtomicLong nanos = new AtomicLong();
  private Desk desk;
  private Blocks blocks;

  @BeforeEach
  void open(@TempDir Path directory) {
    desk = new Desk(directory, Desk.ONE_LINE);
    blocks = new Blocks(desk.store, desk.patchbay, DeliverySettings.defaults(), nanos::get);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private void block() {
    desk.line.answers(
        "a",
        request ->
            new SendOutcome.Rejected(
                SendError.of(Category.AUTHENTICATION, "No")
                    .retry(Retry.LATER)
                    .scope(Scope.CONNECTION)
                    .build()));
    desk.patchbay.channel().send("acme", Desk.message("x"));
    assertThat(desk.patchbay.blocked(A)).isPresent();
  }

  private void refused() {
    blocks.refused(A, 1, desk.clock.instant());
  }

  private void passes(Duration time) {
    desk.clock.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void looksEveryTwoSecondsWhetherAnotherProcessHasResumedIt() {
    block();
    refused();
    int before = desk.database.calls();

    for (int visit = 0; visit < 5_000; visit++) {
      passes(Duration.ofMillis(2));
      assertThat(blocks.resumed(A)).isFalse();
    }

    assertThat(desk.database.calls() - before).isEqualTo(5);
  }

  @Test
  void seesWhatWasResumedAfterTheBlockAndBeforeTheFirstLook() {
    block();
    refused();
    passes(Duration.ofSeconds(1));
    desk.store.resume(A);
    passes(Duration.ofMinutes(1));

    assertThat(blocks.resumed(A)).isTrue();

    assertThat(desk.patchbay.blocked(A)).isEmpty();
    assertThat(blocks.wantsTrial(A)).isTrue();
  }

  @Test
  void whatWasResumedBeforeTheBlockDoesNotEndIt() {
    desk.store.resume(A);
    passes(Duration.ofSeconds(1));
    block();
    refused();
    passes(Duration.ofMinutes(1));

    assertThat(blocks.resumed(A)).isFalse();
  }

  @Test
  void seesWhatWasResumedAfterTheClockWasSetBack() {
    block();
    refused();
    desk.clock.advance(Duration.ofHours(-5));
    passes(Duration.ofSeconds(3));
    assertThat(blocks.resumed(A)).isFalse();
    desk.store.resume(A);
    passes(Duration.ofSeconds(3));

    assertThat(blocks.resumed(A)).isTrue();
  }

  @Test
  void isNotBegunAnewByThoseWhoLookWhileItEnds() {
    block();
    refused();
    try (HeardLog log = new HeardLog()) {
      desk.database.meanwhile(
          () -> {
            if (desk.patchbay.blocked(A).isPresent()) {
              blocks.resumed(A);
            }
          });
      blocks.resume(A);

      assertThat(log.with("its messages wait")).isEmpty();
      assertThat(blocks.wantsTrial(A)).isTrue();
    }
  }

  @Test
  void oneThatIsBlockedByASendBesidesTheQueueCountsFromTheFirstLook() {
    block();
    assertThat(blocks.resumed(A)).isFalse();
    passes(Duration.ofSeconds(3));
    desk.store.resume(A);

    assertThat(blocks.resumed(A)).isTrue();
  }

  @Test
  void oneThatIsRefusedOnItsTrialIsBlockedFromThenOn() {
    block();
    refused();
    passes(Duration.ofSeconds(3));
    desk.store.resume(A);
    assertThat(blocks.resumed(A)).isTrue();
    blocks.tries(A, Duration.ofSeconds(15));
    assertThat(blocks.isOnTrial(A)).isTrue();
    assertThat(blocks.wantsTrial(A)).isFalse();
    passes(Duration.ofSeconds(1));
    block();

    refused();
    blocks.tried(A, true);

    passes(Duration.ofMinutes(1));
    assertThat(blocks.resumed(A)).as("the same resumption does not count twice").isFalse();
    desk.store.resume(A);
    passes(Duration.ofSeconds(2));
    assertThat(blocks.resumed(A)).isTrue();
  }

  @Test
  void aTrialEndsWithItsAnswerAndIsMadeAgainWithoutOne() {
    block();
    refused();
    blocks.resume(A);
    blocks.tries(A, Duration.ofSeconds(15));

    blocks.tried(A, false);
    assertThat(blocks.wantsTrial(A)).isTrue();
    blocks.tries(A, Duration.ofSeconds(15));
    passes(Duration.ofSeconds(15));
    assertThat(blocks.wantsTrial(A)).as("nobody heard of it again").isTrue();
    blocks.tries(A, Duration.ofSeconds(15));
    blocks.tried(A, true);

    assertThat(blocks.wantsTrial(A)).isFalse();
    assertThat(blocks.all()).isEmpty();
  }

  @Test
  void whatIsResumedHereWithoutABlockNeedsNoTrial() {
    blocks.resume(A);

    assertThat(blocks.wantsTrial(A)).isFalse();
    assertThat(desk.store.resumedAt(A)).isPresent();
  }

  @Test
  void oneMessageInEightHoursMayProbeABlock() {
    block();
    refused();

    int probes = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      passes(Duration.ofMinutes(1));
      refused();
      if (blocks.mayProbe(A)) {
        assertThat(blocks.mayProbe(A)).as("until one is on its way").isTrue();
        blocks.probed(A);
        probes++;
      }
    }

    assertThat(probes).isEqualTo(2);
  }

  @Test
  void aGoodCheckThatSendsDoNotBearOutIsBelievedEverMoreRarely() {
    block();
    refused();
    int believed = 0;
    for (int round = 0; round < 24 * 60 * 2; round++) {
      passes(Duration.ofSeconds(30));
      if (blocks.checked(A, instance -> true)) {
        believed++;
        blocks.tries(A, Duration.ofMinutes(1));
        refused();
        blocks.tried(A, false);
      }
    }

    assertThat(believed).as("in a day").isBetween(8, 16);
  }

  @Test
  void aTrialThatNobodyHasLookedAtFindsOutNothing() {
    block();
    refused();
    blocks.resume(A);
    blocks.tries(A, Duration.ofMinutes(1));

    blocks.tried(A, false);

    assertThat(blocks.wantsTrial(A)).isTrue();
    blocks.tries(A, Duration.ofMinutes(1));
    blocks.tried(A, true);
    assertThat(blocks.wantsTrial(A)).isFalse();
  }
}
