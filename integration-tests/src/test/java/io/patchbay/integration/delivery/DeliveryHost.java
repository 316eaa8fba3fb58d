package io.patchbay.integration.delivery;

import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.Rate;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliveryEvents;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.Outgoing;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A host in a process of its own: hands the same messages over each time it is started, sends what
 * waits, and runs until it is killed or its input ends.
 */
final class DeliveryHost {
  static final String WORKSPACE = "acme";

  private DeliveryHost() {}

  /** The arguments are the configuration, the database and the number of messages. */
  public static void main(String[] arguments) throws IOException {
    Path configuration = Path.of(arguments[0]);
    int messages = Integer.parseInt(arguments[2]);
    try (DeliveryStore store = new DeliveryStore(database(arguments[1]));
        ChannelCore patchbay = patchbay(configuration, store);
        Delivery delivery = Delivery.start(patchbay, store, settings())) {
      delivery.submitAll(messages(messages), each -> {});
      while (System.in.read() >= 0) {
        // Until whoever started it ends, or ends it.
      }
    }
  }

  /** A file, or a schema after the URL of a PostgreSQL: {@code jdbc:…#schema}. */
  static SqlDatabase database(String database) {
    if (!database.startsWith("jdbc:")) {
      return SqliteDatabase.queue(Path.of(database), Clock.systemUTC());
    }
    int schema = database.indexOf('#');
    return new PostgresDatabase(
        PostgresSettings.of(database.substring(0, schema), "postgres", "")
            .withSchema(database.substring(schema + 1))
            .withPatience(Duration.ofSeconds(5), Duration.ofSeconds(10)));
  }

  static ChannelCore patchbay(Path configuration, DeliveryStore store) {
    return ChannelCore.builder()
        .configuration(configuration)
        .environment(Map.of("TOKEN", "test-token", "APP_SECRET", "test-app-secret")::get)
        .watchInterval(Duration.ZERO)
        .drainTime(Duration.ofSeconds(5))
        .eventListener("delivery", new DeliveryEvents(store))
        .build();
  }

  static DeliverySettings settings() {
    return DeliverySettings.builder()
        .rate(Rate.perSecond(400))
        .settle(Duration.ofSeconds(3), Duration.ofSeconds(30))
        .sweepInterval(Duration.ofMillis(100))
        .build();
  }

  /** Every second one is to be sent at least once. */
  static Iterator<Outgoing> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Outgoing(
                    WORKSPACE,
                    SmsMessage.to("+1415" + (2_000_000 + i))
                        .id("m" + i)
                        .text("Your order " + i + " is on its way.")
                        .build(),
                    SubmitOptions.defaults()
                        .withGuarantee(
                            i % 2 == 0 ? Guarantee.AT_MOST_ONCE : Guarantee.AT_LEAST_ONCE)))
        .iterator();
  }
}
