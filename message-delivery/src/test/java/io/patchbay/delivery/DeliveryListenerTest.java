package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.delivery.store.DeliveryListener;
import io.patchbay.delivery.store.SenderNews;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryListenerTest {
  @TempDir Path directory;

  /** Writes down what it is told. */
  private static final class Notes implements DeliveryListener {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<Attempted> attempts = new CopyOnWriteArrayList<>();
    final List<Progressed> progress = new CopyOnWriteArrayList<>();

    private void note(String what, Subject message) {
      lines.add(what + " " + message.id());
    }

    @Override
    public void submitted(Submission submission) {
      lines.add(submission.result() + " " + submission.id());
    }

    @Override
    public void attempted(Attempted attempt) {
      attempts.add(attempt);
    }

    @Override
    public void unknown(Subject message) {
      note("UNKNOWN", message);
    }

    @Override
    public void settled(Subject message, Settlement how) {
      note("SETTLED by " + how, message);
    }

    @Override
    public void deadLetter(Subject message, DeliveryState state, @Nullable Category category) {
      note("DEAD " + state + " " + category, message);
    }

    @Override
    public void expired(Subject message) {
      note("EXPIRED", message);
    }

    @Override
    public void progressed(Progressed told) {
      progress.add(told);
    }

    @Override
    public void duplicated(Subject message) {
      note("DUPLICATE", message);
    }

    @Override
    public void paused(SenderNews sender) {
      lines.add("PAUSED " + sender.sender());
    }

    void awaitLine(String line) {
      Desk.await(() -> lines.contains(line), () -> line + " is not among " + lines);
    }
  }

  private static SendOutcome refused(Category category, Retry retry) {
    return new SendOutcome.Rejected(SendError.of(category, "No").retry(retry).build());
  }

  private static SendOutcome unknown() {
    return new SendOutcome.Unknown(SendError.of(Category.NETWORK, "No answer").build());
  }

  @Test
  void isToldWhatAMessageGoesThrough() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Notes notes = new Notes();
      desk.store.listen(notes);
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      Desk.await(() -> !notes.attempts.isEmpty(), () -> "told " + notes.attempts);
      desk.clock.advance(Duration.ofSeconds(7));

      desk.hears("line-1", DeliveryStatus.DELIVERED, null);
      desk.hears("line-1", DeliveryStatus.DELIVERED, null);
      desk.hears("line-1", DeliveryStatus.READ, null);

      assertThat(notes.lines).containsExactly("CREATED m1", "REPEATED m1");
      DeliveryListener.Subject m1 = new DeliveryListener.Subject("acme", new MessageId("m1"));
      assertThat(notes.attempts)
          .extracting(
              DeliveryListener.Attempted::message,
              DeliveryListener.Attempted::number,
              DeliveryListener.Attempted::provider,
              DeliveryListener.Attempted::outcome,
              DeliveryListener.Attempted::category)
          .containsExactly(tuple(m1, 1, "line", Outcome.ACCEPTED, null));
      assertThat(notes.progress)
          .extracting(DeliveryListener.Progressed::status)
          .containsExactly(DeliveryStatus.DELIVERED, DeliveryStatus.READ);
      assertThat(notes.progress.get(0).delivery())
          .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
      assertThat(notes.progress.get(1).delivery()).isNull();
    }
  }

  @Test
  void waitingCountsFromTheTimeThatTheHostHasSet() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Notes notes = new Notes();
      desk.store.listen(notes);
      Delivery delivery = desk.start();
      delivery.submit(
          "acme",
          Desk.message("m1"),
          SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(3600)));
      desk.clock.advance(Duration.ofSeconds(3610));

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      Desk.await(() -> !notes.attempts.isEmpty(), () -> "told " + notes.attempts);

      assertThat(notes.attempts.get(0).waited())
          .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }
  }

  @Test
  void isToldOfWhatNobodyCanTellAndHowThatEnds() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Notes notes = new Notes();
      desk.store.listen(notes);
      desk.line.answers("a", request -> unknown());
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("heard"));
      notes.awaitLine("UNKNOWN heard");
      desk.hears("wamid.x", DeliveryStatus.SENT, Desk.ref("heard", 1));
      delivery.submit("acme", Desk.message("silent", "+1 415 555 0101"));
      notes.awaitLine("UNKNOWN silent");
      desk.clock.advance(Duration.ofHours(25));

      notes.awaitLine("DEAD UNKNOWN null silent");

      assertThat(notes.lines)
          .containsExactlyInAnyOrder(
              "CREATED heard",
              "UNKNOWN heard",
              "SETTLED by STATUS heard",
              "CREATED silent",
              "UNKNOWN silent",
              "SETTLED by GIVEN_UP silent",
              "DEAD UNKNOWN null silent");
    }
  }

  @Test
  void isToldOfDeadLettersOfWhatExpiresAndOfPauses() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Notes notes = new Notes();
      desk.store.listen(notes);
      desk.line.answers("a", request -> refused(Category.RECIPIENT_INVALID, Retry.NEVER));
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("refused"));
      notes.awaitLine("DEAD FAILED RECIPIENT_INVALID refused");
      delivery.submit(
          "acme",
          Desk.message("late"),
          SubmitOptions.defaults()
              .withNotBefore(desk.clock.instant().plusSeconds(60))
              .withExpiresAt(desk.clock.instant().plusSeconds(61)));
      desk.clock.advance(Duration.ofSeconds(62));
      notes.awaitLine("EXPIRED late");
      desk.line.answers("a", request -> refused(Category.RATE_LIMITED, Retry.BACKOFF));
      delivery.submit("acme", Desk.message("throttled"));

      notes.awaitLine("PAUSED line:acme/a");

      assertThat(notes.attempts)
          .extracting(DeliveryListener.Attempted::category)
          .contains(Category.RECIPIENT_INVALID, Category.RATE_LIMITED);
    }
  }

  @Test
  void isToldOfAMessageThatItsProviderGaveUpOnceNothingMoreIsDone() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Notes notes = new Notes();
      desk.store.listen(notes);
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);

      desk.hears(
          "a",
          "line-1",
          DeliveryStatus.FAILED,
          null,
          SendError.of(Category.RECIPIENT_UNREACHABLE, "not there").build());

      notes.awaitLine("DEAD FAILED RECIPIENT_UNREACHABLE m1");
      assertThat(notes.lines).containsOnlyOnce("DEAD FAILED RECIPIENT_UNREACHABLE m1");
    }
  }

  @Test
  void oneThatThrowsHarmsNeitherTheMessageNorTheOthers() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Notes notes = new Notes();
      desk.store.listen(
          new DeliveryListener() {
            @Override
            public void submitted(Submission submission) {
              throw new IllegalStateException("not today");
            }

            @Override
            public void attempted(Attempted attempt) {
              throw new AssertionError("nor tomorrow");
            }
          });
      desk.store.listen(notes);

      Submission taken = desk.start().submit("acme", Desk.message("m1"));

      assertThat(taken.result()).isEqualTo(Submission.Result.CREATED);
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      Desk.await(() -> notes.attempts.size() == 1, () -> "told " + notes.attempts);
      assertThat(desk.line.sent()).hasSize(1);
    }
  }

  /** Another thread could not write while a transaction or a lock was held. */
  @Test
  void isToldAfterTheTransactionAndOutsideItsLock() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      List<Boolean> written = new CopyOnWriteArrayList<>();
      desk.store.listen(
          new DeliveryListener() {
            @Override
            public void submitted(Submission submission) {
              written.add(
                  CompletableFuture.supplyAsync(
                          () -> desk.store.cancel("acme", submission.id().value()))
                      .completeOnTimeout(false, 10, TimeUnit.SECONDS)
                      .join());
            }
          });

      desk.start()
          .submit(
              "acme",
              Desk.message("m1"),
              SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(60)));

      assertThat(written).containsExactly(true);
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.CANCELLED);
    }
  }
}
