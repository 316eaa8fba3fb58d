package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.store.ClockedDatabase;
import io.patchbay.delivery.store.TestPostgres;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresClockTest extends ClockContract {
  @Override
  SqlDatabase database(Path directory, Clock clock) {
    return new ClockedDatabase(TestPostgres.database(), clock);
  }

  /** Their clocks are months and hours off; the database's is what everything is judged by. */
  @Test
  void hostsWhoseClocksDisagreeShareAQueue() {
    PostgresSettings settings = TestPostgres.settings();
    try (Desk slow = new Desk(directory, Desk.ONE_LINE, clock -> new PostgresDatabase(settings));
        Desk fast = new Desk(directory, Desk.ONE_LINE, clock -> new PostgresDatabase(settings))) {
      fast.clock.advance(Duration.ofDays(3_000));
      Instant before = slow.store.now().minusSeconds(1);
      List<String> ids = new ArrayList<>();
      for (Desk desk : List.of(slow, fast)) {
        desk.line.rate = Rate.perSecond(80);
        desk.line.sharedSender = true;
        Delivery delivery = desk.start();
        for (int i = 0; i < 20; i++) {
          String id = "m" + ids.size();
          ids.add(id);
          delivery.submit("acme", Desk.message(id, "+1415555" + (1000 + ids.size())));
        }
      }
      for (String id : ids) {
        slow.awaitState(id, DeliveryState.ACCEPTED);
      }
      slow.hears(slow.providerId("m0"), DeliveryStatus.DELIVERED, Desk.ref("m0", 1));

      assertThat(slow.line.sent().size() + fast.line.sent().size()).as("sends").isEqualTo(40);
      List<Long> grants = slow.store.grantsSince(Instant.EPOCH);
      assertThat(grants)
          .allSatisfy(
              at ->
                  assertThat(Instant.ofEpochMilli(at))
                      .isBetween(before, slow.store.now().plusSeconds(1)));
      assertThat(grants.get(39) - grants.get(0)).as("at 80 a second").isGreaterThan(400);
      assertThat(slow.record("m0").progress()).isEqualTo(DeliveryStatus.DELIVERED);
    }
  }
}
