package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MagicRecipientTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private CallbackReceiver callback;
  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    callback = new CallbackReceiver();
    simulator =
        WhatsAppCloudSimulator.builder()
            .callbackUrl(callback.url())
            .statusDelay(Duration.ofMillis(1))
            .webhookBatch(WebhookBatch.SINGLE, Duration.ZERO)
            .start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
    callback.close();
  }

  /** What one text to a recipient comes to. */
  private record Fate(int status, int errorCode, boolean accepted, List<String> statuses) {}

  private static final List<String> ALL = List.of("sent", "delivered", "read");

  private static Fate refused(int status, int code) {
    return new Fate(status, code, false, List.of());
  }

  private static Fate accepted(List<String> statuses) {
    return new Fate(200, 0, true, statuses);
  }

  private static final Map<MagicRecipient, Fate> FATES = new EnumMap<>(MagicRecipient.class);

  static {
    FATES.put(MagicRecipient.NOT_ON_WHATSAPP, refused(400, 131026));
    FATES.put(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK, accepted(List.of("failed 131026")));
    FATES.put(MagicRecipient.WINDOW_CLOSED, refused(400, 131047));
    FATES.put(MagicRecipient.WINDOW_CLOSED_BY_WEBHOOK, accepted(List.of("failed 131047")));
    FATES.put(MagicRecipient.OPTED_OUT, refused(400, 131050));
    FATES.put(MagicRecipient.THROTTLED, refused(429, 130429));
    FATES.put(MagicRecipient.THROTTLED_TWICE, refused(429, 130429));
    FATES.put(MagicRecipient.PAIR_LIMITED, refused(429, 131056));
    FATES.put(MagicRecipient.SERVER_ERROR, refused(500, 131000));
    FATES.put(MagicRecipient.SERVICE_UNAVAILABLE, refused(500, 2));
    FATES.put(MagicRecipient.BAD_GATEWAY, refused(502, 0));
    FATES.put(MagicRecipient.UNREADABLE_SUCCESS, accepted(ALL));
    FATES.put(MagicRecipient.EMPTY_SUCCESS, accepted(ALL));
    FATES.put(MagicRecipient.MARKETING_CAPPED, accepted(List.of("failed 131049")));
    FATES.put(MagicRecipient.PAYMENT_PROBLEM, refused(400, 131042));
    FATES.put(MagicRecipient.ACCOUNT_LOCKED, refused(403, 131031));
    FATES.put(MagicRecipient.TEMPLATE_PAUSED, refused(400, 132015));
    FATES.put(MagicRecipient.SPAM_LIMITED, refused(429, 131048));
    FATES.put(MagicRecipient.ACCOUNT_LIMITED, refused(429, 80007));
    FATES.put(MagicRecipient.READ, accepted(ALL));
    FATES.put(MagicRecipient.DELIVERED_ONLY, accepted(List.of("sent", "delivered")));
    FATES.put(
        MagicRecipient.DUPLICATE_STATUSES,
        accepted(List.of("sent", "sent", "delivered", "delivered", "read", "read")));
    FATES.put(MagicRecipient.OUT_OF_ORDER_STATUSES, accepted(List.of("read", "delivered", "sent")));
    FATES.put(MagicRecipient.NO_STATUSES, accepted(List.of()));
  }

  static Stream<Arguments> fates() {
    return FATES.entrySet().stream().map(fate -> Arguments.of(fate.getKey(), fate.getValue()));
  }

  private List<String> statuses() {
    return callback.statuses().stream()
        .map(
            status -> {
              String word = status.get("status").getAsString();
              return status.has("errors")
                  ? word
                      + " "
                      + status
                          .getAsJsonArray("errors")
                          .get(0)
                          .getAsJsonObject()
                          .get("code")
                          .getAsInt()
                  : word;
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("fates")
  void eachRecipientHasItsFate(MagicRecipient recipient, Fate expected) {
    HttpResponse<String> answer = client.send(TestClient.text("+" + recipient.number()));
    ReceivedMessage received = simulator.awaitReceived(1, PATIENCE).get(0);
    simulator.awaitWebhooksDelivered(PATIENCE);
    assertThat(answer.statusCode()).isEqualTo(expected.status());
    assertThat(new Fate(received.status(), received.errorCode(), received.accepted(), statuses()))
        .isEqualTo(expected);
    if (expected.errorCode() != 0) {
      assertThat(
              TestClient.json(answer.body())
                  .getAsJsonObject()
                  .getAsJsonObject("error")
                  .get("code")
                  .getAsInt())
          .isEqualTo(expected.errorCode());
    }
  }

  @Test
  void everyRecipientIsTriedHereOrAmongTheConnectionFaults() {
    assertThat(
            Stream.of(MagicRecipient.values()).filter(recipient -> !FATES.containsKey(recipient)))
        .containsExactly(
            MagicRecipient.NO_ANSWER,
            MagicRecipient.RESET_BEFORE_READING,
            MagicRecipient.RESET_AFTER_READING);
  }

  @ParameterizedTest
  @EnumSource
  void eachNumberIsValidAndFictional(MagicRecipient recipient) throws NumberParseException {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    assertThat(numbers.isValidNumber(numbers.parse("+" + recipient.number(), null))).isTrue();
    assertThat(recipient.number()).matches("170155501\\d\\d");
    assertThat(MagicRecipient.of("+1 701-555-" + recipient.number().substring(7)))
        .contains(recipient);
  }

  @Test
  void noTwoShareANumber() {
    assertThat(MagicRecipient.values()).extracting(MagicRecipient::number).doesNotHaveDuplicates();
    assertThat(MagicRecipient.of("14155551234")).isEmpty();
  }

  @Test
  void aTemplatePassesTheClosedWindow() {
    assertThat(client.send(TestClient.template(MagicRecipient.WINDOW_CLOSED.number())).statusCode())
        .isEqualTo(200);
    assertThat(
            client
                .send(TestClient.template(MagicRecipient.WINDOW_CLOSED_BY_WEBHOOK.number()))
                .statusCode())
        .isEqualTo(200);
    simulator.awaitWebhooksDelivered(PATIENCE);
    assertThat(statuses())
        .containsExactlyInAnyOrder("sent", "delivered", "read", "sent", "delivered", "read");
  }

  @Test
  void twoOfThreeTriesAreThrottled() {
    List<Integer> answers =
        Stream.generate(() -> client.send(TestClient.text(MagicRecipient.THROTTLED_TWICE.number())))
            .limit(6)
            .map(HttpResponse::statusCode)
            .toList();
    assertThat(answers).containsExactly(429, 429, 200, 429, 429, 200);
  }

  @Test
  void theGatewayAnswersWithAPage() {
    HttpResponse<String> answer = client.send(TestClient.text(MagicRecipient.BAD_GATEWAY.number()));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.body())
        .isEqualTo(
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad"
                + " Gateway</h1></body></html>");
  }

  @Test
  void successMayBeUnreadableOrEmpty() {
    String unreadable =
        client.send(TestClient.text(MagicRecipient.UNREADABLE_SUCCESS.number())).body();
    assertThatThrownBy(() -> TestClient.json(unreadable))
        .isInstanceOf(com.google.gson.JsonParseException.class);
    assertThat(client.send(TestClient.text(MagicRecipient.EMPTY_SUCCESS.number())).body())
        .isEmpty();
  }

  @Test
  void anErrorAnswerIsWholeAndOfMetasShape() {
    HttpResponse<String> answer =
        client.send(TestClient.text(MagicRecipient.SERVICE_UNAVAILABLE.number()));
    assertThat(TestClient.steady(answer.body()))
        .isEqualTo(
            TestClient.json(
                """
                {"error":{"message":"Service temporarily unavailable","type":"OAuthException","code":2,
                 "fbtrace_id":"TRACE"}}\
                """));
    assertThat(
            TestClient.steady(
                client.send(TestClient.text(MagicRecipient.THROTTLED.number())).body()))
        .isEqualTo(
            TestClient.json(
                """
                {"error":{"message":"(#130429) Rate limit hit","type":"OAuthException","code":130429,
                 "error_data":{"messaging_product":"whatsapp",
                  "details":"This number has reached its messages per second: send more slowly."},
                 "fbtrace_id":"TRACE"}}\
                """));
  }

  @Test
  void anyRecipientCanBeTreatedLikeOne() {
    simulator.treatNextAs(MagicRecipient.NOT_ON_WHATSAPP, 2);
    List<Integer> answers =
        Stream.generate(() -> client.send(TestClient.text("14155551234")))
            .limit(3)
            .map(HttpResponse::statusCode)
            .toList();
    assertThat(answers).containsExactly(400, 400, 200);
    simulator.treatNextAs(MagicRecipient.NOT_ON_WHATSAPP, 2);
    simulator.treatNextAs(MagicRecipient.NOT_ON_WHATSAPP, 0);
    assertThat(client.send(TestClient.text("14155551234")).statusCode()).isEqualTo(200);
    assertThat(Objects.requireNonNull(simulator.accepted().get(0).wamid())).startsWith("wamid.");
  }
}
