package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("locale")
class SimulatorBuilderTest {
  private static Arguments refused(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        refused("A port is between 0 and 65535, but this is 70000", () -> builder().port(70_000)),
        refused("The setting accessToken must not be blank", () -> builder().accessToken(" ")),
        refused(
            "A phone number id is made of 1 to 32 digits, but this is '+1'",
            () -> builder().phoneNumberId("+1")),
        refused(
            "The messages a second are between 1 and 1000000, but these are 0",
            () -> builder().messagesPerSecond(0)),
        refused(
            "A test number needs at least one recipient in its list",
            () -> builder().testNumberAllowList(Set.of())),
        refused(
            "The setting statusDelay must not be negative, but it is PT-1S",
            () -> builder().statusDelay(Duration.ofSeconds(-1))),
        refused(
            "A callback URL is http or https with a host, but the scheme is 'ftp' and the host"
                + " 'example.com'",
            () -> builder().callbackUrl(URI.create("ftp://example.com/"))),
        refused(
            "A webhook needs at least 1 try, but this is 0",
            () -> builder().webhookTries(0, Duration.ZERO)),
        refused(
            "At least 1 received message is kept, but this is 0", () -> builder().keepReceived(0)),
        refused(
            "Every size of a webhook batch must be at least 1, but these are 1, 0 and 1",
            () -> new WebhookBatch(1, 0, 1)));
  }

  private static SimulatorBuilder builder() {
    return WhatsAppCloudSimulator.builder();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsValue(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void oneBuilderStartsSeveralSimulators() {
    SimulatorBuilder builder = builder();
    try (WhatsAppCloudSimulator first = builder.start();
        WhatsAppCloudSimulator second = builder.start()) {
      assertThat(first.baseUrl()).isNotEqualTo(second.baseUrl());
      assertThat(first.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+/");
      new TestClient(first).send(TestClient.text("14155551234"));
      assertThat(second.received()).isEmpty();
    }
  }

  @Test
  void waitingInVainSaysWhatThereWas() {
    try (WhatsAppCloudSimulator simulator = builder().start()) {
      assertThatThrownBy(() -> simulator.awaitReceived(2, Duration.ofMillis(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Waited PT0.001S for 2 messages, but only 0 were received");
      assertThat(simulator.await(counts -> counts.sends() == 1, Duration.ZERO)).isFalse();
    }
  }
}
