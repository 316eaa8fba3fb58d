package io.patchbay.integration.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.delivery.store.MessageRecord.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checker finds in wrong histories what is wrong with them, and nothing in right ones. */
class DeliveryHistoryTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static MessageRecord message(
      DeliveryState state, Guarantee guarantee, int attempts, @Nullable String reason) {
    return message(state, guarantee, attempts, reason, List.of());
  }

  private static MessageRecord message(
      DeliveryState state,
      Guarantee guarantee,
      int attempts,
      @Nullable String reason,
      List<Line> story) {
    return new MessageRecord(
        "acme",
        new MessageId("m1"),
        state,
        null,
        guarantee,
        attempts,
        false,
        AT,
        AT,
        null,
        AT,
        AT,
        reason,
        story);
  }

  private static List<Finding.Kind> findings(MessageRecord message, String... accepted) {
    return DeliveryHistory.check(List.of(message), List.of(accepted)).stream()
        .map(Finding::kind)
        .toList();
  }

  @Test
  void nothingIsWrongWithWhatWasSentOnceOrIsSaidToBeUnknown() {
    assertThat(
            findings(
                message(DeliveryState.ACCEPTED, Guarantee.AT_MOST_ONCE, 1, null), "pb1.acme.m1.1"))
        .isEmpty();
    assertThat(findings(message(DeliveryState.UNKNOWN, Guarantee.AT_MOST_ONCE, 1, "told")))
        .isEmpty();
    Line unknown = new Line(AT, "UNKNOWN", 1, "acme/a", null, null, Map.of());
    assertThat(
            findings(
                message(DeliveryState.ACCEPTED, Guarantee.AT_LEAST_ONCE, 2, null, List.of(unknown)),
                "pb1.acme.m1.1",
                "pb1.acme.m1.2"))
        .isEmpty();
  }

  @Test
  void findsWhatWasLost() {
    assertThat(findings(message(DeliveryState.QUEUED, Guarantee.AT_MOST_ONCE, 0, null)))
        .containsExactly(Finding.Kind.LOST);
    assertThat(findings(message(DeliveryState.UNKNOWN, Guarantee.AT_LEAST_ONCE, 1, "told")))
        .containsExactly(Finding.Kind.LOST);
  }

  @Test
  void findsWhatWasSentTwice() {
    Line unknown = new Line(AT, "UNKNOWN", 1, "acme/a", null, null, Map.of());
    assertThat(
            findings(
                message(DeliveryState.ACCEPTED, Guarantee.AT_MOST_ONCE, 2, null, List.of(unknown)),
                "pb1.acme.m1.1",
                "pb1.acme.m1.2"))
        .containsExactly(Finding.Kind.DOUBLED);
    assertThat(
            findings(
                message(DeliveryState.ACCEPTED, Guarantee.AT_LEAST_ONCE, 1, null),
                "pb1.acme.m1.1",
                "pb1.acme.m1.1"))
        .containsExactly(Finding.Kind.REPEATED);
    assertThat(
            findings(
                message(DeliveryState.ACCEPTED, Guarantee.AT_LEAST_ONCE, 2, null),
                "pb1.acme.m1.1",
                "pb1.acme.m1.2"))
        .containsExactly(Finding.Kind.SENT_AGAIN_WITHOUT_NEED);
  }

  @Test
  void findsWhatIsSaidWrongly() {
    assertThat(findings(message(DeliveryState.ACCEPTED, Guarantee.AT_MOST_ONCE, 1, null)))
        .containsExactly(Finding.Kind.INVENTED);
    assertThat(findings(message(DeliveryState.UNKNOWN, Guarantee.AT_MOST_ONCE, 1, null)))
        .containsExactly(Finding.Kind.UNSETTLED);
    assertThat(
            findings(
                message(DeliveryState.UNKNOWN, Guarantee.AT_MOST_ONCE, 1, "told"), "pb1.acme.m1.1"))
        .containsExactly(Finding.Kind.UNNOTICED);
    assertThat(
            findings(
                message(DeliveryState.FAILED, Guarantee.AT_MOST_ONCE, 1, "told"), "pb1.acme.m1.1"))
        .containsExactly(Finding.Kind.UNNOTICED);
  }
}
