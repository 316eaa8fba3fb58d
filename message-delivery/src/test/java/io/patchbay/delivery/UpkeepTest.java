package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.store.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers are asked apart from each other: what one does holds up no other. */
class UpkeepTest {
  private static final InstanceId A = new InstanceId("acme", "a");
  private static final InstanceId B = new InstanceId("acme", "b");
  private static final Duration SILENCE = DeliverySettings.defaults().silence();

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private Blocks blocks;

  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

  private Upkeep upkeep(Desk desk) {
    DeliverySettings settings = DeliverySettings.defaults();
    Inquiry inquiry = new Inquiry(desk.patchbay);
    blocks = new Blocks(desk.store, desk.patchbay, settings, System::nanoTime);
    return new Upkeep(
        desk.store,
        desk.patchbay,
        inquiry,
        blocks,
        senders(desk, System::nanoTime),
        new StatusQuestions(desk.store, desk.patchbay, inquiry, settings, System::nanoTime),
        () -> {},
        name ->
            work -> {
              Thread thread = Executors.defaultThreadFactory().newThread(work);
              thread.setDaemon(true);
              threads.add(thread);
              return thread;
            });
  }

  private static SenderQuestions senders(Desk desk, LongSupplier nanoTime) {
    return new SenderQuestions(
        desk.store,
        desk.patchbay,
        new Inquiry(desk.patchbay),
        new Rates(),
        DeliverySettings.defaults(),
        nanoTime);
  }

  /** Messages of an instance that were accepted and of which nothing is heard. */
  private static void accepted(Desk desk, Delivery delivery, String instance, int messages) {
    for (int i = 0; i < messages; i++) {
      delivery.submit(
          "acme",
          Desk.message(instance + i, "+1415555" + (2000 + i)).toBuilder()
              .provider(instance)
              .build());
    }
    for (int i = 0; i < messages; i++) {
      desk.awaitState(instance + i, DeliveryState.ACCEPTED);
    }
  }

  private static void silentFor(Desk desk, Duration time) {
    // The answer came some time after the clock stood still.
    desk.clock.advance(time.plusMinutes(1));
  }

  private void block(Desk desk, InstanceId instance) {
    desk.line.answers(
        instance.name(),
        request ->
            new SendOutcome.Rejected(
                SendError.of(Category.AUTHENTICATION, "No")
                    .retry(Retry.LATER)
                    .scope(Scope.CONNECTION)
                    .build()));
    desk.patchbay
        .channel()
        .send("acme", Desk.message("x").toBuilder().provider(instance.name()).build());
    assertThat(desk.patchbay.blocked(instance)).isPresent();
    blocks.refused(instance, 1, Instant.EPOCH);
  }

  private static List<StatusUpdate> delivered(Desk desk, String providerMessageId) {
    return List.of(
        new StatusUpdate(
            "key",
            desk.clock.instant(),
            "",
            providerMessageId,
            DeliveryStatus.DELIVERED,
            "delivered",
            null,
            List.of(),
            List.of(),
            Map.of()));
  }

  @Test
  void aProviderWhoseHealthCheckHangsHoldsUpThatOfNoOther() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      CountDownLatch never = new CountDownLatch(1);
      Upkeep upkeep = upkeep(desk);
      block(desk, A);
      block(desk, B);
      desk.line.healthHangs.put("a", never);

      List<CompletableFuture<Void>> begun = upkeep.begin();

