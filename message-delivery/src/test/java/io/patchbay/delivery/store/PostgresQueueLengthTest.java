package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.testsupport.LongTest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A long queue costs no more to look at than a short one. */
@LongTest
class PostgresQueueLengthTest extends StoreRig {
  static final int WAITING = 100_000;
  private static final Rate FAST = new Rate(10_000, Duration.ofSeconds(1), 500);

  /** Rows that one look may read: what it takes, and up to 1000 that wait behind others. */
  private static final long MOST = 2500;

  private final PostgresSettings settings = TestPostgres.settings();
  private long rows;

  @Override
  SqlDatabase open(Clock clock) {
    return new CountedDatabase(
        new ClockedDatabase(new PostgresDatabase(settings), clock), count -> rows += count);
  }

  private void fill() {
    for (int from = 0; from < WAITING; from += 2000) {
      List<NewMessage> messages = new ArrayList<>(2000);
      for (int i = from; i < from + 2000; i++) {
        // A few recipients are in it a thousand times, and one message in ten is for later.
        String recipient = i % 20 == 0 ? "busy-" + i % 5 : "" + i;
        SubmitOptions options =
            i % 10 == 1
                ? SubmitOptions.defaults().withNotBefore(clock.instant().plusSeconds(60 + i))
                : SubmitOptions.defaults().withPriority(i % 3);
        messages.add(message("m" + i, recipient, options));
      }
      store.submit(messages);
    }
  }

  private void look(long lane) {
    assertThat(store.readyLanes()).hasSize(1);
    assertThat(store.claim(request(lane, 64, FAST, PAIR)).messages()).isNotEmpty();
    clock.advance(Duration.ofMillis(100));
    store.sweep(SETTLE);
    assertThat(store.nextDue()).isPresent();
    assertThat(store.unsettled()).isEmpty();
  }

  @Test
  void aLongQueueIsNotLookedThrough() {
    // First while it is short, so that a plan which was right then would be kept.
    for (int i = 0; i < 20; i++) {
      submit("early-" + i);
      submit(
          message(
              "early-later-" + i,
              "1",
              SubmitOptions.defaults().withNotBefore(clock.instant().plusSeconds(3600))));
      look(store.readyLanes().get(0).id());
    }
    fill();
    long lane = lane();
    for (int i = 0; i < 20; i++) {
      rows = 0;
      look(lane);
      assertThat(rows).as("look %d", i).isBetween(1L, MOST);
    }
  }

  /** Also once the database has learnt how its rows are spread, which it does by itself. */
  @Test
  void aLongQueueIsNotLookedThroughToWriteDownHowAnAttemptEnded() {
    fill();
    try (PostgresDatabase database = new PostgresDatabase(settings)) {
      database.write(session -> session.update("ANALYZE"));
    }
    for (int i = 0; i < 5; i++) {
      List<ClaimedMessage> claimed = store.claim(request(lane(), 64, FAST, PAIR)).messages();
      assertThat(claimed).isNotEmpty();
      clock.advance(Duration.ofMillis(100));
      List<Conclusion> conclusions = new ArrayList<>();
      for (ClaimedMessage one : claimed) {
        conclusions.add(
            conclusion(one, answer(Outcome.ACCEPTED, one.id()), DeliveryState.ACCEPTED, null));
      }
      rows = 0;
      store.conclude(conclusions, List.of());
      assertThat(rows).as("conclusion %d", i).isBetween(1L, MOST);
    }
  }
}
