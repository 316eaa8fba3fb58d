package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.Sender;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.Conversation;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.store.Conclusion.Answer;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.delivery.store.QueueDepth.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom the senders wrote to, what it cost, and how much waits where. */
abstract class UsageContract extends StoreRig {
  private static final LaneKey OTHER = new LaneKey("globex", null, null, null);

  private void sends(
      String id, String recipient, String sender, @Nullable Conversation conversation) {
    sends(LANE, id, recipient, sender, conversation, Outcome.ACCEPTED);
  }

  private void sends(
      LaneKey lane,
      String id,
      String recipient,
      String sender,
      @Nullable Conversation conversation,
      Outcome outcome) {
    store.submit(
        List.of(
            new NewMessage(id, lane, "p:" + recipient, "body", "print", SubmitOptions.defaults())));
    ClaimedMessage claimed = store.claim(request(lane(), sender, 1, null, null)).messages().get(0);
    long now = clock.millis();
    DeliveryState state =
        outcome == Outcome.ACCEPTED
            ? DeliveryState.ACCEPTED
            : outcome == Outcome.UNKNOWN ? DeliveryState.UNKNOWN : DeliveryState.FAILED;
    String theirs = outcome == Outcome.ACCEPTED ? "p-" + id : null;
    conclude(
        conclusion(
            claimed,
            new Answer(
                outcome, "acme/a", "line", 0, theirs, now, now, null, conversation, Map.of()),
            state,
            null));
  }

  @Test
  void countsEachPersonOnceAndThoseInAConversationApart() {
    sends("m1", "1", "line:a", Conversation.CLOSED);
    sends("m2", "1", "line:a", Conversation.CLOSED);
    sends("m3", "2", "line:a", null);
    sends("m4", "3", "line:a", Conversation.OPEN);
    sends("m5", "4", "line:a", Conversation.NONE);
    sends(LANE, "m6", "5", "line:a", Conversation.CLOSED, Outcome.UNKNOWN);
    sends(LANE, "m7", "6", "line:a", Conversation.CLOSED, Outcome.REJECTED);

    assertThat(store.usage(null).senders())
        .extracting(Usage.People::outside, Usage.People::unknown, Usage.People::inside)
        .containsExactly(tuple(4L, 1L, 1L));
  }

  @Test
  void countsTheLastDayAlone() {
    sends("m1", "1", "line:a", Conversation.CLOSED);
    clock.advance(Duration.ofHours(24).plusMillis(1));
    sends("m2", "2", "line:a", Conversation.CLOSED);

    assertThat(store.usage(null).senders())
        .extracting(Usage.People::key, Usage.People::outside)
        .containsExactly(tuple("line:a", 1L));
    assertThat(store.usage(null).prices()).extracting(Usage.Charged::messages).containsExactly(1L);
  }

  @Test
  void countsAPersonOnceForAllSendersOfAnAccountAgainstItsLimit() {
    sends("m1", "1", "line:a", Conversation.CLOSED);
    sends("m2", "1", "line:b", Conversation.CLOSED);
    sends(OTHER, "m3", "2", "line:b", Conversation.CLOSED, Outcome.ACCEPTED);
    sends("m4", "3", "line:c", Conversation.CLOSED);
    store.learned("line:a", "line:account", 2L);
    store.learned("line:b", "line:account", 2L);

    Usage usage = store.usage("globex");

    assertThat(usage.senders())
        .extracting(Usage.People::key, Usage.People::account, Usage.People::outside)
        .containsExactly(
            tuple("line:a", "line:account", 1L),
            tuple("line:b", "line:account", 2L),
            tuple("line:c", "line:c", 1L));
    assertThat(usage.accounts())
        .extracting(
            Usage.People::key,
            Usage.People::outside,
            Usage.People::ofWorkspace,
            Usage.People::limit)
        .containsExactly(tuple("line:account", 2L, 1L, 2L), tuple("line:c", 1L, 0L, null));
    assertThat(usage.accounts())
        .extracting(Usage.People::limitSeen)
        .containsExactly(clock.instant(), null);
    assertThat(usage.accounts()).extracting(Usage.People::warns).containsExactly(true, false);
    assertThat(usage.prices()).extracting(Usage.Charged::sender).containsExactly("line:b");
  }

  @Test
  void anAccountWithoutALimitNeverWarns() {
    sends("m1", "1", "line:a", Conversation.CLOSED);
    store.learned("line:a", null, Sender.UNLIMITED);

    assertThat(store.usage(null).accounts())
        .extracting(Usage.People::limit, Usage.People::warns, one -> one.used().isEmpty())
        .containsExactly(tuple(Sender.UNLIMITED, false, true));
  }

  @Test
  void tellsWhatStatusesSayOfThePriceWhenTheyComeEarlyToo() {
    sends("m1", "1", "line:a", Conversation.CLOSED);
    price("p-m1", DeliveryStatus.SENT, "marketing", true);
    price("p-m1", DeliveryStatus.DELIVERED, null, null);
    price("p-m2", DeliveryStatus.SENT, "service", false);
    sends("m2", "2", "line:a", Conversation.OPEN);
    sends("m3", "3", "line:a", Conversation.OPEN);

    assertThat(store.usage("acme").prices())
        .extracting(Usage.Charged::category, Usage.Charged::billable, Usage.Charged::messages)
        .containsExactly(
            tuple("marketing", true, 1L), tuple("service", false, 1L), tuple(null, null, 1L));
    assertThat(store.usage("globex").prices()).isEmpty();
  }

  private void price(
      String id, DeliveryStatus status, @Nullable String category, @Nullable Boolean billable) {
    store.heard(
        new StatusNews("acme/a", id, null, status, clock.millis(), null, null, category, billable));
  }

  @Test
  void aPersonWhoWasErasedStillCounts() {
    sends("m1", "1", "line:a", Conversation.CLOSED);
    sends("m2", "14155550100", "line:a", Conversation.CLOSED);
    sends("m3", "14155550101", "line:a", Conversation.CLOSED);
    store.erase(List.of(new PhoneNumber("14155550100"), new PhoneNumber("14155550101")), null);

    assertThat(store.usage(null).senders()).extracting(Usage.People::outside).containsExactly(3L);
  }

  @Test
  void tellsHowMuchWaitsWhereAndSinceWhen() {
    Instant start = clock.instant();
    submit("m1", "m2");
    submit(message("m3", "of-m1"));
    submit(message("m4", "4", SubmitOptions.defaults().withNotBefore(start.plusSeconds(3600))));
    refused(claimOne());
    submit("m5", "m6", "m7");
    List<ClaimedMessage> claimed = claim(2);
    unknown(claimed.get(0));
    clock.advance(Duration.ofMinutes(1));
    submit(message("m8", "of-m6"));
    store.claim(request(lane(), 1, null, null));

    assertThat(store.depths())
        .extracting(QueueDepth::workspace, QueueDepth::place, QueueDepth::messages)
        .contains(
            tuple("acme", Place.SCHEDULED, 1L),
            tuple("acme", Place.UNKNOWN, 1L),
            tuple("acme", Place.FAILED, 1L));
    assertThat(store.depths().stream().mapToLong(QueueDepth::messages).sum()).isEqualTo(8);
    assertThat(store.depths().get(0)).isEqualTo(new QueueDepth("acme", Place.READY, 3, start));
  }
}
