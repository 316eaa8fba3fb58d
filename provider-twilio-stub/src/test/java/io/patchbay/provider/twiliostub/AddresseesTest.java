package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.IncomingMessage;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of several instances of one account a message from a person is for. */
class AddresseesTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/text");
  private static final String OTHER = "+14155550188";
  private static final String OTHER_SERVICE = "MG" + "1".repeat(32);

  private final WebhookReceiver numbers = receiver(Stub.sendingFrom("15005550006", "Acme"));
  private final WebhookReceiver service =
      receiver(Stub.with(Map.of("messagingServiceSid", List.of(Stub.SERVICE))));

  private static WebhookReceiver receiver(Stub stub) {
    return stub.connection.capability(WebhookReceiver.class).orElseThrow();
  }

  private static Addressee sender(String sender) {
    return new Addressee(Stub.ACCOUNT + ":" + sender, Stub.ACCOUNT);
  }

  private static WebhookResult read(WebhookReceiver by, IncomingMessage message) {
    WebhookRequest request = message.signed(TwilioCallbackSigner.of(Stub.TOKEN), WEBHOOK);
    return by.receive(request);
  }

  private static IncomingMessage to(String number) {
    return IncomingMessage.of(Stub.ACCOUNT, "SM" + "2".repeat(32)).to(number).body("Hi");
  }

  @Test
  void anInstanceHasTheSendersOfItsSettingsUnderTheirKeys() {
    assertThat(numbers.addressees()).containsExactly(sender(Stub.FROM), sender("Acme"));
    assertThat(service.addressees()).containsExactly(sender(Stub.SERVICE));
    assertThat(Stub.sendingFrom(Stub.FROM).connection.sender(null).key())
        .isEqualTo(numbers.addressees().get(0).sender());
  }

  @Test
  void aMessageIsForTheNumberThatWasWrittenTo() {
    assertThat(read(numbers, to(Stub.FROM)).addressee(0)).isEqualTo(sender(Stub.FROM));
    assertThat(read(numbers, to("whatsapp:" + Stub.FROM)).addressee(0))
        .isEqualTo(sender(Stub.FROM));
    assertThat(read(numbers, to(OTHER)).addressee(0)).isEqualTo(sender(OTHER));
  }

  @Test
  void anOptOutGoesWithItsMessage() {
    WebhookResult result = read(numbers, to(OTHER).optOut("STOP"));

    assertThat(result.events()).hasSizeGreaterThan(1);
    for (int i = 0; i < result.events().size(); i++) {
      assertThat(result.addressee(i)).isEqualTo(sender(OTHER));
    }
  }

  @Test
  void aMessageToANumberOfAServiceIsForTheServiceUnlessTheNumberIsOnesOwn() {
    IncomingMessage message = to(OTHER).parameter("MessagingServiceSid", Stub.SERVICE);
    assertThat(read(numbers, message).addressee(0)).isEqualTo(sender(Stub.SERVICE));
    assertThat(read(service, message).addressee(0)).isEqualTo(sender(Stub.SERVICE));
    IncomingMessage own = to(Stub.FROM).parameter("MessagingServiceSid", OTHER_SERVICE);
    assertThat(read(numbers, own).addressee(0)).isEqualTo(sender(Stub.FROM));
    assertThat(read(service, own).addressee(0)).isEqualTo(sender(OTHER_SERVICE));
  }

  @Test
  void anInstanceWithAServiceKeepsWhatNamesNone() {
    assertThat(read(service, to(OTHER)).addressee(0)).isEqualTo(Addressee.none());
  }

  @Test
  void aStatusIsForTheInstanceWhoseAddressItWasSentWith() {
    Stub stub = Stub.sendingFrom(Stub.FROM);
    String sid = stub.accepted("Hi", "ref").providerMessageId();
    stub.clock.advance(Duration.ofMinutes(1));

    WebhookRequest callback = stub.messages().callbacks(sid, WEBHOOK).get(0);
    assertThat(receiver(Stub.sendingFrom(OTHER)).receive(callback).addressee(0))
        .isEqualTo(Addressee.none());
  }
}
