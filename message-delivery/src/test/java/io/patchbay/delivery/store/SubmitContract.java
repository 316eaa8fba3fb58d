package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.UserId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.Submission.Result;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.Lane;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.store.internal.AddressKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a database has to do when messages are handed over and taken back. */
abstract class SubmitContract extends StoreRig {
  private static List<Result> results(List<Submission> submissions) {
    return submissions.stream().map(Submission::result).toList();
  }

  @Test
  void aMessageIsTakenOnceAndAnotherUnderItsIdIsRefused() {
    NewMessage message = message("m1", "1");
    NewMessage other = new NewMessage("m1", LANE, "p:1", "else", "another", message.options());

    assertThat(results(store.submit(List.of(message)))).containsExactly(Result.CREATED);
    assertThat(results(store.submit(List.of(message)))).containsExactly(Result.REPEATED);
    assertThat(results(store.submit(List.of(other)))).containsExactly(Result.CONFLICT);
    assertThat(claimOne().body()).isEqualTo("body of m1");
  }

  @Test
  void aBatchTellsOfEachInOrderAlsoWhenOneIsInItTwice() {
    submit("m2");

    List<Submission> submissions =
        store.submit(
            List.of(
                message("m1", "1"), message("m2", "2"), message("m1", "1"), message("m3", "3")));

    assertThat(submissions)
        .extracting(one -> one.id().value())
        .containsExactly("m1", "m2", "m1", "m3");
    assertThat(results(submissions))
        .containsExactly(Result.CREATED, Result.REPEATED, Result.REPEATED, Result.CREATED);
    assertThat(store.submit(List.of())).isEmpty();
  }

  @Test
  void whateverARecipientIsMadeOfItsMessagesAreTakenInTheirOrder() {
    List<String> odd = List.of("\0", "\ud83d", longText() + "1", longText() + "2");
    for (String recipient : odd) {
      submit(message("first" + odd.indexOf(recipient), recipient));
      submit(message("second" + odd.indexOf(recipient), recipient));
    }

    List<ClaimedMessage> claimed = claim(10);

    assertThat(ids(claimed)).containsExactly("first0", "first1", "first2", "first3");
    claimed.forEach(one -> accepted(one, "p" + one.id()));
    assertThat(store.claim(request(lane(), 10, null, PAIR)).messages()).hasSize(4);
    assertThat(store.about(List.of(new UserId("x" + longText())), null)).isEmpty();
  }

  @Test
  void anIdThatIsTooLongForAnIndexIsFoundByItself() {
    UserId person = new UserId("US.\0" + longText());
    submit(
        new NewMessage("m1", LANE, AddressKey.of(person), "{}", "print", SubmitOptions.defaults()));

    assertThat(store.about(List.of(person), null)).hasSize(1);
    assertThat(store.erase(List.of(person), null)).isEqualTo(1);
    assertThat(store.about(List.of(person), null)).isEmpty();
  }

