package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only proven callbacks are read, and they say what the gateway said. */
@Tag("locale")
class CallbacksTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/sms");
  private static final String STATUS =
      """
      {"events":[{"id":"m-1","status":"delivered","client_ref":"pb1.acme.o.1",
      "to":"+14155550132","at":"2026-03-01T11:59:58Z"}]}\
      """;

  private static WebhookReceiver receiver(Map<String, List<String>> settings) {
    return Examples.connect(settings).capability(WebhookReceiver.class).orElseThrow();
  }

  private static Map<String, List<String>> json(String... changes) {
    return Examples.with(Examples.settings("json", "https://sms.example.com/"), changes);
  }

  private static CallbackSigner signer() {
    return CallbackSigner.hmacSha256("X-Signature", Examples.SECRET)
        .prefix("sha256=")
        .timestamp("X-Timestamp", Examples.NOW);
  }

  private static void assertRefused(WebhookResult result, String reason) {
    assertThat(result.events()).isEmpty();
    assertThat(result.answer().status()).isEqualTo(401);
    assertThat(result.answer().body()).isEmpty();
    assertThat(result.refusal()).contains(reason).doesNotContain(Examples.SECRET);
  }

  /** The same request with another body. */
  private static WebhookRequest tampered(WebhookRequest request) {
    byte[] body = request.body();
    body[body.length - 3] ^= 1;
    return WebhookRequest.of(request.method(), request.publicUri(), request.headers(), body);
  }

  /** The same request with another header. */
  private static WebhookRequest with(WebhookRequest request, String header, String value) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request.headers().forEach((name, values) -> headers.put(name, values));
    headers.keySet().removeIf(name -> name.equalsIgnoreCase(header));
    if (!value.isEmpty()) {
      headers.put(header, List.of(value));
    }
    return WebhookRequest.of(request.method(), request.publicUri(), headers, request.body());
  }

  @Nested
  class Signatures {
    private final WebhookReceiver receiver = receiver(json());
    private final WebhookRequest good = signer().json(WEBHOOK, STATUS);

    @Test
    void rightOnesAreRead() {
      assertThat(receiver.receive(good).events()).hasSize(1);
      assertThat(receiver.receive(good).answer().status()).isEqualTo(200);
    }

    @Test
    void wrongOnesAreRefused() {
      String ours = "is not ours";
      assertRefused(receiver.receive(tampered(good)), ours);
      assertRefused(receiver.receive(with(good, "X-Signature", "")), "is missing");
      assertRefused(receiver.receive(with(good, "X-Signature", "sha256=")), ours);
      assertRefused(receiver.receive(with(good, "X-Signature", "sha256=zz")), ours);
      String signature = good.header("X-Signature").orElseThrow();
      assertRefused(receiver.receive(with(good, "X-Signature", signature.substring(7))), ours);
      assertRefused(
          receiver.receive(
              CallbackSigner.hmacSha256("X-Signature", "another")
                  .prefix("sha256=")
                  .timestamp("X-Timestamp", Examples.NOW)
                  .json(WEBHOOK, STATUS)),
          ours);
    }

    @Test
    void oldOnesAreRefusedAndTheirTimeCannotBeRenewed() {
      Instant old = Examples.NOW.minus(Duration.ofMinutes(5).plusSeconds(1));
      WebhookRequest replayed = signer().timestamp("X-Timestamp", old).json(WEBHOOK, STATUS);
      assertRefused(receiver.receive(replayed), "the callback's time is 301 s from ours");
      String now = Long.toString(Examples.NOW.getEpochSecond());
      assertRefused(receiver.receive(with(replayed, "X-Timestamp", now)), "is not ours");
      assertRefused(receiver.receive(with(good, "X-Timestamp", "")), "is not ours");
      Instant ahead = Examples.NOW.plus(Duration.ofMinutes(6));
      assertRefused(
          receiver.receive(signer().timestamp("X-Timestamp", ahead).json(WEBHOOK, STATUS)),
          "the callback's time is 360 s from ours");
    }

    @Test
    void severalSecretsAreGoodWhileOneIsExchanged() {
      Map<String, List<String>> settings = json();
      settings.put("callbackSecret", List.of("new-secret", Examples.SECRET));
      assertThat(receiver(settings).receive(good).events()).hasSize(1);
    }

    @Test
    void withoutASecretNothingIsBelieved() {
      assertRefused(
          receiver(json("callbackSecret", "")).receive(good), "callbackSecret is not configured");
    }

    @Test
    void anAddressCanBeSigned() {
      WebhookReceiver get =
          receiver(
              json(
                  "callbackFormat", "query",
                  "callbackItems", "",
                  "callbackPrefix", "",
                  "callbackTimestampHeader", "",
                  "callbackSigned", "{url}"));
      CallbackSigner signer =
          CallbackSigner.hmacSha256("X-Signature", Examples.SECRET).signingAddress();
      WebhookRequest request = signer.query(WEBHOOK, Map.of("id", "m-1", "status", "delivered"));
      assertThat(get.receive(request).events()).hasSize(1);
      assertRefused(
          get.receive(
              WebhookRequest.of(
                  "GET",
                  URI.create(request.publicUri().toString().replace("m-1", "m-2")),
                  request.headers(),
                  new byte[0])),
          "is not ours");
    }
  }

  @Nested
  class SharedSecrets {
    @ParameterizedTest
    @CsvSource({
      "header, callbackHeader, X-Key",
      "query, callbackParameter, key",
      "basic, callbackUser, us:er"
    })
    void rightOnesAreReadAndWrongOnesRefused(String check, String setting, String name) {
      WebhookReceiver receiver =
          receiver(
              json(
                  "callbackCheck",
                  check,
                  "callbackPrefix",
                  "",
                  "callbackTimestampHeader",
                  "",
                  "callbackSigned",
                  "",
                  "callbackHeader",
                  "",
                  setting,
                  name));
      assertThat(
              receiver.receive(signer(check, name, Examples.SECRET).json(WEBHOOK, STATUS)).events())
          .hasSize(1);
      for (String wrong : List.of("x", Examples.SECRET + "x", Examples.SECRET.substring(1))) {
        assertRefused(
            receiver.receive(signer(check, name, wrong).json(WEBHOOK, STATUS)),
            "the shared secret in");
      }
      assertRefused(
          receiver.receive(
              WebhookRequest.of(
                  "POST", WEBHOOK, Map.of(), STATUS.getBytes(StandardCharsets.UTF_8))),
          "the shared secret is missing in");
    }

    private CallbackSigner signer(String check, String name, String secret) {
      return switch (check) {
        case "header" -> CallbackSigner.header(name, secret);
        case "query" -> CallbackSigner.parameter(name, secret);
        default -> CallbackSigner.basic(name, secret);
      };
    }

    @Test
    void theUserCounts() {
      WebhookReceiver receiver =
          receiver(
              json(
                  "callbackCheck", "basic",
                  "callbackHeader", "",
                  "callbackPrefix", "",
                  "callbackTimestampHeader", "",
                  "callbackSigned", "",
                  "callbackUser", "gateway"));
      assertRefused(
          receiver.receive(CallbackSigner.basic("other", Examples.SECRET).json(WEBHOOK, STATUS)),
          "is wrong");
      assertRefused(
          receiver.receive(
              with(signer("header", "X", "y").json(WEBHOOK, STATUS), "Authorization", "Basic %%")),
          "is missing");
    }

    @Test
    void aSecretInTheQueryIsNoPartOfTheEvent() {
      WebhookReceiver receiver = receiver(Examples.settings("text", "https://sms.example.com/"));
      WebhookRequest request =
          CallbackSigner.parameter("secret", Examples.SECRET)
              .query(WEBHOOK, Map.of("id", "5f3a09c1", "stat", "DELIVRD"));
      WebhookResult result = receiver.receive(request);
      assertThat(result.answer().body()).isEqualTo("OK");
      assertThat(result.events())
          .singleElement()
          .satisfies(event -> assertThat(event.raw()).doesNotContain(Examples.SECRET, "secret"));
      WebhookRequest nothing =
          CallbackSigner.parameter("secret", Examples.SECRET).query(WEBHOOK, Map.of("a", "b"));
      assertThat(receiver.receive(nothing).events())
          .singleElement()
          .isInstanceOfSatisfying(
              Unrecognized.class, event -> assertThat(event.raw()).isEqualTo("a=b"));
    }
  }

  @Nested
  class Events {
    private List<ChannelEvent> read(String body) {
      return receiver(json()).receive(signer().json(WEBHOOK, body)).events();
    }

    @Test
    void aStatusIsReadWhole() {
      assertThat(read(STATUS))
          .singleElement()
          .isInstanceOfSatisfying(
              StatusUpdate.class,
              status -> {
                assertThat(status.providerMessageId()).isEqualTo("m-1");
                assertThat(status.status()).isEqualTo(DeliveryStatus.DELIVERED);
                assertThat(status.word()).isEqualTo("delivered");
                assertThat(status.reference()).isEqualTo("pb1.acme.o.1");
                assertThat(status.recipient()).containsExactly(new PhoneNumber("14155550132"));
                assertThat(status.at()).isEqualTo(Instant.parse("2026-03-01T11:59:58Z"));
                assertThat(status.errors()).isEmpty();
              });
    }

    @Test
    void aFailureHasItsReason() {
      List<ChannelEvent> events =
          read(
              """
              {"events":[
                {"id":"1","status":"Undelivered","error":{"code":"absent","message":"Switched off"}},
                {"id":"2","status":"expired"},
                {"id":"3","status":"expired","error":{"code":"blue"}}]}\
              """);
      assertThat(events)
          .extracting(event -> ((StatusUpdate) event).errors().get(0))
          .extracting(SendError::category, SendError::code, SendError::details)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  Category.RECIPIENT_UNREACHABLE, "absent", "Switched off"),
              org.assertj.core.groups.Tuple.tuple(Category.OTHER, null, null),
              org.assertj.core.groups.Tuple.tuple(Category.OTHER, "blue", null));
    }

    @Test
    void aMessageIsReadWhole() {
      String item =
          "{\"type\":\"inbound\",\"id\":\"i-1\",\"from\":\"+4915112345678\",\"to\":\"15005550006\","
              + "\"text\":\"STOP\",\"at\":1772366398,\"status\":\"received\"}";
      assertThat(read("{\"events\":[" + item + "]}"))
          .singleElement()
          .isInstanceOfSatisfying(
              InboundMessage.class,
              message -> {
                assertThat(message.providerMessageId()).isEqualTo("i-1");
                assertThat(message.from()).containsExactly(new PhoneNumber("4915112345678"));
                assertThat(message.to()).isEqualTo("15005550006");
                assertThat(message.content()).isEqualTo(Text.of("STOP"));
                assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(1772366398));
                assertThat(message.toString()).doesNotContain("STOP", "4915112345678");
              });
    }

    @Test
    void aSenderThatIsNoNumberIsKept() {
      assertThat(read("{\"events\":[{\"type\":\"inbound\",\"from\":\"BANK\",\"text\":\"Hi\"}]}"))
          .singleElement()
          .isInstanceOfSatisfying(
              InboundMessage.class,
              message -> {
                assertThat(message.from()).containsExactly(new SenderId("BANK"));
                assertThat(message.key()).startsWith("inbound:").hasSize(40);
              });
    }

    @Test
    void neighboursOfAnUnreadableItemAreRead() {
      assertThat(
              read(
                  "{\"events\":[{\"id\":\"1\",\"status\":\"sent\"},7,null,{\"status\":\"sent\"}]}"))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("StatusUpdate", "Unrecognized", "Unrecognized", "Unrecognized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"events\":[]}", "\"x\"", "null"})
    void whatIsAuthenticAndUnreadableIsKept(String body) {
      assertThat(read(body)).singleElement().isInstanceOf(Unrecognized.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "HEAD"})
    void otherMethodsAreNotTaken(String method) {
      WebhookRequest good = signer().json(WEBHOOK, STATUS);
      WebhookResult result =
          receiver(json()).receive(WebhookRequest.of(method, WEBHOOK, good.headers(), good.body()));
      assertThat(result.answer().status()).isEqualTo(405);
      assertThat(result.events()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1772366398, '', UTC, 2026-03-01T11:59:58Z",
    "1772366398123, '', UTC, 2026-03-01T11:59:58.123Z",
    "2026-03-01T12:59:58+01:00, '', UTC, 2026-03-01T11:59:58Z",
    "2026-03-01 12:59:58, '', Europe/Berlin, 2026-03-01T11:59:58Z",
    "2603011259, yyMMddHHmm, Europe/Berlin, 2026-03-01T11:59:00Z",
    "01 Mar 2026 11:59 +0000, dd MMM yyyy HH:mm Z, UTC, 2026-03-01T11:59:00Z",
    "yesterday, '', UTC, 2026-03-01T12:00:00Z"
  })
  void timesOfManyKinds(String written, String pattern, String zone, Instant at) {
    WebhookReceiver receiver =
        receiver(json("callbackTimePattern", pattern, "callbackTimeZone", zone));
    String body = STATUS.replace("2026-03-01T11:59:58Z", written);
    assertThat(receiver.receive(signer().json(WEBHOOK, body)).events().get(0).at()).isEqualTo(at);
  }
}
