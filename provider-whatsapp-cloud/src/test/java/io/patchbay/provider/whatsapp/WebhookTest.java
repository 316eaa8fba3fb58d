package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.CLOCK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final String ADDRESS = "https://host.example/webhooks/acme/whatsapp";
  private static final String SECRET = Connections.SECRET;

  private static WebhookResult receive(WebhookRequest request, String... settings) {
    try (SmsConnection connection = Connections.open("http://127.0.0.1:1", settings)) {
      return connection.capability(WebhookReceiver.class).orElseThrow().receive(request);
    }
  }

  private static WebhookRequest post(byte[] body, Map<String, List<String>> headers) {
    return WebhookRequest.of("POST", URI.create(ADDRESS), headers, body);
  }

  private static WebhookRequest signed(String body, String secret) {
    return post(
        body.getBytes(UTF_8),
        Map.of("x-hub-signature-256", List.of("sha256=" + hmac(body.getBytes(UTF_8), secret))));
  }

  private static String hmac(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The events of an authentic body. */
  private static List<ChannelEvent> events(String body) {
    WebhookResult result = receive(signed(body, SECRET), "appSecret=" + SECRET);
    assertThat(result.refusal()).isEmpty();
    assertThat(result.answer()).isEqualTo(WebhookAnswer.of(200, ""));
    return result.events();
  }

  private static String change(String field, String value) {
    return "{\"value\":" + value + ",\"field\":\"" + field + "\"}";
  }

  private static String body(String... changes) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":["
        + String.join(",", changes)
        + "]}]}";
  }

  private static String statuses(String... statuses) {
    return change(
        "messages",
        "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15550783881\","
            + "\"phone_number_id\":\"109876543210123\"},\"statuses\":["
            + String.join(",", statuses)
            + "]}");
  }

  private static String status(String word) {
    return "{\"id\":\"wamid.1\",\"status\":\""
        + word
        + "\",\"timestamp\":\"1795176000\",\"recipient_id\":\"14155551234\"}";
  }

  private static StatusUpdate onlyStatus(String status) {
    List<ChannelEvent> events = events(body(statuses(status)));
    assertThat(events).hasSize(1).first().isInstanceOf(StatusUpdate.class);
    return (StatusUpdate) events.get(0);
  }

  @Nested
  class Handshake {
    private WebhookResult ask(String query, String... settings) {
      return receive(
          WebhookRequest.of("GET", URI.create(ADDRESS + query), Map.of(), new byte[0]), settings);
    }

    private WebhookResult ask(String query) {
      return ask(query, "verifyToken=open sesame/1", "appSecret=" + SECRET);
    }

    @Test
    void rightTokenGetsTheChallengeAsPlainText() {
      WebhookResult result =
          ask("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=open+sesame%2F1");

      assertThat(result)
          .isEqualTo(
              new WebhookResult(
                  new WebhookAnswer(200, "text/plain; charset=utf-8", "1158201444"),
                  List.of(),
                  ""));
    }

    @ParameterizedTest
    @CsvSource({
      "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong, 403",
      "?hub.mode=subscribe&hub.challenge=1, 403",
      "?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=open+sesame%2F1, 403",
      "?hub.challenge=1&hub.verify_token=open+sesame%2F1, 403",
      "?hub.mode=subscribe&hub.verify_token=open+sesame%2F1, 400",
      "'', 403"
    })
    void anythingElseIsRefused(String query, int status) {
      WebhookResult result = ask(query);

      assertThat(result.answer()).isEqualTo(WebhookAnswer.of(status, ""));
      assertThat(result.refusal()).isNotEmpty().doesNotContain("sesame");
    }

    @Test
    void challengeOfAnyLengthIsNotReflected() {
      assertThat(
              ask("?hub.mode=subscribe&hub.verify_token=open+sesame%2F1&hub.challenge="
                      + "1".repeat(257))
                  .answer()
                  .status())
          .isEqualTo(400);
    }

    @Test
    void withoutAVerifyTokenNobodyGetsIn() {
      assertThat(
              ask("?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", "appSecret=" + SECRET)
                  .answer()
                  .status())
          .isEqualTo(403);
    }
  }

  @Nested
  class Signature {
    private static final String BODY = "{\"entry\":[]}";

    private void assertRefused(WebhookResult result, int status, String reason) {
      assertThat(result).isEqualTo(WebhookResult.refused(status, reason));
    }

    @Test
    void rightSignatureIsTaken() {
      assertThat(receive(signed(BODY, SECRET), "appSecret=" + SECRET))
          .isEqualTo(WebhookResult.accepted(List.of()));
    }

    /** The signature was computed with another program. */
    @Test
    void knownSignatureIsTaken() {
      assertThat(
              receive(
                      post(
                          "{\"entry\":[]}".getBytes(UTF_8),
                          Map.of(
                              "X-Hub-Signature-256",
                              List.of(
                                  "sha256=29ec51cd83a62eb8a1f6b14c79c21532cc2a3ffce67ca2493015eaea7e37ba30"))),
                      "appSecret=current")
                  .refusal())
          .isEmpty();
    }

    @Test
    void secondOfTwoSecretsIsGoodToo() {
      assertThat(receive(signed(BODY, "old"), "appSecret=current", "appSecret=old").refusal())
          .isEmpty();
    }

    @Test
    void tamperedBodyIsRefused() {
      WebhookRequest signed = signed(BODY, SECRET);
      WebhookRequest tampered =
          post(
              "{\"entry\":[ ]}".getBytes(UTF_8),
              Map.of("X-Hub-Signature-256", List.of(signed.header("X-Hub-Signature-256").get())));

      assertRefused(
          receive(tampered, "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    @Test
    void wrongSecretIsRefused() {
      assertRefused(
          receive(signed(BODY, "another"), "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "sha256=",
          "sha1=0123456789012345678901234567890123456789",
          "sha256=zz00000000000000000000000000000000000000000000000000000000000000",
          "sha256=\u0660\u066000000000000000000000000000000000000000000000000000000000000000"
        })
    void malformedSignatureIsRefused(String signature) {
      assertRefused(
          receive(
              post(BODY.getBytes(UTF_8), Map.of("X-Hub-Signature-256", List.of(signature))),
              "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    @Test
    void unsignedIsRefused() {
      assertRefused(
          receive(post(BODY.getBytes(UTF_8), Map.of()), "appSecret=" + SECRET),
          401,
          "the header X-Hub-Signature-256 is missing");
    }

    @Test
    void withoutASecretEverythingIsRefused() {
      assertRefused(
          receive(signed(BODY, SECRET)),
          401,
          "no appSecret is configured to check the signature with");
    }

    @Test
    void bodyMayHaveThreeMegabytesAndNoMore() {
      String large = BODY + " ".repeat(3 * 1024 * 1024 - BODY.length());

      assertThat(receive(signed(large, SECRET), "appSecret=" + SECRET).answer().status())
          .isEqualTo(200);
      assertRefused(
          receive(signed(large + " ", SECRET), "appSecret=" + SECRET),
          413,
          "the body of 3145729 bytes is above 3 MB");
    }

    @Test
    void otherMethodsAreRefused() {
      assertThat(
              receive(
                      WebhookRequest.of("PUT", URI.create(ADDRESS), Map.of(), new byte[0]),
                      "appSecret=" + SECRET)
                  .answer()
                  .status())
          .isEqualTo(405);
    }
  }

  @Nested
  class Statuses {
    @ParameterizedTest
    @CsvSource({
      "sent, SENT",
      "delivered, DELIVERED",
      "read, READ",
      "played, PLAYED",
      "failed, FAILED",
      "DELIVERED, DELIVERED",
      "deleted, OTHER",
      "warning, OTHER"
    })
    void wordBecomesAStepAndIsKept(String word, DeliveryStatus step) {
      StatusUpdate update = onlyStatus(status(word));

      assertThat(update.status()).isEqualTo(step);
      assertThat(update.word()).isEqualTo(word);
      assertThat(update.key()).isEqualTo("wamid.1:" + word);
    }

    @Test
    void everythingThatItSaysIsKept() {
      String status =
          "{\"id\":\"wamid.1\",\"status\":\"delivered\",\"timestamp\":1795176000,"
              + "\"recipient_id\":\"14155551234\",\"recipient_user_id\":\"US.1a2b\","
              + "\"biz_opaque_callback_data\":\"pb1.acme.order-17.2\","
              + "\"conversation\":{\"id\":\"c1\",\"origin\":{\"type\":\"utility\"}},"
              + "\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"category\":\"utility\","
              + "\"type\":\"regular\"},\"new\":[1]}";

      assertThat(onlyStatus(status))
          .isEqualTo(
              new StatusUpdate(
                  "wamid.1:delivered",
                  Instant.parse("2026-11-20T12:00:00Z"),
                  status,
                  "wamid.1",
                  DeliveryStatus.DELIVERED,
                  "delivered",
                  "pb1.acme.order-17.2",
                  new PhoneNumber("14155551234"),
                  List.of(),
                  Map.of(
                      "phone_number_id", "109876543210123",
                      "recipient_user_id", "US.1a2b",
                      "conversation.id", "c1",
                      "conversation.origin.type", "utility",
                      "pricing.billable", "true",
                      "pricing.pricing_model", "PMP",
                      "pricing.category", "utility",
                      "pricing.type", "regular")));
    }

    @Test
    void failureIsClassifiedLikeTheAnswerToASend() {
      StatusUpdate update =
          onlyStatus(
              "{\"id\":\"wamid.1\",\"status\":\"failed\",\"timestamp\":\"1795176000\","
                  + "\"errors\":[{\"code\":131049,\"title\":\"Not delivered\","
                  + "\"message\":\"To keep the ecosystem healthy\","
                  + "\"error_data\":{\"details\":\"Limit reached\"},\"href\":\"https://x\"},"
                  + "{\"code\":424242,\"title\":\"New\"},7]}");

      assertThat(update.recipient()).isNull();
      assertThat(update.reference()).isNull();
      assertThat(update.errors()).hasSize(3);
      SendError first = update.errors().get(0);
      assertThat(first.category()).isEqualTo(Category.MARKETING_CAPPED);
      assertThat(first.retry()).isEqualTo(Retry.LATER);
      assertThat(first.scope()).isEqualTo(Scope.RECIPIENT);
      assertThat(first.code()).isEqualTo("131049");
      assertThat(first.message()).isEqualTo("To keep the ecosystem healthy");
      assertThat(first.details()).isEqualTo("Limit reached");
      assertThat(update.errors().get(1).category()).isEqualTo(Category.OTHER);
      assertThat(update.errors().get(1).message()).isEqualTo("New");
    }

    @Test
    void recipientMayBeAUserOrAGroupOrMissing() {
      assertThat(
              onlyStatus(
                      "{\"id\":\"wamid.1\",\"status\":\"sent\",\"recipient_user_id\":\"US.1a2b\"}")
                  .recipient())
          .isEqualTo(new UserId("US.1a2b"));
      assertThat(
              onlyStatus(
                      "{\"id\":\"wamid.1\",\"status\":\"sent\",\"recipient_type\":\"group\","
                          + "\"recipient_id\":\"1234567890\"}")
                  .recipient())
          .isEqualTo(new GroupId("1234567890"));
      assertThat(
              onlyStatus("{\"id\":\"wamid.1\",\"status\":\"sent\",\"recipient_id\":{}}")
                  .recipient())
          .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"soon\"", "-1", "1e99999999", "[]", "123456789012"})
    void timeThatCannotBeReadIsThatOfArrival(String timestamp) {
      String part = timestamp.isEmpty() ? "" : ",\"timestamp\":" + timestamp;

      assertThat(onlyStatus("{\"id\":\"wamid.1\",\"status\":\"sent\"" + part + "}").at())
          .isEqualTo(CLOCK.instant());
    }
  }

  @Nested
  class Batches {
    @Test
    void everyStatusOfEveryChangeOfEveryEntryBecomesAnEvent() {
      String twoEntries =
          "{\"object\":\"whatsapp_business_account\",\"entry\":["
              + "{\"id\":\"1\",\"changes\":["
              + statuses(status("sent"), status("delivered"))
              + ","
              + statuses(status("read"))
              + "]},{\"id\":\"2\",\"changes\":["
              + statuses(status("played"))
              + "]}]}";

      assertThat(events(twoEntries))
          .extracting(ChannelEvent::key)
          .containsExactly("wamid.1:sent", "wamid.1:delivered", "wamid.1:read", "wamid.1:played");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "7",
          "null",
          "[]",
          "{}",
          "{\"id\":\"wamid.1\"}",
          "{\"status\":\"sent\"}",
          "{\"id\":[],\"status\":{}}",
          "{\"id\":\"  \",\"status\":\"sent\"}"
        })
    void brokenOneLeavesItsNeighboursAlone(String broken) {
      List<ChannelEvent> events = events(body(statuses(status("sent"), broken, status("read"))));

      assertThat(events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("StatusUpdate", "Unrecognized", "StatusUpdate");
      assertThat(events.get(1).raw()).isEqualTo(broken);
    }

    @Test
    void brokenEntriesAndChangesLeaveTheirNeighboursAlone() {
      String body =
          "{\"entry\":[7,{\"id\":\"1\"},{\"changes\":[null,{\"field\":\"messages\"},"
              + statuses(status("sent"))
              + "]}]}";

      assertThat(events(body))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly(
              "Unrecognized", "Unrecognized", "Unrecognized", "Unrecognized", "StatusUpdate");
    }

    @Test
    void otherFieldsAreHandedOnAsTheyAre() {
      String change = change("account_update", "{\"event\":\"VERIFIED_ACCOUNT\"}");

      assertThat(events(body(change)))
          .singleElement()
          .isEqualTo(
              new Unrecognized(
                  "sha256:b63a8ba1ed89dc92e110bae56ef9bb4b4554f8d0f683ff63d577cf574065253d",
                  CLOCK.instant(),
                  change,
                  "no reader for the field account_update"));
    }

    @Test
    void valueWithNeitherStatusesNorMessagesIsNotLost() {
      assertThat(events(body(change("messages", "{\"metadata\":{}}"))))
          .singleElement()
          .isInstanceOf(Unrecognized.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "hello", "{\"entry\":[]} {}"})
    void authenticBodyThatIsNoPayloadIsHandedOnAsItIs(String body) {
      assertThat(events(body))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event).isInstanceOf(Unrecognized.class);
                assertThat(event.raw()).isEqualTo(body);
              });
    }

    @Test
    void nestingWithoutEndDoesNotHurt() {
      String deep = "{\"entry\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";

      assertThat(events(deep)).singleElement().isInstanceOf(Unrecognized.class);
    }
  }

  @Nested
  class Messages {
    private String messages(String contacts, String message) {
      return body(
          change(
              "messages",
              "{\"metadata\":{\"phone_number_id\":\"109876543210123\"},\"contacts\":"
                  + contacts
                  + ",\"messages\":["
                  + message
                  + "]}"));
    }

    @Test
    void textIsAnInboundMessage() {
      String message =
          "{\"from\":\"14155551234\",\"id\":\"wamid.in\",\"timestamp\":\"1795176000\","
              + "\"type\":\"text\",\"text\":{\"body\":\" Yes, please. \"},"
              + "\"context\":{\"from\":\"15550783881\",\"id\":\"wamid.out\"}}";

      assertThat(
              events(
                  messages(
                      "[{\"profile\":{\"name\":\"Anna\"},\"wa_id\":\"14155551234\","
                          + "\"user_id\":\"US.1a2b\"}]",
                      message)))
          .singleElement()
          .isEqualTo(
              new InboundMessage(
                  "wamid.in",
                  Instant.parse("2026-11-20T12:00:00Z"),
                  message,
                  "wamid.in",
                  List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")),
                  "109876543210123",
                  "text",
                  " Yes, please. ",
                  "wamid.out"));
    }

    @Test
    void senderMayShowAUserIdOnly() {
      assertThat(
              events(
                  messages(
                      "[]",
                      "{\"from_user_id\":\"US.1a2b\",\"id\":\"wamid.in\",\"type\":\"text\","
                          + "\"text\":{\"body\":\"Hi\"}}")))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(((InboundMessage) event).from())
                      .isEqualTo(List.of(new UserId("US.1a2b"))));
    }

    @Test
    void otherKindsKeepTheirKeyAndAreHandedOnAsTheyAre() {
      String image =
          "{\"from\":\"14155551234\",\"id\":\"wamid.in\",\"timestamp\":\"1795176000\","
              + "\"type\":\"image\",\"image\":{\"id\":\"1003383421387256\"}}";

      assertThat(events(messages("[]", image)))
          .singleElement()
          .isEqualTo(
              new Unrecognized(
                  "wamid.in",
                  Instant.parse("2026-11-20T12:00:00Z"),
                  image,
                  "a message of the kind image"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"id\":\"wamid.in\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}",
          "{\"from\":\"14155551234\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}",
          "{\"from\":\"14155551234\",\"id\":\"wamid.in\",\"text\":{\"body\":\"Hi\"}}",
          "{\"from\":\"14155551234\",\"id\":\"wamid.in\",\"type\":\"text\",\"text\":\"Hi\"}"
        })
    void messageThatLacksSomethingIsNotLost(String message) {
      assertThat(events(messages("[]", message)))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event).isInstanceOf(Unrecognized.class);
                assertThat(event.raw()).isEqualTo(message);
              });
    }
  }
}
