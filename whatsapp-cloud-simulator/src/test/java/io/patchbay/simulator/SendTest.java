package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator = WhatsAppCloudSimulator.builder().clock(Clock.fixed(NOON, ZoneOffset.UTC)).start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private static void assertAccepted(HttpResponse<String> answer, String contact) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=UTF-8");
    assertThat(TestClient.steady(answer.body()))
        .isEqualTo(
            TestClient.json(
                """
                {"messaging_product":"whatsapp","contacts":[%s],
                 "messages":[{"id":"wamid.ID","message_status":"accepted"}]}\
                """
                    .formatted(contact)));
  }

  @Test
  void aTextIsAcceptedWithItsInputAndItsWhatsAppId() {
    assertAccepted(
        client.send(TestClient.text("14155551234")),
        "{\"input\":\"14155551234\",\"wa_id\":\"14155551234\"}");
  }

  @Test
  void aTemplateIsAccepted() {
    assertAccepted(
        client.send(TestClient.template("447911123456")),
        "{\"input\":\"447911123456\",\"wa_id\":\"447911123456\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "+14155551234, 14155551234",
    "+1-631-555-5555, 16315555555",
    "5215512345678, 525512345678",
    "5491123456789, 541123456789",
    "5551987654321, 555187654321",
    "5511987654321, 5511987654321"
  })
  void theWhatsAppIdOfANumberMayDifferFromItsInput(String input, String waId) {
    String contact = "{\"input\":\"%s\",\"wa_id\":\"%s\"}".formatted(input, waId);
    // The Brazilian numbers show both cases: the ninth digit goes outside the oldest area codes.
    assertAccepted(client.send(TestClient.text(input)), contact);
  }

  @Test
  void aUserIdIsAnsweredWithoutAWhatsAppId() {
    String body =
        """
        {"messaging_product":"whatsapp","recipient":"US.13491208655302741918","type":"text",
         "text":{"body":"Hello"}}\
        """;
    assertAccepted(
        client.send(body),
        "{\"input\":\"US.13491208655302741918\",\"user_id\":\"US.13491208655302741918\"}");
    assertThat(simulator.received().get(0).userId()).isEqualTo("US.13491208655302741918");
    assertThat(simulator.received().get(0).to()).isNull();
  }

  @Test
  void aGroupIsAddressedByItsId() {
    String body =
        """
        {"messaging_product":"whatsapp","recipient_type":"group","to":"Y2FwaV9ncm91cA","type":"text",
         "text":{"body":"Hello"}}\
        """;
    assertAccepted(
        client.send(body), "{\"input\":\"Y2FwaV9ncm91cA\",\"wa_id\":\"Y2FwaV9ncm91cA\"}");
  }

  @Test
  void theTypeIsTextWhenItIsLeftOut() {
    HttpResponse<String> answer =
        client.send(
            "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"text\":{\"body\":\"Hi\"}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(simulator.received().get(0).type()).isEqualTo("text");
  }

  @Test
  void aTextMayHave4096CharactersOfTwoUnitsEach() {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
            .formatted("😀".repeat(4096));
    assertThat(client.send(body).statusCode()).isEqualTo(200);
    assertThat(simulator.received().get(0).body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v17.0", "v25.0", "v26.0", "v101.12"})
  void anyGraphVersionIsServed(String version) {
    String path = version + "/" + TestClient.NUMBER + "/messages";
    assertThat(client.call(client.post(path, TestClient.text("14155551234"))).statusCode())
        .isEqualTo(200);
    assertThat(simulator.received().get(0).version()).isEqualTo(version);
  }

  @Test
  void aReadReceiptIsConfirmedAndIsNoMessage() {
    HttpResponse<String> answer =
        client.send(
            """
            {"messaging_product":"whatsapp","status":"read","message_id":"wamid.HBgL",
             "typing_indicator":{"type":"text"}}\
            """);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(simulator.received()).isEmpty();
    assertThat(simulator.counts().requests()).isEqualTo(1);
  }

  @Test
  void whatWasReceivedCanBeReadBackWhole() {
    String body =
        """
        {"messaging_product":"whatsapp","to":"+14155551234","type":"text","text":{"body":"Grüße"},
         "biz_opaque_callback_data":"pb1.acme.id.2"}\
        """;
    HttpResponse<String> answer =
        client.call(
            client
                .post("v25.0/" + TestClient.NUMBER + "/messages", body)
                .header("User-Agent", "patchbay/1.2.3")
                .header("Accept", "application/json"));
    String wamid =
        TestClient.json(answer.body())
            .getAsJsonObject()
            .getAsJsonArray("messages")
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString();
    assertThat(simulator.awaitReceived(1, Duration.ofMinutes(2)))
        .isEqualTo(
            List.of(
                new ReceivedMessage(
                    1,
                    NOON,
                    1,
                    "v25.0",
                    TestClient.NUMBER,
                    "+14155551234",
                    null,
                    "text",
                    "pb1.acme.id.2",
                    body,
                    Map.of(
                        "content-type", "application/json",
                        "user-agent", "patchbay/1.2.3",
                        "accept", "application/json"),
                    200,
                    0,
                    wamid)));
    assertThat(simulator.received().get(0).address()).isEqualTo("14155551234");
  }

  @Test
  void everyMessageGetsAnIdOfItsOwnThatHidesTheNumber() {
    client.send(TestClient.text("14155551234"));
    client.send(TestClient.text("14155551234"));
    List<String> ids = simulator.accepted().stream().map(ReceivedMessage::wamid).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(2).allMatch(id -> id.startsWith("wamid.HBgL"));
  }

  @Test
  void severalNumbersAreServedAndTold() {
    try (WhatsAppCloudSimulator two =
        WhatsAppCloudSimulator.builder().phoneNumberId("1001").phoneNumberId("1002").start()) {
      TestClient callers = new TestClient(two);
      for (String number : List.of("1002", "1001")) {
        assertThat(
                callers
                    .call(
                        callers.post(
                            "v25.0/" + number + "/messages", TestClient.text("14155551234")))
                    .statusCode())
            .isEqualTo(200);
      }
      assertThat(two.received())
          .extracting(ReceivedMessage::phoneNumberId)
          .containsExactly("1002", "1001");
    }
  }

  @Test
  void onlyTheNewestMessagesAreKeptAndTheOthersCounted() {
    try (WhatsAppCloudSimulator small = WhatsAppCloudSimulator.builder().keepReceived(3).start()) {
      TestClient callers = new TestClient(small);
      for (int i = 0; i < 5; i++) {
        callers.send(TestClient.text("1415555123" + i));
      }
      assertThat(small.received())
          .extracting(ReceivedMessage::sequence)
          .containsExactly(3L, 4L, 5L);
      assertThat(small.counts().forgotten()).isEqualTo(2);
      assertThat(small.counts().accepted()).isEqualTo(5);
    }
  }
}
