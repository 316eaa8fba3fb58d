package io.patchbay.benchmarks;

import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Outgoing;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.store.Conclusion;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.store.Database;
import io.patchbay.store.PostgresSettings;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the queue: messages handed over a second in batches, messages sent a second through the
 * WhatsApp provider against {@link LoopbackServer} without a limit, and what a claim costs when a
 * million messages wait instead of a thousand. Prints a table. Not part of the build.
 *
 * <p>Without an argument in SQLite; with {@code postgres} in a PostgreSQL that it starts, which
 * waits for the disk at every commit; else in the PostgreSQL of this JDBC URL, as the user {@code
 * postgres} with the password in {@code PGPASSWORD}, in schemas that it leaves behind.
 */
public final class DeliverySpeed {
  private static final int MESSAGES = 30_000;
  private static final int[] WAITING = {1_000, 1_000_000};
  private static final int CLAIMS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final @Nullable String postgres;

  private DeliverySpeed(@Nullable String postgres) {
    this.postgres = postgres;
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      new DeliverySpeed(null).run();
    } else if (arguments[0].equals("postgres")) {
      try (PostgresServer server = PostgresServer.start(true)) {
        new DeliverySpeed(server.url()).run();
      }
    } else {
      new DeliverySpeed(arguments[0]).run();
    }
  }

  private void run() throws IOException {
    System.out.println("| " + (postgres == null ? "SQLite" : "PostgreSQL") + " | measured |");
    System.out.println("|---|---|");
    try (LoopbackServer server = LoopbackServer.start()) {
      for (int round = 1; round <= 3; round++) {
        inFolder(folder -> flow(folder, server));
      }
    }
    double[] medians = new double[WAITING.length];
    for (int i = 0; i < WAITING.length; i++) {
      int waiting = WAITING[i];
      int place = i;
      inFolder(folder -> medians[place] = claims(folder, waiting));
    }
    print("a claim with a million waiting, of one with a thousand", medians[1] / medians[0]);
  }

  private interface Measurement {
    void in(Path folder) throws IOException;
  }

  private static void inFolder(Measurement measurement) throws IOException {
    Path folder = Files.createTempDirectory("patchbay-delivery-speed");
    try {
      measurement.in(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Database database(Path folder) {
    if (postgres == null) {
      return Database.sqlite(folder);
    }
    String schema = "speed_" + UUID.randomUUID().toString().replace("-", "");
    return Database.postgres(
        PostgresSettings.of(postgres, "postgres", System.getenv("PGPASSWORD")).withSchema(schema));
  }

  private Patchbay patchbay(Path folder, String server, DeliverySettings queue) {
    return Patchbay.builder()
        .database(database(folder))
        .queue(queue)
        .configuration(
            """
            {"workspaces": {"acme": {"sms": {"defaultProvider": "whatsapp", "providers": {
                "whatsapp": {"type": "whatsapp-cloud", "accessToken": "test-token",
                "phoneNumberId": "109876543210123", "baseUrl": "%secho/"}}}}}}
            """
                .formatted(server),
            folder)
        .build();
  }

  private static DeliverySettings unlimited() {
    return DeliverySettings.builder().rate(Rate.perSecond(1_000_000)).build();
  }

  private static Iterator<Outgoing> messages(int count) {
    return IntStream.range(0, count)
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

  private void flow(Path folder, LoopbackServer server) {
    try (Patchbay patchbay = patchbay(folder, server.url(), unlimited())) {
      long start = System.nanoTime();
      patchbay.queue().submitAll(messages(MESSAGES), each -> {});
      print("handed over and, beside it, sent: handed over a second", perSecond(start));
      awaitAccepted(patchbay.queue().store(), MESSAGES);
      print("handed over and, beside it, sent: sent a second", perSecond(start));
    }
    try (Patchbay patchbay = patchbay(folder.resolve("other"), server.url(), unlimited())) {
      long start = System.nanoTime();
      Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
      patchbay.queue().submitAll(later(messages(MESSAGES), tomorrow), each -> {});
      print("handed over a second", perSecond(start));
    }
  }

  private static Iterator<Outgoing> later(Iterator<Outgoing> messages, Instant moment) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return messages.hasNext();
      }

      @Override
      public Outgoing next() {
        Outgoing one = messages.next();
        return new Outgoing(one.workspace(), one.message(), one.options().withNotBefore(moment));
      }
    };
  }

  private static double perSecond(long start) {
    return MESSAGES / ((System.nanoTime() - start) / 1e9);
  }

  private static void awaitAccepted(DeliveryStore store, long messages) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (accepted(store) < messages) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not all were sent: " + store.counts());
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static long accepted(DeliveryStore store) {
    return store.counts().stream()
        .filter(count -> count.state() == DeliveryState.ACCEPTED)
        .mapToLong(StateCount::messages)
        .sum();
  }

  /** The median of claims of 64 messages, in milliseconds. */
  private double claims(Path folder, int waiting) {
    // With a sender that stands still: what is submitted stays.
    DeliverySettings none =
        DeliverySettings.builder().rate(new Rate(1, Duration.ofDays(1), 1)).build();
    try (Patchbay patchbay = patchbay(folder, "http://127.0.0.1:9/", none)) {
      patchbay.queue().submitAll(messages(waiting), each -> {});
      patchbay.queue().close();
      DeliveryStore store = patchbay.queue().store();
      double[] took = new double[CLAIMS];
      for (int i = 0; i < CLAIMS; i++) {
        long start = System.nanoTime();
        var claim = store.claim(request(store));
        took[i] = (System.nanoTime() - start) / 1e6;
        giveBack(store, claim.messages());
      }
      Arrays.sort(took);
      print("milliseconds a claim of 64 with " + waiting + " waiting", took[CLAIMS / 2]);
      return took[CLAIMS / 2];
    }
  }

  private static ClaimRequest request(DeliveryStore store) {
    return new ClaimRequest(
        store.readyLanes().get(0).id(),
        new InstanceId("acme", "whatsapp"),
        "whatsapp-cloud",
        "claims",
        null,
        new Rate(1, Duration.ofSeconds(6), 45),
        64,
        Duration.ofMillis(200),
        Duration.ofMinutes(1),
        "benchmark");
  }

  private static void giveBack(
      DeliveryStore store, List<io.patchbay.delivery.internal.ClaimedMessage> messages) {
    List<Conclusion> back = new ArrayList<>();
    for (var message : messages) {
      back.add(
          new Conclusion(
              message,
              null,
              new Conclusion.Next(DeliveryState.QUEUED, null, null, null, 0, 0, 0, null, null)));
    }
    store.conclude(back, List.of());
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "| %s | %.1f |%n", what, value);
  }
}
