package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.store.ClockedDatabase;
import io.patchbay.delivery.store.TestPostgres;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.testsupport.CallRate;
import io.patchbay.testsupport.LongTest;
import io.patchbay.testsupport.postgres.PostgresServer;
import io.patchbay.testsupport.postgres.TroubledProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is away, slow or full, or the answers to commits are lost: no message is lost, none is
 * sent twice of which nobody said that it is unknown, nobody tries without rest, and nobody has to
 * help. {@code -Dpatchbay.outage.seconds=30} makes the outages last so long by the machine's clock;
 * by the queue's they always do.
 */
class PostgresTroubleTest {
  private static final int OUTAGE_SECONDS = Integer.getInteger("patchbay.outage.seconds", 1);
  private static final int MESSAGES = 130;

  @TempDir Path directory;

  private TroubledProxy proxy;
  private Desk desk;
  private final AtomicInteger sends = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);

  @BeforeEach
  void open() {
    PostgresSettings settings =
        TestPostgres.settings().withPatience(Duration.ofSeconds(2), Duration.ofSeconds(5));
    proxy = TroubledProxy.before(PostgresServer.shared().port());
    desk =
        new Desk(
            directory,
            Desk.ONE_LINE,
            clock ->
                new ClockedDatabase(
                    new PostgresDatabase(TestPostgres.through(proxy, settings)), clock));
  }

  @AfterEach
  void close() {
    proxy.restore();
    desk.close();
    proxy.close();
  }

  private Delivery start() {
    return desk.start(
        DeliverySettings.builder()
            .sweepInterval(Duration.ofMillis(20))
            .settle(Duration.ofSeconds(1), Duration.ofDays(1))
            .build());
  }

  /** Something happens while the half-hundredth message is being sent. */
  private void meanwhile(Runnable trouble) {
    desk.line.answers(
        "a",
        request -> {
          if (sends.incrementAndGet() == 50) {
            trouble.run();
            begun.countDown();
          }
          return desk.line.accept(request);
        });
  }

  private static List<String> submitMany(Delivery delivery) {
    List<Outgoing> many = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      ids.add("n" + i);
      many.add(
          new Outgoing(
              "acme",
              Desk.message("n" + i, "+1415555" + (1000 + i)),
              SubmitOptions.defaults().withGuarantee(Guarantee.AT_LEAST_ONCE)));
    }
    delivery.submit(many);
    return ids;
  }

  /** The pool takes up to five seconds to try again. */
  private void awaitBack() {
    Desk.await(
        () -> {
          try {
            return desk.store.nextDue().isEmpty();
          } catch (StorageException e) {
            return false;
          }
        },
        () -> "it is not back");
  }

  private void awaitNoneWaits() {
    Desk.await(
        () ->
            desk.store.counts().stream()
                .noneMatch(
                    one ->
                        one.state() == DeliveryState.QUEUED
                            || one.state() == DeliveryState.SENDING),
        () -> "" + desk.store.counts());
  }

  /** A later message is heard of, so that silence about the others says something. */
  private void settle(Delivery delivery, List<String> ids) {
    awaitNoneWaits();
    taken(delivery, "last");
    desk.awaitState("last", DeliveryState.ACCEPTED);
    desk.clock.advance(Duration.ofMillis(1));
    desk.hears(desk.providerId("last"), DeliveryStatus.DELIVERED, Desk.ref("last", 1));
    desk.clock.advance(Duration.ofSeconds(2));
    for (String id : ids) {
      desk.awaitState(id, DeliveryState.ACCEPTED);
    }
  }

  @Test
  @LongTest
  void isAwayForHalfAMinute() {
    Delivery delivery = start();
    meanwhile(proxy::cut);
    try (HeardLog log = new HeardLog()) {
      List<String> ids = submitMany(delivery);
      Desk.await(() -> begun.getCount() == 0, () -> "only " + sends + " sent");
      assertThatThrownBy(() -> delivery.submit("acme", Desk.message("meanwhile")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("nothing has to be done here once it is back");

      Desk.await(() -> delivery.inFlight() == 0, () -> "in flight: " + delivery.inFlight());
      awaitTold(log, "No message can be taken: ");
      int sent = desk.line.sent().size();
      assertThat(CallRate.perSecond(OUTAGE_SECONDS, desk.database::calls))
          .as("calls in a second while it was away")
          .isLessThan(30);
      assertThat(CallRate.perSecond(OUTAGE_SECONDS, proxy::connections))
          .as("connections asked for in a second while it was away")
          .isLessThan(70);
      desk.clock.advance(Duration.ofSeconds(30));
      assertThat(desk.line.sent()).as("sends nobody could write down").hasSize(sent);

      proxy.restore();
      awaitBack();
      settle(delivery, ids);

      Reckoning.nothingLostOrDoubled(desk, ids);
      assertThat(desk.store.find("acme", "meanwhile")).isEmpty();
      awaitTold(log, "Messages are taken again: ");
      // Whoever meets it later says nothing of it, or once where the store has just been told.
      assertThat(log.with("No message can be taken: ")).hasSize(1);
      assertThat(log.with("Messages are taken again: ")).hasSize(1);
      assertThat(log.with("WARN io.patchbay.delivery")).doesNotHaveDuplicates();
    }
  }

  private static void awaitTold(HeardLog log, String beginning) {
    Desk.await(() -> !log.with(beginning).isEmpty(), () -> "not told: " + beginning);
  }

  @Test
  void isFull() {
    Delivery delivery = start();
    meanwhile(proxy::fill);
    List<String> ids = submitMany(delivery);
    Desk.await(() -> proxy.refused() > 0, () -> "nothing was refused");
    assertThatThrownBy(() -> delivery.submit("acme", Desk.message("meanwhile")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("make room on the disk of the database");
    assertThatThrownBy(() -> desk.hears("line-1", DeliveryStatus.DELIVERED, null))
        .isInstanceOf(StorageException.class);

    Desk.await(() -> delivery.inFlight() == 0, () -> "in flight: " + delivery.inFlight());
    int sent = desk.line.sent().size();
    assertThat(CallRate.perSecond(OUTAGE_SECONDS, proxy::refused))
        .as("writes tried in a second while it was full")
        .isLessThan(30);
    assertThat(desk.line.sent()).as("sends nobody could write down").hasSize(sent);

    proxy.restore();
    awaitBack();
    awaitNoneWaits();

    Reckoning.eachOnce(desk, ids);
  }

  @Test
  void isSlow() {
    // A sweep asks the database as often as time passes, not as messages are sent.
    Delivery slow =
        desk.start(DeliverySettings.builder().sweepInterval(Duration.ofHours(1)).build());
    meanwhile(() -> proxy.slow(Duration.ofMillis(40)));
    List<String> ids = submitMany(slow);
    Desk.await(() -> begun.getCount() == 0, () -> "only " + sends + " sent");
    // Slower than the leases of what is being sent, by the queue's clock.
    desk.clock.advance(Duration.ofSeconds(30));
    int requests = proxy.requests();
    Desk.await(() -> sends.get() >= MESSAGES, () -> "only " + sends + " sent");
    assertThat(proxy.requests() - requests).as("requests for 80 messages").isLessThan(400);
    proxy.restore();
    slow.close();
    settle(start(), ids);

    Reckoning.nothingLostOrDoubled(desk, ids);
  }

  @Test
  void losesTheAnswerWhenAMessageIsHandedOver() {
    Delivery delivery = start();
    proxy.loseNextCommit();
    assertThatThrownBy(() -> delivery.submit("acme", Desk.message("m1")))
        .isInstanceOf(StorageException.class);
    proxy.restore();
    awaitBack();

    assertThat(taken(delivery, "m1").result())
        .isIn(Submission.Result.REPEATED, Submission.Result.CREATED);

    desk.awaitState("m1", DeliveryState.ACCEPTED);
    Reckoning.eachOnce(desk, List.of("m1"));
  }

  @Test
  void losesTheAnswerWhenAMessageIsTaken() {
    assertThatThrownBy(() -> Crash.claimAndDie(desk, "m1", proxy::loseNextCommit))
        .isInstanceOf(StorageException.class);
    assertThat(proxy.lostCommit()).isTrue();
    proxy.restore();
    awaitBack();
    assertThat(desk.state("m1")).isEqualTo(DeliveryState.SENDING);
    Delivery delivery = start();
    desk.clock.advance(Duration.ofSeconds(31));
    desk.awaitState("m1", DeliveryState.UNKNOWN);

    taken(delivery, "last");
    desk.awaitState("last", DeliveryState.ACCEPTED);
    desk.hears(desk.providerId("last"), DeliveryStatus.DELIVERED, Desk.ref("last", 1));
    desk.clock.advance(Duration.ofSeconds(2));

    Desk.await(
        () -> desk.store.deadLetters("acme", 10).size() == 1, () -> desk.record("m1").toString());
    assertThat(desk.record("m1").reason()).contains("not sent again because it is at most once");
    assertThat(Reckoning.attempts(desk, "m1")).as("it never was sent").isEmpty();
  }

  @Test
  void losesTheAnswerWhenItIsWrittenDownHowAnAttemptEnded() {
    // Nothing else commits between the two.
    Delivery delivery =
        desk.start(DeliverySettings.builder().sweepInterval(Duration.ofHours(1)).build());
    meanwhile(proxy::loseNextCommit);
    sends.set(49);
    delivery.submit("acme", Desk.message("m1"));
    Desk.await(proxy::lostCommit, () -> "no commit was lost");
    proxy.restore();
    awaitBack();

    desk.awaitState("m1", DeliveryState.ACCEPTED);
    taken(delivery, "m2");
    desk.awaitState("m2", DeliveryState.ACCEPTED);
    Reckoning.eachOnce(desk, List.of("m1", "m2"));
    assertThat(desk.record("m1").story())
        .extracting(line -> line.what())
        .containsExactly("SUBMITTED", "SENDING", "ACCEPTED");
  }

  /** The pool may hold another connection that was cut: a host then submits the same id again. */
  private static Submission taken(Delivery delivery, String id) {
    AtomicReference<Submission> taken = new AtomicReference<>();
    Desk.await(
        () -> {
          try {
            taken.set(delivery.submit("acme", Desk.message(id)));
            return true;
          } catch (StorageException e) {
            return false;
          }
        },
        () -> id + " is not taken");
    return Objects.requireNonNull(taken.get());
  }
}
