package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendOutcomeTest {
  private static final SendError ERROR = SendError.of(Category.OTHER, "No").build();

  private static String way(SendOutcome outcome) {
    return outcome.match(
        accepted -> "accepted " + accepted.providerMessageId(),
        rejected -> "rejected " + rejected.cause().message(),
        unknown -> "unknown " + unknown.cause().message());
  }

  @Test
  void onlyAnAcceptanceThatIsMarkedSaysThatNothingWasSent() {
    SendOutcome stub = new SendOutcome.Accepted("id-1", List.of(), Map.of("nothing-sent", "true"));

    assertThat(stub.nothingSent()).isTrue();
    assertThat(stub.accepted()).isTrue();
    assertThat(new SendOutcome.Accepted("id-1").nothingSent()).isFalse();
    assertThat(SendOutcome.rejected(Category.OTHER, "No").nothingSent()).isFalse();
  }

  @Test
  void eachWayIsDescribedInOneLine() {
    assertThat(new SendOutcome.Accepted("wamid.1").describe())
        .isEqualTo("accepted, not yet delivered, as wamid.1");
    assertThat(
            new SendOutcome.Accepted(
                    "stub-1", List.of(), Map.of(SendOutcome.Accepted.NOTHING_SENT, "true"))
                .describe())
        .isEqualTo("accepted, and nothing was sent, as stub-1");
    assertThat(
            SendOutcome.rejected(Category.OPTED_OUT, "21610", "stopped by 14155551234").describe())
        .isEqualTo("rejected: OPTED_OUT 21610: stopped by 141******34");
    assertThat(SendOutcome.unknown(Category.UNAVAILABLE, "no answer").describe())
        .isEqualTo("unknown, may have been sent: UNAVAILABLE: no answer");
  }

  @Test
  void eachWayHasItsAnswer() {
    SendOutcome accepted = new SendOutcome.Accepted("id-1", List.of(), Map.of());
    SendOutcome rejected = new SendOutcome.Rejected(ERROR);
    SendOutcome unknown = new SendOutcome.Unknown(ERROR);

    assertThat(List.of(way(accepted), way(rejected), way(unknown)))
        .containsExactly("accepted id-1", "rejected No", "unknown No");
    assertThat(List.of(accepted.accepted(), rejected.accepted(), unknown.accepted()))
        .containsExactly(true, false, false);
    assertThat(accepted.error()).isEmpty();
    assertThat(rejected.error()).contains(ERROR);
    assertThat(unknown.error()).contains(ERROR);
  }

  @Test
  void shortFormsSayWhatTheLongOnesDo() {
    assertThat(new SendOutcome.Accepted("id-1"))
        .isEqualTo(new SendOutcome.Accepted("id-1", List.of(), Map.of()));
    assertThat(SendOutcome.rejected(Category.AUTHENTICATION, "Wrong key"))
        .isEqualTo(
            new SendOutcome.Rejected(
                SendError.of(Category.AUTHENTICATION, "Wrong key")
                    .scope(Scope.CONNECTION)
                    .build()));
    assertThat(SendOutcome.rejected(Category.RATE_LIMITED, "30", "Too fast"))
        .isEqualTo(
            new SendOutcome.Rejected(
                SendError.of(Category.RATE_LIMITED, "Too fast")
                    .code("30")
                    .retry(Retry.BACKOFF)
                    .scope(Scope.CONNECTION)
                    .build()));
    assertThat(SendOutcome.unknown(Category.NETWORK, "No answer"))
        .isEqualTo(new SendOutcome.Unknown(SendError.of(Category.NETWORK, "No answer").build()));
  }

  @Test
  void acceptanceNeedsAnIdAndKeepsItsDetails() {
    assertThatThrownBy(() -> new SendOutcome.Accepted(" ", List.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Provider's message id is empty");
    Map<String, String> details = new HashMap<>(Map.of("status", "queued"));
    List<Address> resolved = new ArrayList<>(List.of(new PhoneNumber("14155551234")));
    SendOutcome.Accepted accepted = new SendOutcome.Accepted("id-1", resolved, details);
    details.clear();
    resolved.clear();
    assertThat(accepted.resolved()).containsExactly(new PhoneNumber("14155551234"));
    assertThat(accepted.details()).containsExactly(Map.entry("status", "queued"));
    assertThat(accepted)
        .hasToString("Accepted[id-1, [PhoneNumber[141******34]], details=[status]]");
  }

  @Test
  void resultsCopyTheirAttemptsWhichAreCountedFromOne() {
    Attempt attempt =
        new Attempt(
            1,
            new InstanceId("acme", "text"),
            "twilio-stub",
            Text.of("Hello"),
            new SendOutcome.Rejected(ERROR),
            Instant.EPOCH,
            Duration.ZERO);
    List<Attempt> attempts = new ArrayList<>(List.of(attempt));
    SendResult result =
        new SendResult(new MessageRef("acme", new MessageId("m"), 1), attempt.outcome(), attempts);
    attempts.clear();
    assertThat(result.attempts()).containsExactly(attempt);
    assertThatThrownBy(
            () ->
                new Attempt(
                    0,
                    attempt.instance(),
                    "twilio-stub",
                    attempt.content(),
                    attempt.outcome(),
                    Instant.EPOCH,
                    Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Attempts are counted from 1, not 0");
  }
}
