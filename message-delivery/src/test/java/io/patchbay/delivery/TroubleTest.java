package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.delivery.store.DeliveryListener;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.store.StorageException;
import io.patchbay.testsupport.CallRate;
import io.patchbay.testsupport.LongTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database goes away, is full or slow: nothing is lost, and nobody has to help. */
class TroubleTest {
  @TempDir Path directory;

  @Test
  void keepsTheAnswersThatCannotBeWrittenUntilTheyCan() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.answers(
          "a",
          request -> {
            desk.database.away = true;
            return desk.line.accept(request);
          });
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      Desk.await(() -> desk.database.away, () -> "not sent");
      assertThatThrownBy(() -> delivery.submit("acme", Desk.message("m2")))
          .isInstanceOf(StorageException.class);
      assertThat(CallRate.perSecond(1, desk.database::calls))
          .as("calls in a second; the sweep alone makes 200")
          .isLessThan(400);

      desk.line.accepts("a");
      desk.database.away = false;

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      delivery.submit("acme", Desk.message("m2"));
      desk.awaitState("m2", DeliveryState.ACCEPTED);
      assertThat(desk.line.references()).containsExactly("pb1.acme.m1.1", "pb1.acme.m2.1");
    }
  }

  @Test
  void takesNothingOverWhileTheDiskIsFullAndGoesOnAfterwards() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.database.fill();
      List<Outgoing> many = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        many.add(
            new Outgoing(
                "acme", Desk.message("n" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }

      assertThatThrownBy(() -> delivery.submit(many))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("make room on the disk");
      assertThat(desk.store.find("acme", "n0")).as("all or nothing").isEmpty();
      desk.database.makeRoom();
      delivery.submit(many);

      desk.awaitState("n499", DeliveryState.ACCEPTED);
    }
  }

  @Test
  @LongTest
  void aSlowDiskKeepsNothingBackAndDoublesNothing() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      List<String> ids = new ArrayList<>();
      List<Outgoing> many = new ArrayList<>();
      for (int i = 0; i < 130; i++) {
        ids.add("n" + i);
        many.add(
            new Outgoing(
                "acme", Desk.message("n" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }
      desk.database.slow = Duration.ofMillis(50);
      delivery.submit(many);
      Desk.await(() -> desk.line.sent().size() >= 50, () -> "only " + desk.line.sent().size());
      // The leases of what is being sent end before it can be written down how that ended.
      desk.clock.advance(Duration.ofSeconds(30));

      for (String id : ids) {
        desk.awaitState(id, DeliveryState.ACCEPTED);
      }
      Reckoning.eachOnce(desk, ids);
    }
  }

  /** What is written a second time because nobody knows of the first is told and noted once. */
  @ParameterizedTest
  @CsvSource({
    "NEVER, false, FAILED, 'SUBMITTED, SENDING, REJECTED, FAILED', 'attempted, dead'",
    "BACKOFF, false, QUEUED, 'SUBMITTED, SENDING, REJECTED, QUEUED', attempted",
    "NEVER, true, UNKNOWN, 'SUBMITTED, SENDING, UNKNOWN, UNKNOWN', 'attempted, unknown'"
  })
  void theSecondTryOfACommitThatHadSucceededChangesNothing(
      Retry retry, boolean unclear, DeliveryState state, String story, String told) {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      SendError error = SendError.of(Category.OTHER, "No").retry(retry).build();
      desk.line.answers(
          "a",
          request -> {
            desk.database.loseAnswer("patchbay-delivery-record");
            return unclear ? new SendOutcome.Unknown(error) : new SendOutcome.Rejected(error);
          });
      desk.store.listen(
          new DeliveryListener() {
            @Override
            public void attempted(Attempted attempt) {
              heard.add("attempted");
            }

            @Override
            public void deadLetter(
                Subject message, DeliveryState now, @Nullable Category category) {
              heard.add("dead");
            }

            @Override
            public void unknown(Subject message) {
              heard.add("unknown");
            }
          });
      desk.start().submit("acme", Desk.message("m1"));

      Desk.await(() -> heard.contains("attempted"), () -> "told of " + heard);
      desk.awaitState("m1", state);
      assertThat(desk.record("m1").story())
          .extracting(MessageRecord.Line::what)
          .containsExactlyInAnyOrder(story.split(", "));
      assertThat(heard).containsExactlyInAnyOrder(told.split(", "));
    }
  }

  /** Nobody knows whether the person wants it: it waits, and has not been tried. */
  @Test
  void whileTheSuppressionListIsAwayMessagesWaitWithoutATry() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        HeardLog log = new HeardLog()) {
      desk.people.away = true;
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      for (int round = 0; round < 12; round++) {
        int before = desk.people.calls();
        Desk.await(
            () -> {
              desk.clock.advance(Duration.ofSeconds(1));
              return desk.people.calls() > before;
            },
            () -> "not looked at again, " + desk.record("m1"));
      }
      assertThat(desk.line.sent()).isEmpty();

      desk.people.away = false;

      Desk.await(
          () -> {
            desk.clock.advance(Duration.ofSeconds(1));
            return desk.state("m1") == DeliveryState.ACCEPTED;
          },
          () -> "not sent, " + desk.record("m1"));
      assertThat(desk.line.sent()).hasSize(1);
      assertThat(log.with("It cannot be told which messages are wanted")).hasSize(1);
      assertThat(log.with("it can be told again which messages are wanted")).hasSize(1);
    }
  }

  @Test
  void aStatusThatCannotBeWrittenIsAskedForAgain() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.database.away = true;

      assertThatThrownBy(() -> desk.hears("line-1", DeliveryStatus.DELIVERED, null))
          .isInstanceOf(StorageException.class);

      desk.database.away = false;
      desk.hears("line-1", DeliveryStatus.DELIVERED, null);
      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.DELIVERED);
    }
  }
}
