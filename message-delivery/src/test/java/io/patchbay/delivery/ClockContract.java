package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Rate;
import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock by which a database judges jumps: nobody is kept waiting, and nothing goes twice. */
abstract class ClockContract {
  @TempDir Path directory;

  /** A database that is judged by this clock. */
  abstract SqlDatabase database(Path directory, Clock clock);

  @Test
  void aClockThatIsSetBackStopsNobody() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE, clock -> database(directory, clock))) {
      desk.line.rate = Rate.perSecond(80);
      desk.line.perRecipient = new Rate(1, Duration.ofSeconds(6), 45);
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);

      desk.clock.advance(Duration.ofHours(-5));
      delivery.submit("acme", Desk.message("m2"));
      desk.clock.advance(Duration.ofMinutes(5));

      desk.awaitState("m2", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void aClockThatIsSetForwardMakesNothingGoTwice() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE, clock -> database(directory, clock))) {
      CountDownLatch end = new CountDownLatch(1);
      desk.line.answersAfter("a", end, desk.line::accept);
      desk.start()
          .submit(
              "acme",
              Desk.message("m1"),
              SubmitOptions.defaults().withGuarantee(Guarantee.AT_LEAST_ONCE));
      Desk.await(() -> desk.line.sent().size() == 1, () -> "not sent");

      desk.clock.advance(Duration.ofHours(5));
      desk.awaitState("m1", DeliveryState.UNKNOWN);
      end.countDown();

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      assertThat(desk.line.sent()).hasSize(1);
    }
  }
}
