package io.patchbay.integration.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.LongTest;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts are killed at random moments; nothing is lost, and nothing is sent twice but what is said
 * to be unknown. The short form is part of the build; {@code -Dpatchbay.kills=20
 * -Dpatchbay.kill.messages=10000} is the long one. What each has shown is appended to {@code
 * target/kills.txt}.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@LongTest
class KillTest {
  private static final int KILLS = Integer.getInteger("patchbay.kills", 4);
  private static final int MESSAGES = Integer.getInteger("patchbay.kill.messages", 1_000);
  private static final long SEED =
      Long.getLong("patchbay.kill.seed", System.nanoTime() % 1_000_000);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void nothingIsLostAndNothingIsDoubledWhenTheHostIsKilled() throws Exception {
    killed(directory.resolve("delivery.db").toString(), 1);
  }

  @Test
  void nothingIsLostAndNothingIsDoubledWhenTwoHostsAreKilledInTurn() throws Exception {
    killed(PostgresServer.shared().url() + "#" + PostgresServer.newSchema(), 2);
  }

  private void killed(String database, int together) throws Exception {
    long start = System.nanoTime();
    try (WhatsAppCloudSimulator simulator = simulator();
        SqlDatabase tables = DeliveryHost.database(database)) {
      DeliveryStore store = new DeliveryStore(tables);
      Path configuration = directory.resolve("patchbay.json");
      Files.writeString(configuration, configuration(simulator));
      try (ChannelCore receiver = DeliveryHost.patchbay(configuration, store);
          Webhooks webhooks = new Webhooks(receiver)) {
        simulator.callbackUrl(webhooks.url());
        Deque<Process> hosts = new ArrayDeque<>();
        try {
          kill(configuration, database, simulator, hosts, together);
          finish(configuration, database, store, hosts);
        } finally {
          hosts.forEach(Process::destroyForcibly);
        }
        simulator.awaitWebhooksDelivered(PATIENCE);
      }
      List<MessageRecord> records = records(store);
      assertThat(records).as("seed %d", SEED).hasSize(MESSAGES);
      assertThat(DeliveryHistory.check(records, accepted(simulator))).as("seed %d", SEED).isEmpty();
      assertThat(unknownAttempts(records))
          .as("kills that met a message on its way, seed %d", SEED)
          .isPositive();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Files.writeString(
          Path.of("target", "kills.txt"),
          new KillReport(together, KILLS, SEED, took).of(records, unanswered(tables)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private void kill(
      Path configuration,
      String database,
      WhatsAppCloudSimulator simulator,
      Deque<Process> hosts,
      int together)
      throws Exception {
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      // Somewhere in its share of the messages, and so with some on their way.
      int share = MESSAGES / (KILLS + 1);
      long target = simulator.counts().accepted() + 1 + random.nextInt(share);
      while (hosts.size() < together) {
        hosts.add(host(configuration, database));
      }
      simulator.await(counts -> counts.accepted() >= target, Duration.ofSeconds(30));
      hosts.remove().destroyForcibly().waitFor();
    }
  }

  private void finish(
      Path configuration, String database, DeliveryStore store, Deque<Process> hosts)
      throws Exception {
    Process host = host(configuration, database);
    hosts.add(host);
    Conditions.await(
        "everything has ended, seed " + SEED,
        () -> {
          assertThat(host.isAlive()).as(() -> "the host lives; hosts said: " + said()).isTrue();
          return atRest(store);
        });
    for (Process one : hosts) {
      one.getOutputStream().close();
      one.waitFor(2, TimeUnit.MINUTES);
    }
  }

  /** The last that hosts have said. */
  private String said() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("hosts.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 100), lines.size()));
    } catch (IOException e) {
      return "nothing that can be read";
    }
  }

  private static boolean atRest(DeliveryStore store) {
    long all = 0;
    for (StateCount count : store.counts()) {
      if (count.state() == DeliveryState.QUEUED || count.state() == DeliveryState.SENDING) {
        return false;
      }
      all += count.messages();
    }
    return all == MESSAGES
        && store.deadLetters(DeliveryHost.WORKSPACE, MESSAGES).stream()
                .filter(dead -> dead.state() == DeliveryState.UNKNOWN)
                .count()
            == unknown(store);
  }

  private static long unknown(DeliveryStore store) {
    return store.counts().stream()
        .filter(count -> count.state() == DeliveryState.UNKNOWN)
        .mapToLong(StateCount::messages)
        .sum();
  }

  private Process host(Path configuration, String database) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DeliveryHost.class.getName(),
            configuration.toString(),
            database,
            String.valueOf(MESSAGES))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("hosts.log").toFile()))
        .start();
  }

  private static WhatsAppCloudSimulator simulator() {
    return WhatsAppCloudSimulator.builder()
        .accessToken("test-token")
        .appSecret("test-app-secret")
        .verifyToken("test-verify-token")
        .phoneNumberId("109876543210123")
        .messagesPerSecond(100_000)
        .keepReceived(2 * MESSAGES)
        .start();
  }

  private static String configuration(WhatsAppCloudSimulator simulator) {
    return """
    {"workspaces": {"acme": {"sms": {"defaultProvider": "whatsapp", "sendTimeout": "3s",
        "providers": {"whatsapp": {"type": "whatsapp-cloud", "accessToken": "${env:TOKEN}",
        "phoneNumberId": "109876543210123", "appSecret": "${env:APP_SECRET}",
        "verifyToken": "test-verify-token", "baseUrl": "%s"}}}}}}
    """
        .formatted(simulator.baseUrl());
  }

  private static List<String> accepted(WhatsAppCloudSimulator simulator) {
    return simulator.accepted().stream()
        .map(ReceivedMessage::callbackData)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static List<MessageRecord> records(DeliveryStore store) {
    List<MessageRecord> records = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      store.find(DeliveryHost.WORKSPACE, "m" + i).ifPresent(records::add);
    }
    return records;
  }

  private static long unknownAttempts(List<MessageRecord> records) {
    return records.stream()
        .flatMap(message -> message.story().stream())
        .filter(line -> line.what().equals("UNKNOWN"))
        .count();
  }

  /** Attempts whose answer nobody wrote down, and of which a webhook said that they had arrived. */
  private static long unanswered(SqlDatabase tables) {
    return tables
        .read(
            session ->
                session.all(
                    "SELECT count(*) FROM attempt WHERE outcome = 'ACCEPTED' AND started_at IS"
                        + " NULL",
                    row -> row.getLong(1)))
        .get(0);
  }
}
