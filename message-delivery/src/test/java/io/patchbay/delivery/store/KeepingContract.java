package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Submission.Result;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.delivery.store.Conclusion.Answer;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.store.internal.SqlDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and what is erased. */
abstract class KeepingContract extends StoreRig {
  static final String NUMBER = "14155550100";
  static final List<Address> PERSON = List.of(new PhoneNumber(NUMBER));

  private Map<String, Long> rows() {
    try (SqlDatabase database = open(clock)) {
      Map<String, Long> rows = new TreeMap<>();
      for (String table : List.of("message", "attempt", "history", "pair", "early_status")) {
        rows.put(
            table,
            database.read(
                session ->
                    session.all("SELECT count(*) FROM " + table, row -> row.getLong(1)).get(0)));
      }
      return rows;
    }
  }

  @Test
  void whatEndedLongAgoIsRemovedWithEverythingThatBelongsToIt() {
    submit("accepted", "failed", "unknown", "settled");
    submit(message("waits", "5", later(60)));
    submit(message("cancelled", "6", later(60)));
    List<ClaimedMessage> claimed = claim(10);
    accepted(claimed.get(0), "p1");
    heard("p1", null, DeliveryStatus.DELIVERED);
    refused(claimed.get(1));
    unknown(claimed.get(2));
    unknown(claimed.get(3));
    store.cancel("acme", "cancelled");
    clock.advance(SETTLE);
    store.unsettled().stream()
        .filter(one -> one.id().equals("settled"))
        .forEach(one -> store.leave(one, null, "nobody knows"));
    clock.advance(Duration.ofDays(30));
    submit("fresh");
    refused(claimOne());

    assertThat(store.forget(clock.instant().minus(Duration.ofDays(31)))).isZero();
    assertThat(store.forget(clock.instant().minus(Duration.ofDays(29)))).isEqualTo(4);

    assertThat(store.find("acme", "accepted")).isEmpty();
    assertThat(state("unknown")).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(state("waits")).isEqualTo(DeliveryState.QUEUED);
    assertThat(state("fresh")).isEqualTo(DeliveryState.FAILED);
    assertThat(rows())
        .containsEntry("message", 3L)
        .containsEntry("attempt", 2L)
        .containsEntry("history", 2L);
  }

  private SubmitOptions later(int days) {
    return SubmitOptions.defaults().withNotBefore(clock.instant().plus(Duration.ofDays(days)));
  }

  @Test
  void manyAreRemovedInSeveralTransactions() {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < 1201; i++) {
      messages.add(message("m" + i, "" + i));
    }
    store.submit(messages);
    messages.forEach(one -> store.cancel("acme", one.id()));
    clock.advance(Duration.ofDays(1));