  @Test
  void whatCannotBeStoredIsRefusedAsAMistakeAndNotAsATroubleOfTheDatabase() {
    for (String bad : List.of("15550001111\0", "15550001111" + longText(), "\ude00")) {
      for (LaneKey lane :
          List.of(
              new LaneKey("acme", null, bad, null),
              new LaneKey("acme", bad, null, null),
              new LaneKey("acme", null, null, bad))) {
        assertThatThrownBy(
                () -> new NewMessage("m1", lane, "p:1", "b", "f", SubmitOptions.defaults()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("message m1 names cannot be stored: it has " + bad.length())
            .hasMessageNotContaining("1111");
      }
    }
    assertThatThrownBy(
            () ->
                new NewMessage(
                    "m1",
                    new LaneKey("ac\0me", null, null, null),
                    "p:1",
                    "b",
                    "f",
                    SubmitOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Workspace name");
    LaneKey longest =
        new LaneKey("w".repeat(64), "p".repeat(64), longText().substring(0, 1_000), "v".repeat(64));
    submit(new NewMessage("m1", longest, "p:1", "b", "f", SubmitOptions.defaults()));
    assertThat(store.readyLanes()).extracting(Lane::key).containsExactly(longest);
  }

  @Test
  void theSameIdInAnotherWorkspaceIsAnotherMessage() {
    submit("m1");
    NewMessage other =
        new NewMessage(
            "m1", new LaneKey("other", "x", "y", "z"), "p:1", "b", "f", SubmitOptions.defaults());

    assertThat(results(store.submit(List.of(other)))).containsExactly(Result.CREATED);
    assertThat(store.readyLanes())
        .extracting(Lane::key)
        .containsExactlyInAnyOrder(LANE, other.lane());
  }

  @Test
  void manyWhoHandOverTheSameAtOnceMakeItOnce() throws Exception {
    List<Callable<List<Submission>>> work = new ArrayList<>();
    for (int host = 0; host < 6; host++) {
      DeliveryStore one = host < 3 ? store : another();
      List<NewMessage> batch = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        // Half of them in the other order: they meet row by row.
        int number = host % 2 == 0 ? i : 39 - i;
        batch.add(message("m" + number, "1"));
      }
      work.add(() -> one.submit(batch));
    }

    List<Result> all = together(work).stream().flatMap(one -> results(one).stream()).toList();

    assertThat(all).filteredOn(Result.CREATED::equals).hasSize(40);
    assertThat(all).filteredOn(Result.REPEATED::equals).hasSize(200);
    assertThat(store.counts()).extracting(StateCount::messages).containsExactly(40L);
  }

  @Test
  void whatWaitsCanBeTakenBackAndNothingElse() {
    submit("m1", "m2");
    ClaimedMessage claimed = claimOne();

    assertThat(claimed.id()).isEqualTo("m1");
    assertThat(store.cancel("acme", "m1")).isFalse();
    assertThat(store.cancel("acme", "m2")).isTrue();
    assertThat(store.cancel("acme", "m2")).isFalse();
    assertThat(store.cancel("acme", "none")).isFalse();
    assertThat(state("m2")).isEqualTo(DeliveryState.CANCELLED);
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatWaitsCanBeGivenAnotherTime() {
    submit("m1");

    assertThat(store.reschedule("acme", "m1", clock.instant().plusSeconds(60))).isTrue();

    sweep();
    assertThat(claim(10)).isEmpty();
    assertThat(store.nextDue()).contains(clock.instant().plusSeconds(60));
    clock.advance(java.time.Duration.ofSeconds(60));
    assertThat(sweep()).isEqualTo(1);
    assertThat(ids(claim(10))).containsExactly("m1");
    assertThat(store.reschedule("acme", "m1", clock.instant())).isFalse();
  }

  @Test
  void takingBackAMessageLetsTheNextToItsRecipientGo() {
    submit(message("m1", "1", SubmitOptions.defaults()));
    submit(message("m2", "1"));
    ClaimedMessage first = claim(10).get(0);
    refusedForNow(first, java.time.Duration.ofHours(1));
    assertThat(claim(10)).isEmpty();

    store.cancel("acme", "m1");

    assertThat(ids(claim(10))).containsExactly("m2");
  }

  @Test
  void deadLettersAreListedAndPutBack() {
    submit("m1", "m2");
    claim(10).forEach(this::refused);

    assertThat(store.deadLetters("acme", 10))
        .extracting(one -> one.id().value())
        .containsExactly("m2", "m1");
    assertThat(store.deadLetters(null, 1)).hasSize(1);
    assertThat(store.deadLetters("other", 10)).isEmpty();
    assertThat(store.requeue("acme", "m1")).isTrue();
    assertThat(store.requeue("acme", "m1")).isFalse();
    ClaimedMessage again = claimOne();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.tries()).isZero();
  }

  @Test
  void manyParkedMessagesComeBackPartByPart() {
    List<NewMessage> many = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      many.add(message("m" + i, "of-" + i));
    }
    store.submit(many);
    store.conclude(
        claim(500).stream().map(one -> conclusion(one, null, DeliveryState.PARKED, null)).toList(),
        List.of());

    assertThat(store.unpark(body -> !body.endsWith("7"))).isEqualTo(405);

    assertThat(claim(500)).hasSize(405);
    assertThat(store.unpark(body -> true)).isEqualTo(45);
  }

  @Test
  void whatIsParkedWaitsUntilItCanBeRead() {
    submit("m1", "m2");
    claim(10).forEach(one -> conclude(conclusion(one, null, DeliveryState.PARKED, null)));
    assertThat(claim(10)).isEmpty();

    assertThat(store.unpark(body -> body.endsWith("m2"))).isEqualTo(1);

    assertThat(ids(claim(10))).containsExactly("m2");
    assertThat(state("m1")).isEqualTo(DeliveryState.PARKED);
  }

  @Test
  void tellsWhatHappenedToAMessage() {
    submit("m1");
    unknown(claimOne());
    heard("p1", ref("m1", 1), io.patchbay.channel.DeliveryStatus.DELIVERED);

    assertThat(record("m1").story())
        .extracting(MessageRecord.Line::what)
        .containsExactly("SUBMITTED", "SENDING", "ACCEPTED", "UNKNOWN", "DELIVERED");
    assertThat(store.counts())
        .containsExactly(new StateCount("acme", DeliveryState.ACCEPTED, 1, clock.instant()));
  }
}
