package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentMessagesTest {
  private static final InstanceId INSTANCE = InstanceId.parse("acme/scripted").orElseThrow();

  private final ServerRig.ManualClock clock = new ServerRig.ManualClock();
  private final SentMessages messages = new SentMessages(clock, ServerLimits.standard());

  private SentMessage sent(Duration took) throws Refusal {
    SmsMessage message = SmsMessage.to("+14155550132").text("Hello").build();
    MessageRef reference = new MessageRef("acme", message.id(), 1);
    SendOutcome outcome = ScriptedProvider.accepted("wire-1");
    Attempt attempt =
        new Attempt(1, INSTANCE, "scripted", Text.of("Hello"), outcome, Instant.EPOCH, took);
    return messages
        .take(
            new MessageRequest("acme", message, "fingerprint"),
            new PhoneNumber("14155550132"),
            () ->
                CompletableFuture.completedFuture(
                    new SendResult(reference, outcome, List.of(attempt))))
        .message();
  }

  @SuppressWarnings("NullAway") // A provider's module may be compiled without checks.
  private static Duration nothing() {
    @Nullable Duration nothing = null;
    return nothing;
  }

  @Test
  void anOutcomeThatCannotBeToldDoesNotStayPending() throws Refusal {
    SentMessage message = sent(nothing());

    assertThat(message.settled()).isCompletedExceptionally();
    assertThat(message.json().get("outcome").getAsString()).isEqualTo("unknown");
    assertThat(messages.underWay()).isZero();
  }

  private void heard(String id) {
    heard(id, new PhoneNumber("14155550132"));
  }

  private void heard(String id, Address... recipient) {
    messages.on(
        new StatusUpdate(
            id + " read",
            Instant.EPOCH,
            "{\"recipient_id\": \"14155550132\"}",
            id,
            DeliveryStatus.READ,
            "read",
            null,
            List.of(recipient),
            List.of(),
            Map.of()),
        new EventContext(INSTANCE, "acme", Optional.empty()));
  }

  @Test
  void aStatusBeforeTheAnswerIsKeptForAnHour() throws Refusal {
    heard("wire-1");
    clock.pass(Duration.ofMinutes(59));
    heard("wire-2");

    assertThat(sent(Duration.ZERO).json().getAsJsonArray("statuses")).hasSize(1);
    assertThat(messages.early()).as("the other one").isEqualTo(1);
  }

  @Test
  void aStatusOfAMessageNobodyHereSentIsForgottenAfterAnHour() throws Refusal {
    heard("wire-1");
    heard("wire-2");
    clock.pass(Duration.ofHours(1));

    heard("wire-3");

    assertThat(messages.early()).isEqualTo(1);
    assertThat(sent(Duration.ZERO).json().getAsJsonArray("statuses")).isEmpty();
    clock.pass(Duration.ofHours(1));
    assertThat(sent(Duration.ZERO).json().getAsJsonArray("statuses")).isEmpty();
    assertThat(messages.early()).isZero();
  }

  @Test
  void aPersonIsShownAndForgottenByAnyAddress() throws Refusal {
    SentMessage message = sent(Duration.ZERO);
    heard("early");
    heard("wire-1", new PhoneNumber("14155550132"), new UserId("US.1"));
    assertThat(messages.about(List.of(new PhoneNumber("4915112345678")))).isEmpty();
    assertThat(messages.erase(List.of(new PhoneNumber("4915112345678")))).isZero();
    assertThat(messages.about(List.of(new UserId("US.1"))))
        .singleElement()
        .asString()
        .contains(message.id())
        .doesNotContain("14155550132");
    assertThat(messages.erase(List.of(new PhoneNumber("14155550132")))).isEqualTo(2);
    assertThat(messages.find(message.id())).isEmpty();
    assertThat(messages.early()).isZero();
    assertThat(messages.about(List.of(new UserId("US.1")))).isEmpty();
  }

  @Test
  void whatIsUnderWayWhenItsPersonIsErasedLeavesNothing() throws Refusal {
    CompletableFuture<SendResult> answer = new CompletableFuture<>();
    SmsMessage text = SmsMessage.to("+14155550132").text("Hello").build();
    SentMessage message =
        messages
            .take(
                new MessageRequest("acme", text, "fingerprint"),
                new PhoneNumber("14155550132"),
                () -> answer)
            .message();
    assertThat(messages.erase(List.of(new PhoneNumber("14155550132")))).isEqualTo(1);
    MessageRef reference = new MessageRef("acme", text.id(), 1);
    answer.complete(new SendResult(reference, ScriptedProvider.accepted("wire-1"), List.of()));
    assertThat(message.settled()).as("who waits for it").isCompleted();
    assertThat(messages.find(message.id())).isEmpty();
    assertThat(messages.underWay()).isZero();
  }

  @Test
  void whatIsKeptOfAStatusHasNeitherThePayloadNorTheNumber() {
    assertThat(SentMessage.Status.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .containsExactly("key", "status", "word", "at", "providerMessageId", "why");
    assertThat(SentMessages.class.getDeclaredFields())
        .extracting(field -> field.getGenericType().getTypeName())
        .noneMatch(type -> type.contains("StatusUpdate"));
  }
}
