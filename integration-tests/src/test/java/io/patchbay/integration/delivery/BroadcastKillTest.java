package io.patchbay.integration.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.LongTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code patchbay send --audience} itself is killed, and the same command is started again. */
@LongTest
class BroadcastKillTest {
  private static final int PEOPLE = 600;
  private static final int FIRST_LINE = 2;

  /** At 200 a second and 200 ms ahead, with what is on its way; for each kill. */
  private static final int MOST_UNKNOWN = 120;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void everybodyGetsTheMessageOnceHoweverOftenItIsKilled() throws Exception {
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder()
            .accessToken("test-token")
            .appSecret("test-app-secret")
            .verifyToken("test-verify-token")
            .phoneNumberId("109876543210123")
            .messagesPerSecond(100_000)
            .keepReceived(2 * PEOPLE)
            .start()) {
      Files.writeString(directory.resolve("patchbay.json"), configuration(simulator));
      Files.writeString(
          directory.resolve("guests.csv"),
          IntStream.range(0, PEOPLE)
              .mapToObj(i -> "+" + number(i))
              .collect(Collectors.joining("\n", "phone\n", "\n")));

      killedAt(40, simulator);
      killedAt(160, simulator);
      Process last = send("last");
      assertThat(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      JsonObject summary =
          JsonParser.parseString(Files.readString(directory.resolve("last.out"))).getAsJsonObject();
      List<Integer> unknown = unknownLines(summary);
      assertThat(summary.get("accepted").getAsInt() + unknown.size())
          .as("%s", summary)
          .isEqualTo(PEOPLE);
      for (String none : List.of("waiting", "rejected", "faultyLines", "duplicateLines")) {
        assertThat(summary.get(none).getAsInt()).as(none).isZero();
      }
      assertThat(summary.get("unknown").getAsInt()).isEqualTo(unknown.size());
      assertThat(last.exitValue()).isEqualTo(unknown.isEmpty() ? 0 : 1);
      assertThat(Files.readString(directory.resolve("last.err")))
          .contains(PEOPLE + " messages of this broadcast had been handed over before");
      check(simulator, unknown);
    }
  }

  /** Nobody twice, and whoever got nothing is among those of whom the summary cannot tell. */
  private static void check(WhatsAppCloudSimulator simulator, List<Integer> unknown) {
    List<String> got = simulator.accepted().stream().map(ReceivedMessage::address).toList();
    assertThat(got).doesNotHaveDuplicates();
    TreeSet<Integer> missing =
        IntStream.range(0, PEOPLE)
            .filter(i -> !got.contains(number(i)))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unknown).doesNotHaveDuplicates().containsAll(missing);
    assertThat(unknown.size()).isLessThan(2 * MOST_UNKNOWN);
  }

  private static List<Integer> unknownLines(JsonObject summary) {
    List<Integer> people = new ArrayList<>();
    for (JsonElement group : summary.getAsJsonArray("unknowns")) {
      for (JsonElement line : group.getAsJsonObject().getAsJsonArray("lines")) {
        people.add(line.getAsInt() - FIRST_LINE);
      }
    }
    return people;
  }

  private void killedAt(long accepted, WhatsAppCloudSimulator simulator) throws Exception {
    Process process = send("at" + accepted);
    try {
      assertThat(simulator.await(counts -> counts.accepted() >= accepted, PATIENCE))
          .as(() -> said("at" + accepted))
          .isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as("it had not ended by itself").isGreaterThan(128);
    assertThat(simulator.counts().accepted()).as("there is more to send").isLessThan(PEOPLE);
  }

  private String said(String name) {
    try {
      return Files.readString(directory.resolve(name + ".err"));
    } catch (IOException e) {
      return "nothing that can be read";
    }
  }

  private Process send(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.patchbay.host.Main",
            "send",
            "--audience",
            directory.resolve("guests.csv").toString(),
            "--text",
            "The doors open at eight.",
            "--json",
            "-c",
            directory.resolve("patchbay.json").toString())
        .redirectOutput(directory.resolve(name + ".out").toFile())
        .redirectError(directory.resolve(name + ".err").toFile())
        .start();
  }

  private static String number(int i) {
    return "1415" + (2_000_000 + i);
  }

  private static String configuration(WhatsAppCloudSimulator simulator) {
    return """
    {"server": {"delivery": {"messagesPerSecond": 200}},
     "workspaces": {"acme": {"sms": {"defaultProvider": "whatsapp", "defaultRegion": "US",
        "sendTimeout": "2s",
        "providers": {"whatsapp": {"type": "whatsapp-cloud", "accessToken": "test-token",
        "phoneNumberId": "109876543210123", "appSecret": "test-app-secret",
        "verifyToken": "test-verify-token", "baseUrl": "%s"}}}}}}
    """
        .formatted(simulator.baseUrl());
  }
}
