package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class CallbackReceiverTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/text?a=1");
  private static final String SID = "SM" + "1".repeat(32);

  private final TwilioCallbackSigner signer = TwilioCallbackSigner.of(Stub.TOKEN);
  private final WebhookReceiver receiver =
      Stub.sendingFrom(Stub.FROM).connection.capability(WebhookReceiver.class).orElseThrow();

  private static Map<String, String> form(String... more) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("MessageSid", SID);
    form.put("AccountSid", Stub.ACCOUNT);
    form.put("To", "+" + Stub.TO);
    for (int at = 0; at < more.length; at += 2) {
      form.put(more[at], more[at + 1]);
    }
    return form;
  }

  private StatusUpdate status(String... more) {
    WebhookResult result = receiver.receive(signer.request(WEBHOOK, form(more)));
    assertThat(result.answer().status()).isEqualTo(200);
    return (StatusUpdate) result.events().get(0);
  }

  @Test
  void theSignatureIsTheOneOfTwiliosDocumentation() {
    assertThat(
            TwilioCallbackSigner.of("12345")
                .signature(
                    URI.create("https://mycompany.com/myapp.php?foo=1&bar=2"),
                    Map.of(
                        "CallSid", "CA1234567890ABCDE",
                        "Caller", "+12349013030",
                        "Digits", "1234",
                        "From", "+12349013030",
                        "To", "+18005551212")))
        .isEqualTo("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
  }

  @ParameterizedTest
  @CsvSource({
    "accepted,ACCEPTED",
    "scheduled,ACCEPTED",
    "queued,ACCEPTED",
    "sending,ACCEPTED",
    "sent,SENT",
    "delivered,DELIVERED",
    "read,READ",
    "undelivered,FAILED",
    "failed,FAILED",
    "canceled,FAILED",
    "partially_delivered,OTHER",
    "DELIVERED,OTHER",
    "teleported,OTHER",
    "'',OTHER"
  })
  void everyWordBecomesAStatusAndIsKept(String word, DeliveryStatus meaning) {
    StatusUpdate update = status("MessageStatus", word);
    assertThat(update.status()).isEqualTo(meaning);
    assertThat(update.word()).isEqualTo(word);
    assertThat(update.key()).isEqualTo(SID + ":" + word);
    assertThat(update.errors()).isEmpty();
  }

  @Test
  void aFailureBringsItsError() {
    assertThat(status("MessageStatus", "undelivered", "ErrorCode", "30003").errors())
        .containsExactly(TwilioError.HANDSET_UNREACHABLE.error());
    assertThat(status("MessageStatus", "failed", "ErrorCode", "39999").errors())
        .containsExactly(TwilioError.of("39999"));
    assertThat(status("MessageStatus", "failed", "ErrorCode", "").errors()).isEmpty();
    assertThat(status("MessageStatus", "delivered", "ErrorCode", "0").errors()).isEmpty();
  }

  @Test
  void whatElseTheFormSaysIsKept() {
    StatusUpdate update =
        status("MessageStatus", "delivered", "RawDlrDoneDate", "2603011200", "To", "whatsapp:+1");
    assertThat(update.details())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "AccountSid", Stub.ACCOUNT,
                "RawDlrDoneDate", "2603011200",
                "nothing-sent", "true"));
    assertThat(update.nothingSent()).isTrue();
    assertThat(update.recipient()).isEmpty();
    assertThat(update.reference()).isNull();
  }

  @Test
  void anAuthenticFormThatSaysTooLittleIsKeptWhole() {
    WebhookRequest inbound =
        signer.request(WEBHOOK, form("SmsStatus", "received", "Body", "Where is my parcel?"));

    assertThat(receiver.receive(inbound).events())
        .singleElement()
        .isInstanceOfSatisfying(
            Unrecognized.class,
            event -> {
              assertThat(event.raw()).isEqualTo(inbound.bodyText());
              assertThat(event.reason())
                  .isEqualTo("The form is neither a status callback nor a message");
              assertThat(receiver.receive(inbound).events()).containsExactly(event);
            });
  }

  @Nested
  class ARequestIsRefused {
    private final WebhookRequest good = signer.request(WEBHOOK, form("MessageStatus", "sent"));

    private void refused(WebhookRequest request, int status, String reason) {
      assertThat(receiver.receive(request)).isEqualTo(WebhookResult.refused(status, reason));
    }

    private WebhookRequest request(
        String method, URI url, Map<String, String> headers, String body) {
      Map<String, List<String>> lists = new LinkedHashMap<>();
      headers.forEach((name, value) -> lists.put(name, List.of(value)));
      return WebhookRequest.of(method, url, lists, body.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> headers(String signature) {
      return Map.of(
          TwilioCallbackSigner.HEADER,
          signature,
          "Content-Type",
          TwilioCallbackSigner.CONTENT_TYPE);
    }

    private String signature() {
      return good.header(TwilioCallbackSigner.HEADER).orElseThrow();
    }

    private static final String WRONG =
        "The signature does not fit: check the auth token, and that the public address is exactly"
            + " the one that was given to Twilio";

    @Test
    void butNotWhenItIsGood() {
      assertThat(
              receiver
                  .receive(request("post", WEBHOOK, headers(signature()), good.bodyText()))
                  .events())
          .hasSize(1);
    }

    @Test
    void whenItIsNotAPost() {
      refused(
          request("GET", WEBHOOK, headers(signature()), good.bodyText()),
          405,
          "Twilio's callbacks are POST, not GET");
    }

    @Test
    void whenItIsNotSigned() {
      refused(
          request(
              "POST",
              WEBHOOK,
              Map.of("Content-Type", TwilioCallbackSigner.CONTENT_TYPE),
              good.bodyText()),
          401,
          "The request has no X-Twilio-Signature");
      refused(
          request("POST", WEBHOOK, headers(""), good.bodyText()),
          401,
          "The request has no X-Twilio-Signature");
    }

    @Test
    void whenTheBodyWasTamperedWith() {
      refused(
          request(
              "POST", WEBHOOK, headers(signature()), good.bodyText().replace("sent", "delivered")),
          401,
          WRONG);
      refused(
          request("POST", WEBHOOK, headers(signature()), good.bodyText() + "&ErrorCode=30003"),
          401,
          WRONG);
    }

    @Test
    void whenItCameToAnotherAddress() {
      for (String other :
          List.of(
              "https://example.com/webhooks/acme/text",
              "https://example.com/webhooks/acme/text?a=2",
              "http://example.com/webhooks/acme/text?a=1",
              "https://example.com/webhooks/other/text?a=1",
              "https://example.com/webhooks/acme/text?a=1&reference=pb1.acme.order-17.1")) {
        refused(
            request("POST", URI.create(other), headers(signature()), good.bodyText()), 401, WRONG);
      }
    }

    @Test
    void whenAnotherTokenSignedIt() {
      refused(
          TwilioCallbackSigner.of("another-token").request(WEBHOOK, form("MessageStatus", "sent")),
          401,
          WRONG);
    }

    @Test
    void whenTheSignatureIsNoBase64() {
      refused(request("POST", WEBHOOK, headers("\u0130 no"), good.bodyText()), 401, WRONG);
    }

    @Test
    void whenItIsOfAnotherAccount() {
      refused(
          signer.request(WEBHOOK, form("AccountSid", "AC" + "9".repeat(32))),
          403,
          "The callback is of another account than this instance's");
    }

    @Test
    void whenItIsNoForm() {
      refused(
          request(
              "POST",
              WEBHOOK,
              Map.of(TwilioCallbackSigner.HEADER, signature(), "Content-Type", "application/json"),
              "{}"),
          415,
          "The body is not application/x-www-form-urlencoded");
      refused(
          request("POST", WEBHOOK, headers(signature()), "MessageSid=%zz"),
          400,
          "The form cannot be read: a percent escape is broken");
      refused(
          request("POST", WEBHOOK, headers(signature()), good.bodyText() + "&MessageSid=x"),
          400,
          "The form cannot be read: a parameter comes twice");
    }

    @Test
    void whenItIsTooLong() {
      refused(
          request("POST", WEBHOOK, headers(signature()), "a".repeat(64 * 1024 + 1)),
          413,
          "The body is longer than 65536 characters");
    }

    @Test
    void withoutThrowingWhateverTheBodyIs() {
      Random random = new Random(20260301);
      for (int round = 0; round < 2_000; round++) {
        byte[] body = new byte[random.nextInt(60)];
        random.nextBytes(body);
        for (int at = 0; at < body.length; at++) {
          if (random.nextInt(3) == 0) {
            body[at] = (byte) "%&=+".charAt(random.nextInt(4));
          }
        }
        WebhookResult result =
            receiver.receive(
                request(
                    "POST",
                    WEBHOOK,
                    headers(signature()),
                    new String(body, StandardCharsets.ISO_8859_1)));
        assertThat(result.events()).isEmpty();
        assertThat(result.answer().status()).isIn(400, 401);
      }
    }
  }
}
