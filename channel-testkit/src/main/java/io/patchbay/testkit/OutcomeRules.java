package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SmsConnection;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** N: what a send's outcome has to say. */
interface OutcomeRules extends ProviderUnderTest {
  @Rule("N2")
  @Test
  default void neverThrowsForTrouble() {
    Service service = bench().service();
    SmsConnection connection = bench().connect();
    for (Trouble trouble : Trouble.values()) {
      bench().answer(trouble.response(service.success()));
      assertThat(Bench.attempt(connection, bench().request()).thrown()).as("%s", trouble).isNull();
    }
    SmsConnection nowhere = bench().connect(bench().account().at(Ports.closed()));
    assertThat(Bench.attempt(nowhere, bench().request()).thrown()).as("nobody listens").isNull();
    assertThat(bench().closedWhileSending().thrown()).as("closed while sending").isNull();
  }

  @Rule("N5")
  @Test
  default void acceptsOnlyWithTheProvidersId() {
    Service service = bench().service();
    SmsConnection connection = bench().connect();
    SendOutcome taken = connection.send(bench().request());
    assertThat(taken).isInstanceOf(SendOutcome.Accepted.class);
    assertThat(((SendOutcome.Accepted) taken).providerMessageId()).isEqualTo(service.messageId());
    bench().answer(service.withoutId());
    assertThat(connection.send(bench().request()))
        .as("a success without an id")
        .isInstanceOf(SendOutcome.Unknown.class);
  }

  @Rule("N6")
  @Test
  default void documentedRefusalsAreRejections() {
    Service service = bench().service();
    for (Refusal refusal : service.refusals()) {
      SmsConnection connection = bench().connect();
      bench().answer(refusal.answer());
      SendOutcome outcome = connection.send(bench().request());
      assertThat(outcome)
          .as("the refusal %s", refusal.code())
          .isInstanceOf(SendOutcome.Rejected.class);
      assertThat(outcome.error().map(SendError::category))
          .as("category of %s", refusal.code())
          .contains(refusal.category());
    }
  }

  @Rule("N7")
  @Test
  default void whatProvesNothingIsUnknown() {
    Service service = bench().service();
    for (Trouble trouble : Trouble.values()) {
      SmsConnection connection = bench().connect();
      bench().answer(trouble.response(service.success()));
      SendOutcome outcome = Bench.attempt(connection, bench().request()).outcome();
      if (outcome != null) {
        assertThat(outcome).as("%s", trouble).isInstanceOf(SendOutcome.Unknown.class);
      }
    }
    try (SilentServer silent = new SilentServer()) {
      SmsConnection connection = bench().connect(bench().account().at(silent.address()));
      SendOutcome outcome =
          Bench.attempt(
                  connection,
                  bench()
                      .request(
                          bench().content(),
                          bench().address(),
                          null,
                          bench().reference(),
                          Duration.ofMillis(300)))
              .outcome();
      if (outcome != null) {
        assertThat(outcome).as("a time-out").isInstanceOf(SendOutcome.Unknown.class);
      }
    }
    SendOutcome closed = bench().closedWhileSending().outcome();
    if (closed != null) {
      assertThat(closed).as("closed while sending").isInstanceOf(SendOutcome.Unknown.class);
    }
  }

  @Rule("N8")
  @Test
  default void carriesTheProvidersOwnCode() {
    Service service = bench().service();
    for (Refusal refusal : service.refusals()) {
      SmsConnection connection = bench().connect();
      bench().answer(refusal.answer());
      assertThat(connection.send(bench().request()).error().map(SendError::code))
          .contains(refusal.code());
    }
    bench().answer(service.unknownCode().answer());
    assertThat(bench().connect().send(bench().request()).error().map(SendError::code))
        .as("a code that is in no documentation")
        .contains(service.unknownCode().code());
  }

  @Rule("N9")
  @Test
  default void advisesToRetryWhatWasRefusedForNow() {
    Service service = bench().service();
    bench().answer(service.throttled());
    SendOutcome outcome = bench().connect().send(bench().request());
    assertThat(outcome).as("throttled").isInstanceOf(SendOutcome.Rejected.class);
    SendError error = outcome.error().orElseThrow();
    assertThat(error.category().throttled()).as("%s is a throttling", error.category()).isTrue();
    assertThat(error.retry()).as("advice when throttled").isEqualTo(Retry.BACKOFF);
    for (Refusal refusal : service.refusals()) {
      if (!refusal.category().throttled() && refusal.category() != Category.UNAVAILABLE) {
        bench().answer(refusal.answer());
        assertThat(bench().connect().send(bench().request()).error().map(SendError::retry))
            .as("advice for %s", refusal.code())
            .isNotEqualTo(Optional.of(Retry.BACKOFF));
      }
    }
  }

  /** Whether a remedy is true no test can see. */
  @Rule("N10")
  @Test
  default void remediesAreSentences() {
    for (Refusal refusal : bench().service().refusals()) {
      bench().answer(refusal.answer());
      bench()
          .connect()
          .send(bench().request())
          .error()
          .map(SendError::remedy)
          .filter(remedy -> !remedy.isEmpty())
          .ifPresent(
              remedy ->
                  assertThat(remedy)
                      .as("remedy of %s", refusal.code())
                      .matches("(?s)[^a-z\\s].*\\."));
    }
  }

  @Rule("N14")
  @Test
  default void tellsHowTheProviderSpellsTheAddress() {
    Service service = bench().service();
    if (service.rewritten().isPresent()) {
      Service.Rewritten rewritten = service.rewritten().get();
      bench().answer(rewritten.answer());
      SendOutcome outcome = bench().connect().send(bench().request());
      assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
      assertThat(((SendOutcome.Accepted) outcome).resolved()).isEqualTo(rewritten.resolved());
    } else {
      SendOutcome outcome = bench().connect().send(bench().request());
      assertThat(((SendOutcome.Accepted) outcome).resolved())
          .as("a service that leaves addresses as they are")
          .isSubsetOf(bench().address());
    }
  }
}
