package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.ReceivedMedia;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.IncomingMessage;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write arrives in the same form as over every other provider. */
@Tag("locale")
class IncomingMessageTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/text");
  private static final String SID = "SM" + "2".repeat(32);

  private final TwilioCallbackSigner signer = TwilioCallbackSigner.of(Stub.TOKEN);
  private final Stub stub = Stub.sendingFrom(Stub.FROM);
  private final WebhookReceiver receiver =
      stub.connection.capability(WebhookReceiver.class).orElseThrow();

  private static IncomingMessage message() {
    return IncomingMessage.of(Stub.ACCOUNT, SID);
  }

  private List<ChannelEvent> events(IncomingMessage message) {
    WebhookResult result = receiver.receive(message.signed(signer, WEBHOOK));
    assertThat(result.refusal()).isEmpty();
    return result.events();
  }

  private InboundMessage only(IncomingMessage message) {
    List<ChannelEvent> events = events(message);
    assertThat(events).singleElement().isInstanceOf(InboundMessage.class);
    return (InboundMessage) events.get(0);
  }

  @Test
  void textIsKeptWhole() {
    IncomingMessage written =
        message().body("Wo ist mein Päckchen? + & =").parameter("FromCity", "Ulm");

    InboundMessage read = only(written);

    assertThat(read)
        .isEqualTo(
            new InboundMessage(
                SID,
                stub.clock.instant(),
                written.signed(signer, WEBHOOK).bodyText(),
                SID,
                List.of(new PhoneNumber("14155550123")),
                "+15005550006",
                "sms",
                "Wo ist mein Päckchen? + & =",
                null,
                Text.of("Wo ist mein Päckchen? + & ="),
                Map.of(
                    "ApiVersion", "2010-04-01",
                    "AccountSid", Stub.ACCOUNT,
                    "SmsStatus", "received",
                    "NumSegments", "1",
                    "NumMedia", "0",
                    "FromCity", "Ulm")));
    assertThat(events(written)).containsExactly(read);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, IMAGE",
    "audio/ogg, AUDIO",
    "VIDEO/mp4, VIDEO",
    "application/pdf, DOCUMENT",
    "'', DOCUMENT"
  })
  void firstFileIsTheContentAndAllAreKept(String type, Media.Kind kind) {
    InboundMessage read =
        only(
            message()
                .body("Look")
                .media(URI.create("https://api.example/1"), type)
                .media(URI.create("https://api.example/2"), "text/vcard"));

    assertThat(read.kind()).isEqualTo("mms");
    assertThat(read.text()).isEqualTo("Look");
    assertThat(read.content())
        .isEqualTo(new ReceivedMedia(kind, "https://api.example/1", type, null, "Look", null));
    assertThat(read.details())
        .containsEntry("MediaUrl1", "https://api.example/2")
        .containsEntry("NumMedia", "2");
  }

  @Test
  void buttonsLocationsAndRepliesOfWhatsApp() {
    IncomingMessage whatsapp =
        message()
            .from("whatsapp:+14155550123")
            .to("whatsapp:+15005550006")
            .parameter("WaId", "14155550123")
            .parameter("MessageType", "button")
            .answering("SM" + "3".repeat(32));
    InboundMessage pressed = only(whatsapp.button("stop", "Unsubscribe").body("Unsubscribe"));

    assertThat(pressed.content()).isEqualTo(new Choice("stop", "Unsubscribe", null));
    assertThat(pressed.text()).isEqualTo("Unsubscribe");
    assertThat(pressed.kind()).isEqualTo("button");
    assertThat(pressed.from()).isEqualTo(List.of(new PhoneNumber("14155550123")));
    assertThat(pressed.to()).isEqualTo("+15005550006");
    assertThat(pressed.inReplyTo()).isEqualTo("SM" + "3".repeat(32));
    assertThat(
            only(message()
                    .parameter("Latitude", "48.4")
                    .parameter("Longitude", "9.99")
                    .parameter("Label", "Ulm"))
                .content())
        .isEqualTo(new Location(48.4, 9.99, "Ulm", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"91", "north", "1e999999999", "NaN", "111111111111111111111111111111111"})
  void locationThatIsNoneIsStillAMessage(String latitude) {
    assertThat(
            only(message().parameter("Latitude", latitude).parameter("Longitude", "0")).content())
        .isNull();
  }

  @Test
  void stopAndStartConcernEverything() {
    List<ChannelEvent> stopped = events(message().body("STOP").optOut("STOP"));

    assertThat(stopped).hasSize(3).first().isInstanceOf(InboundMessage.class);
    assertThat(stopped.subList(1, 3))
        .extracting(event -> ((PreferenceChange) event).purpose())
        .containsExactly(Purpose.TRANSACTIONAL, Purpose.MARKETING);
    assertThat(stopped.subList(1, 3))
        .allSatisfy(
            event -> {
              PreferenceChange change = (PreferenceChange) event;
              assertThat(change.allowed()).isFalse();
              assertThat(change.person()).isEqualTo(List.of(new PhoneNumber("14155550123")));
            });
    assertThat(stopped).extracting(ChannelEvent::key).doesNotHaveDuplicates();
    assertThat(events(message().body("STOP").optOut("STOP"))).isEqualTo(stopped);
    assertThat(((PreferenceChange) events(message().optOut("START")).get(1)).allowed()).isTrue();
    assertThat(events(message().optOut("HELP"))).hasSize(1);
  }

  @Test
  void sendersThatAreNoNumbers() {
    assertThat(only(message().from("72345").body("x")).from())
        .isEqualTo(List.of(new ShortCode("72345")));
    assertThat(only(message().from("3904").body("x")).from())
        .isEqualTo(List.of(new ShortCode("3904")));
    assertThat(only(message().from("ACME").body("x")).from())
        .isEqualTo(List.of(new SenderId("ACME")));
    assertThat(only(message().from("07911123456").body("x")).from())
        .isEqualTo(List.of(new SenderId("07911123456")));
    assertThat(only(message().from("whatsapp:US.1001").body("x")).from())
        .isEqualTo(List.of(new UserId("US.1001")));
  }

  @Test
  void emptyMessageHasNoContent() {
    assertThat(only(message()).content()).isNull();
    assertThat(only(message()).text()).isNull();
  }

  @Test
  void forgedAndForeignMessagesAreRefused() {
    WebhookRequest forged = message().signed(TwilioCallbackSigner.of("another-token"), WEBHOOK);
    WebhookRequest foreign = IncomingMessage.of("AC" + "9".repeat(32), SID).signed(signer, WEBHOOK);

    assertThat(receiver.receive(forged).answer().status()).isEqualTo(401);
    assertThat(receiver.receive(foreign).answer().status()).isEqualTo(403);
    WebhookRequest right = message().signed(signer, WEBHOOK);
    WebhookRequest elsewhere =
        WebhookRequest.of(
            "POST",
            URI.create("https://other.example/"),
            Map.of(
                TwilioCallbackSigner.HEADER,
                List.of(right.header(TwilioCallbackSigner.HEADER).orElseThrow()),
                "Content-Type",
                List.of(TwilioCallbackSigner.CONTENT_TYPE)),
            right.body());
    assertThat(receiver.receive(elsewhere).answer().status()).isEqualTo(401);
  }

  @Test
  void parametersWithoutEndAreRefused() {
    Map<String, String> form = new LinkedHashMap<>(message().form());
    for (int i = 0; i < 300; i++) {
      form.put("p" + i, "");
    }

    assertThat(receiver.receive(signer.request(WEBHOOK, form)).refusal())
        .isEqualTo("The form cannot be read: more than 300 parameters");
    assertThat(message().body("secret").toString()).doesNotContain("secret");
  }
}
