package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendErrorTest {
  private static final SendError FULL =
      new SendError(
          Category.RATE_LIMITED,
          Retry.BACKOFF,
          Scope.SENDER,
          "130429",
          "Too fast for +14155551234",
          "Sent to 447911123456",
          "AbCdEf",
          Duration.ofSeconds(4),
          "Send more slowly.",
          URI.create("https://example.com/130429"));

  @Test
  void anErrorStartsNarrowAndFinal() {
    assertThat(SendError.of(Category.OTHER, "No").build())
        .isEqualTo(
            new SendError(
                Category.OTHER,
                Retry.NEVER,
                Scope.MESSAGE,
                null,
                "No",
                null,
                null,
                null,
                "",
                null));
  }

  @Test
  void theBuilderKeepsEveryPart() {
    assertThat(
            SendError.of(Category.RATE_LIMITED, "first")
                .message("Too fast for +14155551234")
                .retry(Retry.BACKOFF)
                .scope(Scope.SENDER)
                .code("130429")
                .details("Sent to 447911123456")
                .traceId("AbCdEf")
                .retryAfter(Duration.ofSeconds(4))
                .remedy("Send more slowly.")
                .documentation(URI.create("https://example.com/130429"))
                .build())
        .isEqualTo(FULL);
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
  }

  @Test
  void aPersonReadsItInOneLineWithoutNumbers() {
    String line =
        "RATE_LIMITED 130429: Too fast for +14*******34 (Sent to 447*******56) [trace AbCdEf] -"
            + " Send more slowly.";
    assertThat(FULL.describe()).isEqualTo(line);
    assertThat(FULL).hasToString("SendError[BACKOFF, SENDER, " + line + "]");
    assertThat(SendError.of(Category.OTHER, "No").build().describe()).isEqualTo("OTHER: No");
    assertThat(SendError.of(Category.OTHER, "No").details("No").build().describe())
        .isEqualTo("OTHER: No");
  }

  @Test
  void impossiblePartsAreRefused() {
    assertThatThrownBy(() -> SendError.of(Category.OTHER, " ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Message of an error is empty");
    assertThatThrownBy(() -> FULL.toBuilder().retryAfter(Duration.ofSeconds(-1)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retryAfter is negative: PT-1S");
  }
}
