package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageProgressTest {
  private static final List<DeliveryStatus> ALL = List.of(DeliveryStatus.values());

  /** The steps from the nearest to the farthest, written down apart from the code's own order. */
  private static final List<DeliveryStatus> STEPS =
      List.of(
          DeliveryStatus.ACCEPTED,
          DeliveryStatus.SENT,
          DeliveryStatus.DELIVERED,
          DeliveryStatus.READ,
          DeliveryStatus.PLAYED);

  private static MessageProgress merged(List<DeliveryStatus> statuses) {
    MessageProgress progress = MessageProgress.accepted();
    for (DeliveryStatus status : statuses) {
      progress = progress.merge(status);
    }
    return progress;
  }

  @Test
  void anyOrderAndAnyRepetitionEndTheSame() {
    Random random = new Random(4711);
    for (int round = 0; round < 20_000; round++) {
      List<DeliveryStatus> statuses = new ArrayList<>();
      for (int count = random.nextInt(7); count > 0; count--) {
        statuses.add(ALL.get(random.nextInt(ALL.size())));
      }
      List<DeliveryStatus> again = new ArrayList<>(statuses);
      statuses.stream().filter(status -> random.nextBoolean()).forEach(again::add);
      Collections.shuffle(again, random);

      MessageProgress progress = merged(statuses);

      assertThat(merged(again)).as("%s and %s", statuses, again).isEqualTo(progress);
      assertThat(progress).as("%s", statuses).isEqualTo(model(statuses));
      assertThat(progress.status()).as("%s", statuses).isEqualTo(modelWord(statuses));
    }
  }

  private static MessageProgress model(List<DeliveryStatus> statuses) {
    DeliveryStatus farthest = DeliveryStatus.ACCEPTED;
    for (DeliveryStatus step : STEPS) {
      farthest = statuses.contains(step) ? step : farthest;
    }
    return new MessageProgress(farthest, statuses.contains(DeliveryStatus.FAILED));
  }

  private static DeliveryStatus modelWord(List<DeliveryStatus> statuses) {
    Set<DeliveryStatus> onTheDevice =
        EnumSet.of(DeliveryStatus.DELIVERED, DeliveryStatus.READ, DeliveryStatus.PLAYED);
    boolean arrived = statuses.stream().anyMatch(onTheDevice::contains);
    return statuses.contains(DeliveryStatus.FAILED) && !arrived
        ? DeliveryStatus.FAILED
        : model(statuses).reached();
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED,FAILED",
    "SENT,FAILED",
    "DELIVERED,DELIVERED",
    "READ,READ",
    "PLAYED,PLAYED"
  })
  void aFailureLosesToArrivalAndBothFactsAreKept(DeliveryStatus reached, DeliveryStatus word) {
    MessageProgress failedLast =
        MessageProgress.accepted().merge(reached).merge(DeliveryStatus.FAILED);
    MessageProgress failedFirst =
        MessageProgress.accepted().merge(DeliveryStatus.FAILED).merge(reached);

    assertThat(failedLast).isEqualTo(new MessageProgress(reached, true)).isEqualTo(failedFirst);
    assertThat(failedLast.status()).isEqualTo(word);
  }

  @Test
  void anUnknownWordChangesNothing() {
    MessageProgress sent = MessageProgress.accepted().merge(DeliveryStatus.SENT);
    assertThat(sent.merge(DeliveryStatus.OTHER)).isSameAs(sent);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "OTHER"})
  void onlyAStepCanBeReached(DeliveryStatus status) {
    assertThatThrownBy(() -> new MessageProgress(status, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(status + " is not a step on the way");
  }
}