      assertThat(begun).hasSize(2);
      Desk.await(() -> desk.patchbay.blocked(B).isEmpty(), () -> "b is blocked still");
      assertThat(desk.patchbay.blocked(A)).isPresent();
      assertThat(upkeep.begin())
          .as("that which hangs is not asked twice")
          .containsAnyElementsOf(begun.stream().filter(one -> !one.isDone()).toList());
      never.countDown();
      Desk.await(() -> desk.patchbay.blocked(A).isEmpty(), () -> "a is blocked still");
      upkeep.close();
    }
  }

  @Test
  void historiesThatHangHoldUpNeitherHealthChecksNorHistoriesOfOthers() {
    try (Desk desk = new Desk(directory, Desk.TWO_LINES)) {
      CountDownLatch end = new CountDownLatch(1);
      Delivery delivery = desk.start();
      accepted(desk, delivery, "a", 120);
      accepted(desk, delivery, "b", 1);
      delivery.close();
      silentFor(desk, SILENCE);
      desk.line.historyHangs.put("a", end);
      desk.line.histories.put("line-121", delivered(desk, "line-121"));
      Upkeep upkeep = upkeep(desk);

      upkeep.begin();

      Desk.await(
          () -> desk.record("b0").progress() == DeliveryStatus.DELIVERED,
          () -> "b0 is " + desk.record("b0"));
      block(desk, A);
      upkeep.begin();
      Desk.await(() -> desk.patchbay.blocked(A).isEmpty(), () -> "a is blocked still");
      assertThat(desk.store.silent("acme/a", SILENCE, 1000)).hasSize(120);
      end.countDown();
      upkeep.run();
      upkeep.run();
      assertThat(desk.store.silent("acme/a", SILENCE, 1000)).isEmpty();
      upkeep.close();
    }
  }

  @Test
  void whatNobodyCanBeAskedForTakesNoPlaceOfOthers() {
    Line mute = new Line(Set.of(HealthCheck.class));
    try (Desk desk = new Desk(directory, Desk.ONE_LINE, Desk.file(directory), mute)) {
      Delivery delivery = desk.start();
      List<Outgoing> many = new ArrayList<>();
      for (int i = 0; i < 1_200; i++) {
        many.add(
            new Outgoing(
                "acme", Desk.message("m" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }
      delivery.submit(many);
      Desk.await(
          () -> desk.store.counts().get(0).messages() == 1_200 && accepted(desk),
          () -> "" + desk.store.counts());
      silentFor(desk, SILENCE);
      assertThat(desk.store.silentInstances()).containsExactly("acme/a");

      delivery.askProviders();

      assertThat(desk.store.silentInstances()).isEmpty();
      assertThat(mute.lookUps.get()).isZero();
    }
  }

  private static boolean accepted(Desk desk) {
    return desk.store.counts().stream().allMatch(one -> one.state() == DeliveryState.ACCEPTED);
  }

  @Test
  void aSlowProviderIsAskedForNoLongerThanARoundMayTake() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      accepted(desk, delivery, "a", 20);
      silentFor(desk, SILENCE);
      AtomicLong seconds = new AtomicLong();
      StatusQuestions questions =
          new StatusQuestions(
              desk.store,
              desk.patchbay,
              new Inquiry(desk.patchbay),
              DeliverySettings.defaults(),
              // Each question takes four seconds.
              () -> Duration.ofSeconds(seconds.getAndAdd(4)).toNanos());

      questions.ask("acme/a");

      assertThat(desk.line.lookUps.get()).isEqualTo(2);
      assertThat(desk.store.silent("acme/a", SILENCE, 1000)).hasSize(18);
    }
  }

  @Test
  void aSenderThatCouldNotBeAskedForIsAskedForAgainSoon() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      AtomicLong nanos = new AtomicLong();
      SenderQuestions questions = senders(desk, nanos::get);
      seen(desk, questions);

      List<Integer> minutes = new ArrayList<>();
      int asked = 0;
      for (int minute = 0; minute < 80; minute++) {
        nanos.set(Duration.ofMinutes(minute).plusMillis(minute).toNanos());
        desk.line.senderUnreachable = minute < 50 || minute > 70;
        questions.due().forEach(questions::ask);
        if (desk.line.senderLookUps.get() > asked) {
          asked = desk.line.senderLookUps.get();
          minutes.add(minute);
        }
      }

      assertThat(minutes).containsExactly(0, 1, 3, 7, 15, 30, 45, 60, 75, 76, 78);
    }
  }

  @Test
  void anAccountThatIsConfiguredLaterCountsWithoutARestart() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      accepted(desk, delivery, "a", 1);
      delivery.close();
      SenderQuestions questions = senders(desk, () -> 0);
      seen(desk, questions);
      questions.due().forEach(questions::ask);
      assertThat(accounts(desk)).containsExactly("line:acme/a");
      seen(desk, questions);
      assertThat(questions.due()).as("the account is the same").isEmpty();

      desk.line.portfolio = "portfolio-1";
      seen(desk, questions);
      questions.due().forEach(questions::ask);

      assertThat(accounts(desk)).containsExactly("line:portfolio-1");
      assertThat(questions.due()).isEmpty();
    }
  }

  private static List<String> accounts(Desk desk) {
    return desk.store.usage(null).accounts().stream().map(Usage.People::key).toList();
  }

  private static void seen(Desk desk, SenderQuestions questions) {
    Way way =
        Objects.requireNonNull(
            Way.find(desk.patchbay, new LaneKey("acme", null, null, null), false, key -> false)
                .way());
    questions.seen(way, null);
    way.lease().close();
  }

  @Test
  void whatHangsIsEndedByTheClose() throws InterruptedException {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Upkeep upkeep = upkeep(desk);
      block(desk, A);
      desk.line.healthHangs.put("a", new CountDownLatch(1));
      List<CompletableFuture<Void>> begun = upkeep.begin();
      Desk.await(
          () -> threads.stream().anyMatch(one -> one.getState() == Thread.State.TIMED_WAITING),
          () -> "nothing hangs");

      upkeep.close();

      assertThat(begun).allMatch(CompletableFuture::isDone);
      for (Thread thread : threads) {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
      assertThat(upkeep.begin()).as("asks nothing any more").allMatch(CompletableFuture::isDone);
    }
  }
}
