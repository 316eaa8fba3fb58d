package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageProgress;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.store.Conclusion.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the order in which answers and statuses come, the end is the same. */
abstract class StatusOrderContract extends StoreRig {
  private static final int MESSAGES = 60;
  private static final List<DeliveryStatus> STATUSES =
      List.of(
          DeliveryStatus.SENT,
          DeliveryStatus.DELIVERED,
          DeliveryStatus.READ,
          DeliveryStatus.FAILED,
          DeliveryStatus.OTHER);

  /** What is to become of a message by its attempts alone. */
  private record End(DeliveryState state, boolean duplicated, DeliveryStatus progress) {
    static End of(List<MessageProgress> accepted) {
      List<MessageProgress> arrived =
          accepted.stream().filter(one -> one.status() != DeliveryStatus.FAILED).toList();
      DeliveryStatus reached =
          arrived.stream()
              .map(MessageProgress::reached)
              .max(DeliveryStatus::compareTo)
              .orElse(DeliveryStatus.FAILED);
      return new End(
          arrived.isEmpty() ? DeliveryState.FAILED : DeliveryState.ACCEPTED,
          arrived.size() > 1,
          reached);
    }
  }

  private End end(String id) {
    MessageRecord record = record(id);
    DeliveryStatus progress = record.progress();
    return new End(
        record.state(),
        record.duplicated(),
        record.state() == DeliveryState.FAILED || progress == null
            ? DeliveryStatus.FAILED
            : progress);
  }

  @Test
  void oneAttempt() {
    for (long seed = 0; seed < MESSAGES; seed++) {
      Random random = new Random(seed);
      String id = "m" + seed;
      String provider = "p" + seed;
      submit(id);
      ClaimedMessage claimed = claimOne();
      boolean answered = random.nextBoolean();
      List<Runnable> events = new ArrayList<>();
      events.add(() -> answer(claimed, answered, provider));
      MessageProgress expected = MessageProgress.accepted();
      for (int i = random.nextInt(5); i >= 0; i--) {
        DeliveryStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
        // Without an answer one has to name us, or nobody could tell whose they are.
        boolean named = i == 0 || random.nextBoolean();
        expected = expected.merge(status);
        events.add(() -> heard(provider, named ? ref(id, 1) : null, status));
      }
      Collections.shuffle(events, random);
      events.forEach(Runnable::run);
      sweep();

      assertThat(end(id)).as("seed %d", seed).isEqualTo(End.of(List.of(expected)));
    }
  }

  private void answer(ClaimedMessage claimed, boolean answered, String provider) {
    if (answered) {
      accepted(claimed, provider);
    } else {
      unknown(claimed);
    }
  }

  @Test
  void twoAttempts() {
    for (long seed = 0; seed < MESSAGES; seed++) {
      Random random = new Random(seed);
      String id = "m" + seed;
      submit(id);
      unknown(claimOne());
      clock.advance(SETTLE);
      store.unsettled().forEach(one -> store.sendAgain(one, LANE, null, true, "silence"));
      ClaimedMessage second = claimOne();
      boolean refused = random.nextInt(3) == 0;
      List<Runnable> events = new ArrayList<>();
      events.add(() -> secondAnswer(second, refused, id));
      List<MessageProgress> accepted = new ArrayList<>();
      for (int attempt = 1; attempt <= (refused ? 1 : 2); attempt++) {
        int statuses = random.nextInt(4);
        MessageProgress progress = MessageProgress.accepted();
        for (int i = 0; i < statuses; i++) {
          DeliveryStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
          progress = progress.merge(status);
          int number = attempt;
          events.add(() -> heard("p" + id + number, ref(id, number), status));
        }
        if (statuses > 0 || attempt == 2) {
          accepted.add(progress);
        }
      }
      Collections.shuffle(events, random);
      events.forEach(Runnable::run);

      assertThat(end(id)).as("seed %d", seed).isEqualTo(End.of(accepted));
    }
  }

  private void secondAnswer(ClaimedMessage second, boolean refused, String id) {
    if (refused) {
      conclude(conclusion(second, answer(Outcome.REJECTED, null), DeliveryState.FAILED, null));
    } else {
      accepted(second, "p" + id + 2);
    }
  }
}
