package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitTest {
  private final ManualClock clock = new ManualClock();

  private static int accepted(TestClient client, int sends, String number) {
    return (int)
        IntStream.range(0, sends)
            .filter(
                i ->
                    client
                            .call(
                                client.post(
                                    "v25.0/" + number + "/messages",
                                    TestClient.text("1415555" + (2000 + i))))
                            .statusCode()
                        == 200)
            .count();
  }

  @Test
  void aNumberSendsEightyASecondAndTheRestIsThrottled() {
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder()
            .clock(clock)
            .phoneNumberId("1001")
            .phoneNumberId("1002")
            .start()) {
      TestClient client = new TestClient(simulator);
      assertThat(accepted(client, 90, "1001")).isEqualTo(80);
      assertThat(accepted(client, 5, "1002")).as("another number has its own limit").isEqualTo(5);
      assertThat(simulator.received())
          .filteredOn(message -> !message.accepted())
          .hasSize(10)
          .allMatch(message -> message.errorCode() == 130429 && message.status() == 429);

      clock.advance(Duration.ofMillis(12));
      assertThat(accepted(client, 1, "1001")).as("a permit takes 12.5 ms").isZero();
      clock.advance(Duration.ofNanos(500_000));
      assertThat(accepted(client, 2, "1001")).isEqualTo(1);
      clock.advance(Duration.ofMillis(500));
      assertThat(accepted(client, 50, "1001")).isEqualTo(40);
      clock.advance(Duration.ofHours(1));
      assertThat(accepted(client, 90, "1001"))
          .as("an hour saves up no more than a second")
          .isEqualTo(80);
    }
  }

  @Test
  void theRateIsASetting() {
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder().clock(clock).messagesPerSecond(3).start()) {
      assertThat(accepted(new TestClient(simulator), 10, TestClient.NUMBER)).isEqualTo(3);
    }
  }

  @Test
  void onePersonGetsFortyFiveAtOnceAndThenOneEverySixSeconds() {
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder().clock(clock).pairLimit(true).start()) {
      TestClient client = new TestClient(simulator);
      for (int i = 0; i < 45; i++) {
        assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(200);
      }
      assertThat(client.send(TestClient.text("14155551234")).body()).contains("\"code\":131056");
      assertThat(client.send(TestClient.text("14155559999")).statusCode()).isEqualTo(200);
      clock.advance(Duration.ofMillis(5_999));
      assertThat(client.send(TestClient.text("+14155551234")).statusCode()).isEqualTo(429);
      clock.advance(Duration.ofMillis(1));
      assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(200);
      assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void withoutThePairLimitOnePersonMayGetMore() {
    try (WhatsAppCloudSimulator simulator = WhatsAppCloudSimulator.builder().clock(clock).start()) {
      TestClient client = new TestClient(simulator);
      assertThat(
              IntStream.range(0, 60)
                  .map(i -> client.send(TestClient.text("14155551234")).statusCode()))
          .containsOnly(200);
    }
  }
}
