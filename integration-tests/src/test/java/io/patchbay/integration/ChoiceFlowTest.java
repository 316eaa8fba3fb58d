package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.provider.twiliostub.TwilioStubMessage;
import io.patchbay.provider.twiliostub.TwilioStubMessages;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which provider carries a message: the whole way from a configuration to what a server received.
 */
class ChoiceFlowTest {
  private WhatsAppCloudSimulator simulator;
  private Patchbay patchbay;

  @BeforeEach
  void open() {
    simulator = Hosts.simulator();
    patchbay =
        Hosts.host(
                """
                { "workspaces": {
                    "acme": { "sms": {
                      "defaultProvider": "whatsapp", "defaultRegion": "US", "fallback": ["text"],
                      "providers": { "whatsapp": %s, "second": %s, "text": %s } } },
                    "acme-eu": { "parent": "acme", "sms": { "defaultRegion": "GB" } },
                    "acme-text": { "parent": "acme", "sms": { "defaultProvider": "text" } } } }
                """
                    .formatted(
                        Hosts.whatsApp(simulator, Hosts.PHONE_NUMBER_ID),
                        Hosts.whatsApp(simulator, Hosts.OTHER_PHONE_NUMBER_ID),
                        Hosts.twilioStub()))
            .build();
  }

  @AfterEach
  void close() {
    patchbay.close();
    simulator.close();
  }

  private List<TwilioStubMessage> texts() {
    return patchbay
        .channel()
        .use(
            new InstanceId("acme", "text"), TwilioStubMessages.class, TwilioStubMessages::messages);
  }

  @Test
  void theConfiguredDefaultCarriesTheMessage() {
    SendResult result =
        patchbay
            .channel()
            .send("acme", SmsMessage.to("(415) 555-1234").id("order-1").text("Grüße 👋").build());
    assertThat(result.outcome().accepted()).as(result.toString()).isTrue();
    assertThat(result.message()).hasToString("MessageRef[workspace=acme, id=order-1, attempt=1]");
    assertThat(simulator.received()).hasSize(1);
    ReceivedMessage received = simulator.received().get(0);
    assertThat(received.phoneNumberId()).isEqualTo(Hosts.PHONE_NUMBER_ID);
    assertThat(received.to()).isEqualTo("14155551234");
    assertThat(received.body()).contains("Grüße 👋");
    assertThat(received.callbackData()).isEqualTo("pb1.acme.order-1.1");
    assertThat(texts()).isEmpty();
  }

  @Test
  void aMessageMayNameAnotherInstanceOfTheSameProvider() {
    patchbay
        .channel()
        .send("acme", SmsMessage.to("+14155551234").text("Hello").provider("second").build());
    assertThat(simulator.received())
        .extracting(ReceivedMessage::phoneNumberId)
        .containsExactly(Hosts.OTHER_PHONE_NUMBER_ID);
  }

  @Test
  void aWorkspaceInheritsAndOverrides() {
    SendResult inherited =
        patchbay.channel().send("acme-eu", SmsMessage.to("07911 123456").text("Hello").build());
    SendResult overridden =
        patchbay.channel().send("acme-text", SmsMessage.to("415-555-1234").text("Hello").build());
    assertThat(inherited.attempts().get(0).instance())
        .isEqualTo(new InstanceId("acme", "whatsapp"));
    assertThat(overridden.attempts().get(0).instance()).isEqualTo(new InstanceId("acme", "text"));
    assertThat(simulator.received())
        .extracting(ReceivedMessage::to, ReceivedMessage::callbackData)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("447911123456", inherited.message().encode()));
    assertThat(texts())
        .extracting(message -> message.to().e164(), TwilioStubMessage::body)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("+14155551234", "Hello"));
  }

  @Test
  void aProvenRejectionThatAnotherProviderCuresFailsOver() {
    SendResult result =
        patchbay
            .channel()
            .send(
                "acme",
                SmsMessage.to("+" + MagicRecipient.NOT_ON_WHATSAPP.number())
                    .id("m1")
                    .text("Hello")
                    .build());
    assertThat(result.outcome().accepted()).as(result.toString()).isTrue();
    assertThat(result.attempts())
        .extracting(attempt -> attempt.instance().name())
        .containsExactly("whatsapp", "text");
    assertThat(result.attempts().get(0).outcome().error().map(SendError::code)).contains("131026");
    assertThat(texts())
        .extracting(TwilioStubMessage::reference)
        .containsExactly(result.message().encode());
    assertThat(MessageRef.parse("pb1.acme.m1.2")).contains(result.message());
  }

  @Test
  void nothingIsSentTwiceWhenTheOutcomeIsUnknown() {
    SendResult result =
        patchbay
            .channel()
            .send(
                "acme",
                SmsMessage.to("+" + MagicRecipient.RESET_AFTER_READING.number())
                    .text("Hello")
                    .build());
    assertThat(result.outcome()).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(result.attempts()).hasSize(1);
    assertThat(texts()).isEmpty();
    assertThat(simulator.counts().sends()).isEqualTo(1);
  }

  @Test
  void aClosedWindowTakesTheTemplateThatTheMessageBrings() {
    SendResult result =
        patchbay
            .channel()
            .send(
                "acme",
                SmsMessage.to("+" + MagicRecipient.WINDOW_CLOSED.number())
                    .text("Hello")
                    .content(io.patchbay.channel.Template.of("hello_world", "en_US"))
                    .build());
    assertThat(result.outcome().accepted()).as(result.toString()).isTrue();
    assertThat(
            simulator.received().stream().map(ReceivedMessage::type).collect(Collectors.toList()))
        .containsExactly("text", "template");
  }

  @Test
  void aBlockedInstanceIsSkippedUntilItsTokenIsChanged() {
    simulator.accessToken("rotated-token");
    SmsMessage message = SmsMessage.to("+14155551234").text("Hello").build();
    SendResult first = patchbay.channel().send("acme", message);
    SendResult second = patchbay.channel().send("acme", message);
    assertThat(first.attempts().get(0).outcome().error().map(SendError::code)).contains("190");
    assertThat(first.attempts()).extracting(a -> a.instance().name()).contains("text");
    assertThat(second.attempts().get(0).outcome().error().map(SendError::message).orElse(""))
        .startsWith("acme/whatsapp is blocked since");
    assertThat(simulator.counts().requests()).as("requests at the server").isEqualTo(1);
    assertThat(patchbay.blocked(new InstanceId("acme", "whatsapp"))).isPresent();

    patchbay.resume(new InstanceId("acme", "whatsapp"));
    simulator.accessToken(Hosts.TOKEN);
    SendResult third = patchbay.channel().send("acme", message);
    assertThat(third.attempts()).extracting(a -> a.instance().name()).containsExactly("whatsapp");
  }
}
