package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // each test starts its own simulator
class WebhookTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private CallbackReceiver callback;
  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void startCallback() throws IOException {
    callback = new CallbackReceiver();
  }

  @AfterEach
  void close() {
    simulator.close();
    callback.close();
  }

  private SimulatorBuilder single() {
    return WhatsAppCloudSimulator.builder()
        .clock(Clock.fixed(NOON, ZoneOffset.UTC))
        .callbackUrl(callback.url())
        .statusDelay(Duration.ofMillis(2))
        .webhookBatch(WebhookBatch.SINGLE, Duration.ZERO);
  }

  private void start(SimulatorBuilder builder) {
    simulator = builder.start();
    client = new TestClient(simulator);
  }

  private static String envelope(String contacts, String statuses) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{
      "messaging_product":"whatsapp",
      "metadata":{"display_phone_number":"17015550100","phone_number_id":"109876543210123"},
      %s "statuses":[%s]},"field":"messages"}]}]}\
    """
        .formatted(contacts, statuses);
  }

  private static JsonElement steady(CallbackReceiver.Webhook webhook) {
    return TestClient.steady(webhook.json().toString());
  }

  private List<String> statusWords() {
    return callback.statuses().stream().map(status -> status.get("status").getAsString()).toList();
  }

  @Nested
  class OfStatuses {
    @Test
    void aTextIsSentDeliveredAndRead() {
      start(single());
      client.send(
          """
          {"messaging_product":"whatsapp","to":"14155551234","type":"text","text":{"body":"Hi"},
           "biz_opaque_callback_data":"pb1.acme.id.2"}\
          """);
      for (String status : List.of("sent", "delivered", "read")) {
        CallbackReceiver.Webhook webhook = callback.next();
        assertThat(webhook.contentType()).isEqualTo("application/json");
        assertThat(steady(webhook))
            .isEqualTo(
                TestClient.json(
                    envelope(
                        "\"contacts\":[{\"wa_id\":\"14155551234\"}],",
                        """
                        {"id":"wamid.ID","status":"%s","timestamp":"1793620800",
                         "recipient_id":"14155551234",
                         "pricing":{"billable":false,"pricing_model":"PMP","category":"service",
                                    "type":"free_customer_service"},
                         "biz_opaque_callback_data":"pb1.acme.id.2"}\
                        """
                            .formatted(status))));
      }
      assertThat(simulator.awaitWebhooksDelivered(PATIENCE).statusesDelivered()).isEqualTo(3);
    }

    @Test
    void theStatusNamesTheMessageThatWasAnswered() {
      start(single());
      client.send(TestClient.text("14155551234"));
      simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(callback.statuses())
          .extracting(status -> status.get("id").getAsString())
          .hasSize(3)
          .containsOnly(simulator.accepted().get(0).wamid());
    }

    @Test
    void aTemplateIsCharged() {
      start(single());
      client.send(TestClient.template("14155551234"));
      assertThat(callback.next().text())
          .contains(
              "\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"category\":\"utility\",\"type\":\"regular\"}")
          .doesNotContain("conversation");
    }

    @Test
    void aFailureHasAnErrorAndNeitherPriceNorContact() {
      start(single());
      client.send(TestClient.text(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK.number()));
      assertThat(steady(callback.next()))
          .isEqualTo(
              TestClient.json(
                  envelope(
                      "",
                      """
                      {"id":"wamid.ID","status":"failed","timestamp":"1793620800",
                       "recipient_id":"17015550102",
                       "errors":[{"code":131026,"title":"Message undeliverable",
                         "message":"Message undeliverable",
                         "error_data":{"details":"The recipient cannot receive this message through WhatsApp."},
                         "href":"https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"}]}\
                      """)));
      assertThat(simulator.awaitWebhooksDelivered(PATIENCE).statusesDelivered()).isEqualTo(1);
    }

    @Test
    void aUserIdIsNamedInsteadOfANumber() {
      start(single());
      client.send(
          "{\"messaging_product\":\"whatsapp\",\"recipient\":\"US.abc\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}");
      JsonObject value = value(callback.next());
      assertThat(value.getAsJsonArray("contacts").toString())
          .isEqualTo("[{\"user_id\":\"US.abc\"}]");
      JsonObject status = value.getAsJsonArray("statuses").get(0).getAsJsonObject();
      assertThat(status.get("recipient_user_id").getAsString()).isEqualTo("US.abc");
      assertThat(status.has("recipient_id")).isFalse();
    }

    @Test
    void timestampsAreThoseOfTheEventsAlsoWhenTheOrderIsNot() {
      start(single());
      client.send(TestClient.text(MagicRecipient.OUT_OF_ORDER_STATUSES.number()));
      simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(statusWords()).containsExactly("read", "delivered", "sent");
    }

    @Test
    void duplicatesAreTheSameTwice() {
      start(single());
      client.send(TestClient.text(MagicRecipient.DUPLICATE_STATUSES.number()));
      simulator.awaitWebhooksDelivered(PATIENCE);
      List<JsonObject> statuses = callback.statuses();
      assertThat(statusWords())
          .containsExactly("sent", "sent", "delivered", "delivered", "read", "read");
      assertThat(statuses.get(0)).isEqualTo(statuses.get(1));
    }

    @Test
    void readReceiptsCanBeOffExceptForWhoAlwaysSendsThem() {
      start(single().readReceipts(false));
      client.send(TestClient.text("14155551234"));
      simulator.awaitWebhooksDelivered(PATIENCE);
      client.send(TestClient.text(MagicRecipient.READ.number()));
      simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(statusWords()).containsExactly("sent", "delivered", "sent", "delivered", "read");
    }

    @Test
    void statusesMayOvertakeTheAnswer() {
      start(single().statusesBeforeAnswer(true));
      client.send(TestClient.text("14155551234"));
      // No waiting here: all of them had to be confirmed before the answer could come.
      assertThat(statusWords()).containsExactly("sent", "delivered", "read");
    }

    @Test
    void theAnswerComesAlsoWhenTheStatusesThatMustOvertakeItAreGivenUp() {
      callback.answers(number -> 500);
      start(single().statusesBeforeAnswer(true).webhookTries(2, Duration.ofMillis(1)));
      assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(200);
      assertThat(simulator.counts().webhooksGivenUp()).isEqualTo(3);
    }
  }

  @Nested
  class Signed {
    @Test
    void withTheAppSecretOverTheRawBytes() throws Exception {
      start(single().appSecret("another-secret"));
      client.send(TestClient.text("14155551234"));
      CallbackReceiver.Webhook webhook = callback.next();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("another-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      assertThat(webhook.signature())
          .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(webhook.body())));
      assertThat(WebhookSigner.matches("another-secret", webhook.body(), webhook.signature()))
          .isTrue();
      assertThat(WebhookSigner.matches("test-app-secret", webhook.body(), webhook.signature()))
          .isFalse();
    }

    @Test
    void overAKnownExample() {
      start(single());
      // printf hello | openssl dgst -sha256 -hmac key
      assertThat(WebhookSigner.sign("key", "hello".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo("sha256=9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b");
    }

    @Test
    void afterEscapingSlashesAndUnicodeAsThePlatformDoes() {
      start(single());
      simulator.replyFrom("14155551234", "a/b ü 😀");
      CallbackReceiver.Webhook webhook = callback.next();
      assertThat(webhook.text()).contains("\"body\":\"a\\/b \\u00fc \\ud83d\\ude00\"");
      assertThat(webhook.json().toString()).contains("a/b ü 😀");
    }
  }

  @Nested
  class InBatches {
    @Test
    void manyStatusesShareARequestInEveryNesting() {
      start(
          single()
              .phoneNumberId("1001")
              .phoneNumberId("1002")
              .statusDelay(Duration.ZERO)
              .webhookBatch(new WebhookBatch(12, 2, 2), Duration.ofSeconds(5)));
      for (String number : List.of("1001", "1001", "1001", "1002")) {
        client.call(client.post("v25.0/" + number + "/messages", TestClient.text("14155551234")));
      }
      JsonObject envelope = callback.next().json().getAsJsonObject();
      List<List<Integer>> shape = new ArrayList<>();
      List<String> numbers = new ArrayList<>();
      for (JsonElement entry : envelope.getAsJsonArray("entry")) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonElement change : entry.getAsJsonObject().getAsJsonArray("changes")) {
          JsonObject value = change.getAsJsonObject().getAsJsonObject("value");
          sizes.add(value.getAsJsonArray("statuses").size());
          numbers.add(value.getAsJsonObject("metadata").get("phone_number_id").getAsString());
        }
        shape.add(sizes);
      }
      // Nine statuses of one number and three of the other: two to a change, two changes to an
      // entry.
      assertThat(shape).isEqualTo(List.of(List.of(2, 2), List.of(2, 2), List.of(1, 2), List.of(1)));
      assertThat(numbers).containsExactly("1001", "1001", "1001", "1001", "1001", "1002", "1002");
      assertThat(simulator.awaitWebhooksDelivered(PATIENCE).webhooksDelivered()).isEqualTo(1);
    }
  }

  @Nested
  class NotConfirmed {
    @Test
    void aWebhookIsPostedAgainWithTheSameBytes() {
      callback.answers(number -> number <= 2 ? 503 : 200);
      start(single().webhookTries(4, Duration.ofMillis(1)));
      client.send(TestClient.text(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK.number()));
      SimulatorCounts counts = simulator.awaitWebhooksDelivered(PATIENCE);
      List<CallbackReceiver.Webhook> all = callback.all();
      assertThat(all).hasSize(3);
      assertThat(all).extracting(CallbackReceiver.Webhook::text).containsOnly(all.get(0).text());
      assertThat(all)
          .extracting(CallbackReceiver.Webhook::signature)
          .containsOnly(all.get(0).signature());
      assertThat(counts.webhookFailures()).isEqualTo(2);
      assertThat(counts.webhooksDelivered()).isEqualTo(1);
      assertThat(counts.webhooksGivenUp()).isZero();
    }

    @Test
    void onlyTwoHundredConfirms() {
      callback.answers(number -> List.of(201, 204, 302, 401, 200).get(number - 1));
      start(single().webhookTries(5, Duration.ofMillis(1)));
      client.send(TestClient.text(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK.number()));
      SimulatorCounts counts = simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(counts.webhookFailures()).isEqualTo(4);
      assertThat(counts.webhooksDelivered()).isEqualTo(1);
    }

    @Test
    void afterTheLastTryItIsGivenUpAndCounted() {
      callback.answers(number -> 500);
      start(single().webhookTries(3, Duration.ofMillis(1)));
      client.send(TestClient.text(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK.number()));
      SimulatorCounts counts = simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(callback.all()).hasSize(3);
      assertThat(counts.webhooksGivenUp()).isEqualTo(1);
      assertThat(counts.statusesDelivered()).isZero();
    }

    @Test
    void aCallbackThatIsNotThereIsTriedAgainAndFoundOnceItIs() {
      start(single().webhookTries(1_000, Duration.ofMillis(1)));
      callback.close();
      client.send(TestClient.text(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK.number()));
      assertThat(simulator.await(counts -> counts.webhookFailures() >= 2, PATIENCE)).isTrue();
      try (CallbackReceiver later = new CallbackReceiver()) {
        simulator.callbackUrl(later.url());
        simulator.awaitWebhooksDelivered(PATIENCE);
        assertThat(later.statuses()).hasSize(1);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class ToACallback {
    @Test
    void thatIsNotSetNothingGoesAndTheItemsAreCounted() {
      start(WhatsAppCloudSimulator.builder().statusDelay(Duration.ZERO));
      client.send(TestClient.text("14155551234"));
      SimulatorCounts counts = simulator.awaitWebhooksDelivered(PATIENCE);
      assertThat(counts.changesDiscarded()).isEqualTo(3);
      assertThat(callback.all()).isEmpty();
    }

    @Test
    void thatIsSetLaterWhatComesThenGoes() {
      start(WhatsAppCloudSimulator.builder().statusDelay(Duration.ZERO));
      simulator.callbackUrl(callback.url());
      client.send(TestClient.text("14155551234"));
      assertThat(simulator.awaitWebhooksDelivered(PATIENCE).statusesDelivered()).isEqualTo(3);
    }

    @Test
    void aPersonsReplyGoes() {
      start(single());
      String first = simulator.replyFrom("+1 415 555 1234", "STOP");
      assertThat(steady(callback.next()))
          .isEqualTo(
              TestClient.json(
                  """
                  {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{
                    "messaging_product":"whatsapp",
                    "metadata":{"display_phone_number":"17015550100","phone_number_id":"109876543210123"},
                    "contacts":[{"profile":{"name":"Simulated Person"},"wa_id":"14155551234"}],
                    "messages":[{"from":"14155551234","id":"wamid.ID","timestamp":"1793620800","type":"text",
                      "text":{"body":"STOP"}}]},"field":"messages"}]}]}\
                  """));
      assertThat(first).startsWith("wamid.");
      simulator.replyFrom("14155551234", "Yes", "wamid.HBgLQUESTION");
      assertThat(
              value(callback.next())
                  .getAsJsonArray("messages")
                  .get(0)
                  .getAsJsonObject()
                  .get("context"))
          .isEqualTo(TestClient.json("{\"from\":\"17015550100\",\"id\":\"wamid.HBgLQUESTION\"}"));
    }

    @Test
    void aPayloadGoesAsItIs() {
      start(single());
      simulator.postWebhook("{ \"object\" : \"anything\" }");
      CallbackReceiver.Webhook webhook = callback.next();
      assertThat(webhook.text()).isEqualTo("{ \"object\" : \"anything\" }");
      assertThat(WebhookSigner.matches("test-app-secret", webhook.body(), webhook.signature()))
          .isTrue();
    }

    @Test
    void aReplyNeedsOne() {
      start(WhatsAppCloudSimulator.builder());
      assertThatThrownBy(() -> simulator.replyFrom("14155551234", "Hi"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("No callback URL is set: give the builder or the simulator a callbackUrl");
    }
  }

  @Nested
  class Handshake {
    @Test
    void isPassedByACallbackThatAnswersTheChallenge() {
      start(single().verifyToken("token & more"));
      List<String> queries = new ArrayList<>();
      callback.answersHandshake(
          query -> {
            queries.add(query);
            return query.replaceAll(".*hub.challenge=(\\d+).*", "$1");
          });
      assertThat(simulator.verifyCallback())
          .isEqualTo(new CallbackCheck(true, 200, "The callback answered the challenge"));
      assertThat(queries.get(0))
          .matches(
              "hub\\.mode=subscribe&hub\\.challenge=\\d{9}&hub\\.verify_token=token\\+%26\\+more");
    }

    @Test
    void isFailedByAnyOtherBody() {
      start(single());
      callback.answersHandshake(query -> "ok");
      assertThat(simulator.verifyCallback())
          .isEqualTo(
              new CallbackCheck(
                  false,
                  200,
                  "The callback answered 200, but not with the challenge as its whole body"));
    }

    @Test
    void isFailedByACallbackThatIsNotThere() {
      start(single());
      callback.close();
      CallbackCheck check = simulator.verifyCallback();
      assertThat(check.verified()).isFalse();
      assertThat(check.explanation()).startsWith("The callback did not answer: ConnectException");
    }
  }

  private static JsonObject value(CallbackReceiver.Webhook webhook) {
    return webhook
        .json()
        .getAsJsonObject()
        .getAsJsonArray("entry")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("changes")
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("value");
  }
}
