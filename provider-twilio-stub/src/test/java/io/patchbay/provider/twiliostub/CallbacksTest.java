package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
class CallbacksTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/text");
  private static final String REFERENCE = "pb1.acme.order-17.1";

  private final Stub stub = Stub.sendingFrom(Stub.FROM);

  private List<StatusUpdate> history(String sid) {
    return stub.connection.capability(StatusLookup.class).orElseThrow().history(sid);
  }

  private static WebhookResult received(Stub stub, WebhookRequest request) {
    return stub.connection.capability(WebhookReceiver.class).orElseThrow().receive(request);
  }

  private static String form(String sid, String word) {
    return "ApiVersion=2010-04-01&MessageSid=%1$s&SmsSid=%1$s&AccountSid=%2$s&From=%%2B15005550006&To=%%2B14155550123&MessageStatus=%3$s&SmsStatus=%3$s"
        .formatted(sid, Stub.ACCOUNT, word);
  }

  private static StatusUpdate update(
      String sid, String word, DeliveryStatus status, Instant at, String reference) {
    return new StatusUpdate(
        sid + ":" + word,
        at,
        form(sid, word),
        sid,
        status,
        word,
        reference,
        List.of(new PhoneNumber(Stub.TO)),
        List.of(),
        Map.of(
            "ApiVersion",
            "2010-04-01",
            "AccountSid",
            Stub.ACCOUNT,
            "From",
            Stub.FROM,
            "nothing-sent",
            "true"));
  }

  @Nested
  class TheHistory {
    @Test
    void growsWithTheClock() {
      String sid = stub.accepted("Hello", REFERENCE).providerMessageId();
      StatusUpdate queued =
          update(sid, "queued", DeliveryStatus.ACCEPTED, MovingClock.START, REFERENCE);
      StatusUpdate sent =
          update(sid, "sent", DeliveryStatus.SENT, MovingClock.START.plusSeconds(1), REFERENCE);
      StatusUpdate delivered =
          update(
              sid,
              "delivered",
              DeliveryStatus.DELIVERED,
              MovingClock.START.plusSeconds(2),
              REFERENCE);

      stub.clock.advance(Duration.ofMillis(999));
      assertThat(history(sid)).containsExactly(queued);
      assertThat(stub.messages().messages().get(0).status()).isEqualTo("queued");
      stub.clock.advance(Duration.ofMillis(1));
      assertThat(history(sid)).containsExactly(queued, sent);
      assertThat(stub.messages().messages().get(0).status()).isEqualTo("sent");
      stub.clock.advance(Duration.ofSeconds(1));
      assertThat(history(sid)).containsExactly(queued, sent, delivered);
      assertThat(stub.messages().messages().get(0).status()).isEqualTo("delivered");
    }

    @Test
    void keepsItsFirstStatusWhenTheClockGoesBack() {
      String sid = stub.accepted("Hello", REFERENCE).providerMessageId();
      stub.clock.advance(Duration.ofHours(-1));
      assertThat(history(sid)).extracting(StatusUpdate::word).containsExactly("queued");
    }

    @Test
    void ofAnUnknownMessageIsEmpty() {
      assertThat(history("SM" + "0".repeat(32))).isEmpty();
    }

    @Test
    void ofAMessagingServiceStartsWithAccepted() {
      Stub service = Stub.with(Map.of("messagingServiceSid", List.of(Stub.SERVICE)));
      String sid = service.accepted("Hello", "").providerMessageId();
      service.clock.advance(Duration.ofSeconds(2));

      List<StatusUpdate> history =
          service.connection.capability(StatusLookup.class).orElseThrow().history(sid);
      assertThat(history)
          .extracting(StatusUpdate::word)
          .containsExactly("accepted", "queued", "sent", "delivered");
      assertThat(history.get(0).reference()).isNull();
      assertThat(history.get(0).details())
          .containsEntry("MessagingServiceSid", Stub.SERVICE)
          .containsEntry("From", Stub.FROM);
      assertThat(history).allMatch(StatusUpdate::nothingSent);
    }
  }

  @Nested
  class TheStubsOwnCallbacks {
    @Test
    void areTwiliosFormWithTheReferenceInTheSignedAddress() throws Exception {
      String sid = stub.accepted("Hello", "pb1.acme.order 17&.1").providerMessageId();
      stub.clock.advance(Duration.ofSeconds(1));

      List<WebhookRequest> callbacks = stub.messages().callbacks(sid, WEBHOOK);

      assertThat(callbacks).hasSize(1);
      WebhookRequest callback = callbacks.get(0);
      String url = WEBHOOK + "?reference=pb1.acme.order+17%26.1";
      assertThat(callback.method()).isEqualTo("POST");
      assertThat(callback.publicUri()).hasToString(url);
      assertThat(callback.header("content-type"))
          .contains("application/x-www-form-urlencoded; charset=UTF-8");
      assertThat(callback.bodyText()).isEqualTo(form(sid, "sent"));
      assertThat(callback.header("x-twilio-signature"))
          .contains(
              hmac(
                  url
                      + ("AccountSid" + Stub.ACCOUNT)
                      + "ApiVersion2010-04-01"
                      + "From+15005550006"
                      + ("MessageSid" + sid)
                      + "MessageStatussent"
                      + ("SmsSid" + sid)
                      + "SmsStatussent"
                      + "To+14155550123"));
    }

    @Test
    void areReadBackAsTheHistoryReportsThem() {
      String sid = stub.accepted("Hello", REFERENCE).providerMessageId();
      stub.clock.advance(Duration.ofSeconds(2));

      List<WebhookRequest> callbacks =
          stub.messages().callbacks(sid, URI.create(WEBHOOK + "?reference=hosts-own#part"));

      assertThat(callbacks)
          .first()
          .extracting(WebhookRequest::publicUri)
          .hasToString(WEBHOOK + "?reference=hosts-own&reference=" + REFERENCE);
      List<ChannelEvent> events =
          callbacks.stream().flatMap(request -> received(stub, request).events().stream()).toList();
      Instant arrival = MovingClock.START.plusSeconds(2);
      assertThat(events)
          .containsExactly(
              update(sid, "sent", DeliveryStatus.SENT, arrival, REFERENCE),
              update(sid, "delivered", DeliveryStatus.DELIVERED, arrival, REFERENCE));
      assertThat(events)
          .extracting(ChannelEvent::key)
          .containsExactlyElementsOf(history(sid).stream().skip(1).map(StatusUpdate::key).toList());
    }

    @Test
    void carryALongReferenceUnharmed() {
      String longest =
          new MessageRef("w".repeat(64), new MessageId("m".repeat(64)), 999_999).encode();
      String sid = stub.accepted("Hello", longest).providerMessageId();
      stub.clock.advance(Duration.ofSeconds(1));

      WebhookResult result = received(stub, stub.messages().callbacks(sid, WEBHOOK).get(0));

      assertThat(((StatusUpdate) result.events().get(0)).reference()).isEqualTo(longest);
      assertThat(new TwilioStubProvider().descriptor().referenceLength())
          .isGreaterThanOrEqualTo(MessageRef.MAX_LENGTH);
    }

    @Test
    void goToTheConfiguredAddressOrNowhere() {
      Stub configured =
          Stub.with(
              Map.of("from", List.of(Stub.FROM), "statusCallback", List.of(WEBHOOK.toString())));
      String sid = configured.accepted("Hello", "").providerMessageId();
      configured.clock.advance(Duration.ofSeconds(2));

      assertThat(configured.messages().callbacks(sid))
          .extracting(WebhookRequest::publicUri)
          .containsExactly(WEBHOOK, WEBHOOK);
      String other = stub.accepted("Hello", "").providerMessageId();
      stub.clock.advance(Duration.ofSeconds(2));
      assertThat(stub.messages().callbacks(other)).isEmpty();
      assertThat(stub.messages().callbacks("SM" + "0".repeat(32), WEBHOOK)).isEmpty();
    }

    private String hmac(String signed) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Stub.TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