    assertThat(store.forget(clock.instant())).isEqualTo(1201);
    assertThat(rows()).containsEntry("message", 0L).containsEntry("history", 0L);
  }

  @Test
  void slotsOfRecipientsAndEarlyStatusesGoWhenTheyHaveServed() {
    submit("m1");
    store.claim(request(lane(), 1, null, PAIR));
    heard("foreign", null, DeliveryStatus.SENT);
    // Its whole burst is not back yet: removed now it would get a second one.
    clock.advance(Duration.ofMinutes(4));
    store.forget(clock.instant());
    assertThat(rows()).containsEntry("pair", 1L).containsEntry("early_status", 1L);

    clock.advance(Duration.ofDays(2));
    store.forget(clock.instant());

    assertThat(rows()).containsEntry("pair", 0L).containsEntry("early_status", 0L);
  }

  @Test
  void workspacesAreKnownByTheirLanes() {
    assertThat(store.workspaces()).isEmpty();
    for (LaneKey lane :
        List.of(
            new LaneKey("shop", null, null, null), LANE, new LaneKey("acme", "b", null, null))) {
      submit(
          new NewMessage(
              "m" + lane.provider(), lane, NUMBER, "body", "print", SubmitOptions.defaults()));
    }

    assertThat(store.workspaces()).containsExactly("acme", "shop");
  }

  @Test
  void everyMessageToAPersonIsFound() {
    submit(message("m1", NUMBER));
    submit(message("m2", NUMBER));
    submit(message("other", "14155550199"));

    assertThat(store.about(PERSON, null))
        .extracting(one -> one.record().id().value() + ": " + one.body())
        .containsExactly("m1: body of m1", "m2: body of m2");
    assertThat(store.about(PERSON, "other")).isEmpty();
    assertThat(store.about(PERSON, "acme")).hasSize(2);
    assertThat(store.about(PERSON, null).get(0).toString()).isEqualTo("PersonMessage[m1 of acme]");
  }

  /** A recipient's pace belongs to no workspace: it is needed while one of them has a message. */
  @Test
  void thePaceTowardsAPersonGoesWithTheLastMessage() {
    LaneKey other = new LaneKey("shop", null, null, null);
    submit(message("m1", NUMBER));
    long lane = lane();
    submit(new NewMessage("m2", other, "p:" + NUMBER, "body", "print", SubmitOptions.defaults()));
    assertThat(store.claim(request(lane, 1, null, PAIR)).messages()).hasSize(1);

    assertThat(store.erase(PERSON, "acme")).isEqualTo(1);
    assertThat(rows()).containsEntry("pair", 1L);
    assertThat(store.erase(PERSON, "shop")).isEqualTo(1);
    assertThat(rows()).containsEntry("pair", 0L);
  }

  @Test
  void nothingOfAPersonIsLeftWhenItIsErasedButTheCounts() {
    submit(message("done", NUMBER));
    accepted(claimOne(), "p-" + NUMBER);
    submit(message("failed", NUMBER));
    refused(claimOne());
    submit(message("waits", NUMBER, later(1)));
    submit(message("other", "14155550199"));

    assertThat(store.erase(PERSON, "none")).isZero();
    assertThat(store.erase(PERSON, null)).isEqualTo(3);
    assertThat(store.erase(PERSON, null)).isZero();

    assertThat(store.about(PERSON, null)).isEmpty();
    assertThat(state("waits")).isEqualTo(DeliveryState.CANCELLED);
    assertThat(state("done")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(store.deadLetters("acme", 10)).hasSize(1);
    assertThat(store.requeue("acme", "failed")).isFalse();
    assertThat(record("done") + " " + record("failed"))
        .doesNotContain(NUMBER)
        .doesNotContain("because");
    assertThat(store.submit(List.of(message("done", NUMBER))).get(0).result())
        .isEqualTo(Result.CONFLICT);
    clock.advance(Duration.ofDays(2));
    sweep();
    assertThat(ids(claim(10))).containsExactly("other");
  }

  @Test
  void whatIsErasedWhileItIsSentIsNotSentAgainAndStaysErased() {
    submit(message("m1", NUMBER));
    submit(message("m2", NUMBER));
    ClaimedMessage claimed = claimOne();
    store.erase(PERSON, null);

    refusedForNow(claimed, Duration.ZERO);

    assertThat(state("m1")).isEqualTo(DeliveryState.CANCELLED);
    assertThat(claim(10)).isEmpty();
    heard("p-" + NUMBER, ref("m1", 1), DeliveryStatus.DELIVERED);
    assertThat(progress("m1")).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(record("m1").toString()).doesNotContain(NUMBER);
  }

  @Test
  void anAnswerThatComesAfterTheErasureBringsNothingBack() {
    submit(message("accepted", NUMBER));
    ClaimedMessage claimed = claimOne();
    store.erase(PERSON, null);
    accepted(claimed, "p-" + NUMBER);
    submit(message("failed", NUMBER));
    claimed = claimOne();
    store.erase(PERSON, null);
    Answer refusal = answer(Outcome.REJECTED, "q-" + NUMBER);
    conclude(conclusion(claimed, refusal, DeliveryState.FAILED, null));

    assertThat(state("accepted")).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(store.deadLetters("acme", 10)).hasSize(1);
    assertThat(record("accepted") + " " + record("failed") + store.deadLetters("acme", 10))
        .doesNotContain(NUMBER)
        .doesNotContain("because");
    assertThat(record("failed").story()).extracting(MessageRecord.Line::what).contains("FAILED");
    assertThat(record("failed").story())
        .allMatch(line -> line.reason() == null && line.providerMessageId() == null);
    assertThat(heard("p-" + NUMBER, ref("accepted", 1), DeliveryStatus.DELIVERED)).isTrue();
    assertThat(progress("accepted")).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(record("accepted").toString()).doesNotContain(NUMBER);
  }

  /** Of an answer that was being written at the same time. */
  @Test
  void aReportThatWaitsForItsAnswerIsErasedToo() {
    submit(message("m1", NUMBER));
    accepted(claimOne(), "p-" + NUMBER);
    try (SqlDatabase database = open(clock)) {
      database.write(
          session -> {
            for (String id : List.of("p-" + NUMBER, "foreign")) {
              EarlyStatuses.keep(session, clock.millis(), news(id, null, DeliveryStatus.SENT));
            }
            return true;
          });
    }
    assertThat(rows()).containsEntry("early_status", 2L);

    store.erase(PERSON, null);

    assertThat(rows()).containsEntry("early_status", 1L);
  }

  @Test
  void anErasedUnknownIsNotSentAgain() {
    submit(message("m1", NUMBER));
    unknown(claimOne());
    clock.advance(SETTLE);
    Unsettled open = store.unsettled().get(0);
    store.erase(PERSON, null);

    assertThat(store.sendAgain(open, LANE, null, false, "silence")).isFalse();
    assertThat(state("m1")).isEqualTo(DeliveryState.UNKNOWN);
  }
}
