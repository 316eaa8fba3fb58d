package io.patchbay.benchmarks;

import io.patchbay.Patchbay;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Outgoing;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.store.Database;
import io.patchbay.store.PostgresSettings;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how three hosts on one database share the speed of one number: what part of it they use,
 * and the most messages of any second, by the grants of the queue and by the arrivals at the
 * simulator. All of them and the simulator run in this process. Prints a table. Not part of the
 * build.
 */
public final class DeliveryPace {
  private static final int HOSTS = 3;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final int rate;
  private final int messages;

  private DeliveryPace(int rate, int seconds) {
    this.rate = rate;
    this.messages = rate * seconds;
  }

  /**
   * The arguments are messages a second, seconds, and {@code postgres} for a PostgreSQL that it
   * starts instead of a file.
   */
  public static void main(String[] arguments) throws IOException {
    int rate = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 80;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    Path folder = Files.createTempDirectory("patchbay-delivery-pace");
    try {
      DeliveryPace pace = new DeliveryPace(rate, seconds);
      if (arguments.length > 2 && arguments[2].equals("postgres")) {
        try (PostgresServer server = PostgresServer.start(true)) {
          PostgresSettings settings = PostgresSettings.of(server.url(), "postgres", "");
          pace.run(folder, Database.postgres(settings));
        }
      } else {
        pace.run(folder, Database.sqlite(folder));
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Path folder, Database database) {
    try (WhatsAppCloudSimulator simulator =
            WhatsAppCloudSimulator.builder()
                .accessToken("test-token")
                .phoneNumberId("109876543210123")
                .messagesPerSecond(1_000_000)
                .keepReceived(2 * messages)
                .start();
        Host first = new Host(folder, database, simulator);
        Host second = new Host(folder, database, simulator);
        Host third = new Host(folder, database, simulator)) {
      first.patchbay.queue().submitAll(messages(), each -> {});
      for (Host host : List.of(first, second, third)) {
        host.awaitAccepted(messages);
      }
      print(first.store.grantsSince(Instant.EPOCH), arrivals(simulator));
    }
  }

  /** A host of its own, but for the process. */
  private final class Host implements AutoCloseable {
    private final DeliveryStore store;
    private final Patchbay patchbay;

    Host(Path folder, Database database, WhatsAppCloudSimulator simulator) {
      patchbay =
          Patchbay.builder()
              .configuration(
                  """
                  {"workspaces": {"acme": {"sms": {"defaultProvider": "whatsapp", "providers": {
                      "whatsapp": {"type": "whatsapp-cloud", "accessToken": "test-token",
                      "phoneNumberId": "109876543210123", "baseUrl": "%s"}}}}}}
                  """
                      .formatted(simulator.baseUrl()),
                  folder)
              .database(database)
              .queue(DeliverySettings.builder().rate(Rate.perSecond(rate)).build())
              .build();
      store = patchbay.queue().store();
    }

    void awaitAccepted(long number) {
      long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
      while (accepted() < number) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("Not all were sent: " + store.counts());
        }
        LockSupport.parkNanos(500_000_000);
      }
    }

    private long accepted() {
      return store.counts().stream()
          .filter(count -> count.state() == DeliveryState.ACCEPTED)
          .mapToLong(StateCount::messages)
          .sum();
    }

    @Override
    public void close() {
      patchbay.close();
    }
  }

  private Iterator<Outgoing> messages() {
    return IntStream.range(0, messages)
        .mapToObj(
            i ->
                new Outgoing(
                    "acme",
                    SmsMessage.to("+1415" + (2_000_000 + i))
                        .id("m" + i)
                        .text("Your order " + i + " is on its way.")
                        .build(),
                    SubmitOptions.defaults()))
        .iterator();
  }

  private static List<Long> arrivals(WhatsAppCloudSimulator simulator) {
    return simulator.accepted().stream()
        .map(ReceivedMessage::at)
        .map(Instant::toEpochMilli)
        .sorted()
        .toList();
  }

  private void print(List<Long> grants, List<Long> arrivals) {
    System.out.println(
        "| " + HOSTS + " hosts, " + rate + " a second, " + messages + " messages | measured |");
    System.out.println("|---|---|");
    print("granted, of what is allowed", "%.1f %%", 100 * perSecond(grants) / rate);
    print(
        "arrived at the simulator, of what is allowed",
        "%.1f %%",
        100 * perSecond(arrivals) / rate);
    print("most granted in any second", "%.0f", most(grants));
    print("most arrived in any second", "%.0f", most(arrivals));
  }

  private static double perSecond(List<Long> times) {
    long took = times.get(times.size() - 1) - times.get(0);
    return (times.size() - 1) * 1000.0 / took;
  }

  private static double most(List<Long> times) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < times.size(); i++) {
      while (times.get(i) - times.get(from) >= SECOND.toMillis()) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }

  private static void print(String what, String format, double value) {
    System.out.printf(Locale.ROOT, "| %s | " + format + " |%n", what, value);
  }
}
