package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.webhook.PayloadReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
class MessageHistoryTest {
  private static final String WAMID = "wamid.HBgLMTY0NzM3Nzc3NzUVAgARGBI5QTNEQTA2RjdGMEY4RTRGAA==";

  private final AccountServer graph = AccountServer.start();
  private final StatusLookup history = graph.use(StatusLookup.class);

  @AfterEach
  void close() {
    graph.close();
  }

  private static String event(String status, long at, String more) {
    return "{\"cursor\":\"c\",\"node\":{\"id\":\"2345\",\"delivery_status\":\""
        + status
        + "\",\"occurrence_timestamp\":"
        + at
        + more
        + "}}";
  }

  private void known(String... events) {
    graph
        .answer(
            "GET",
            NUMBER + "/message_history",
            "{\"data\":[{\"id\":\"1234567890123456\",\"message_id\":\"" + WAMID + "\"}]}")
        .answer(
            "GET",
            "/v25.0/1234567890123456/events",
            "{\"data\":[" + String.join(",", events) + "]}");
  }

  @Test
  void stepsComeInTheirOrderWithTheKeysOfWebhooks() {
    known(
        event("READ", 1640995320, ""),
        event("SENT", 1640995200, ""),
        event("DELIVERED", 1640995260, ",\"application\":{\"id\":\"1\"}"),
        event("DELIVERED", 1640995261, ",\"application\":{\"id\":\"2\"}"),
        event("DELETED", 1640995330, ""));

    List<StatusUpdate> updates = history.history(WAMID);

    assertThat(updates)
        .extracting(StatusUpdate::key)
        .containsExactly(
            WAMID + ":sent", WAMID + ":delivered", WAMID + ":read", WAMID + ":deleted");
    assertThat(updates)
        .extracting(StatusUpdate::status)
        .containsExactly(
            DeliveryStatus.SENT,
            DeliveryStatus.DELIVERED,
            DeliveryStatus.READ,
            DeliveryStatus.OTHER);
    assertThat(updates.get(1).at()).isEqualTo(Instant.ofEpochSecond(1640995260));
    assertThat(updates.get(0).providerMessageId()).isEqualTo(WAMID);
    assertThat(graph.seen())
        .containsExactly(
            "GET "
                + NUMBER
                + "/message_history?message_id="
                + WAMID.replace("=", "%3D")
                + "&fields=id%2Cmessage_id",
            "GET /v25.0/1234567890123456/events?fields=cursor%2Cnode%7Bid%2Cdelivery_status"
                + "%2Cerror_description%2Coccurrence_timestamp%2Cstatus_timestamp%2Capplication%7D"
                + "&limit=100");
  }

  @Test
  void keyIsTheOneThatTheWebhookGave() {
    known(event("DELIVERED", 1640995260, ""));
    StatusUpdate webhook =
        (StatusUpdate)
            new PayloadReader(
                    Connections.CLOCK,
                    new Classifier(
                        new TokenRedaction(
                            CloudSettings.from(Connections.settings("http://127.0.0.1:1")))),
                    Connections.NUMBER_ID)
                .read(
                    ("{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"statuses\":["
                            + "{\"id\":\""
                            + WAMID
                            + "\",\"status\":\"delivered\",\"timestamp\":\"1640995260\"}]}}]}]}")
                        .getBytes(UTF_8))
                .events()
                .get(0);

    assertThat(history.history(WAMID).get(0).key()).isEqualTo(webhook.key());
  }

  @Test
  void failureTellsWhy() {
    known(event("FAILED", 1640995200, ",\"error_description\":\"Message undeliverable\""));

    assertThat(history.history(WAMID))
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.status()).isEqualTo(DeliveryStatus.FAILED);
              assertThat(update.errors().get(0).message()).isEqualTo("Message undeliverable");
            });
  }

  @Test
  void unknownMessageHasNoHistory() {
    graph.answer("GET", NUMBER + "/message_history", "{\"data\":[]}");

    assertThat(history.history(WAMID)).isEmpty();
  }

  @Test
  void historyOfAnotherMessageIsNotTakenForThisOnes() {
    graph.answer(
        "GET",
        NUMBER + "/message_history",
        "{\"data\":[{\"id\":\"1\",\"message_id\":\"wamid.other\"}]}");

    assertThat(history.history(WAMID)).isEmpty();
    assertThat(graph.requests()).hasSize(1);
  }

  @Test
  void refusalIsAnException() {
    graph.answer(
        "GET", NUMBER + "/message_history", 400, "{\"error\":{\"code\":190,\"message\":\"no\"}}");

    assertThat(error(() -> history.history(WAMID)).category()).isEqualTo(Category.AUTHENTICATION);
  }
}
