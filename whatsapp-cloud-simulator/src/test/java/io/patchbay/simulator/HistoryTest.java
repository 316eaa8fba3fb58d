package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String PATH = "v25.0/" + TestClient.NUMBER + "/message_history";

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator =
        WhatsAppCloudSimulator.builder()
            .clock(new ManualClock())
            .statusDelay(Duration.ofMillis(1))
            .start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  /** Sends to somebody, waits until nothing more is to come, and returns the id. */
  private String sent(String to) {
    HttpResponse<String> answer = client.send(TestClient.text(to));
    simulator.awaitWebhooksDelivered(Duration.ofMinutes(2));
    return TestClient.json(answer.body())
        .getAsJsonObject()
        .getAsJsonArray("messages")
        .get(0)
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  private JsonObject get(String path) {
    HttpResponse<String> answer = client.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestClient.json(answer.body()).getAsJsonObject();
  }

  private JsonObject entry(String wamid) {
    JsonArray data = get(PATH + "?message_id=" + wamid.replace("+", "%2B")).getAsJsonArray("data");
    assertThat(data).hasSize(1);
    return data.get(0).getAsJsonObject();
  }

  @Test
  void statusesAreRememberedThoughNoWebhookWentOut() {
    String wamid = sent("14155551234");
    JsonObject entry = entry(wamid);
    String id = entry.get("id").getAsString();
    entry
        .getAsJsonObject("events")
        .getAsJsonArray("data")
        .forEach(event -> event.getAsJsonObject().addProperty("id", "E"));
    assertThat(entry)
        .isEqualTo(
            TestClient.json(
                """
                {"id":"%s","message_id":"%s","events":{"data":[
                  {"id":"E","delivery_status":"SENT","application":{"id":"634974688087057"},"timestamp":1793620800},
                  {"id":"E","delivery_status":"DELIVERED","application":{"id":"634974688087057"},"timestamp":1793620800},
                  {"id":"E","delivery_status":"READ","application":{"id":"634974688087057"},"timestamp":1793620800}]}}\
                """
                    .formatted(id, wamid)));
  }

  @Test
  void theEventsOfAMessageAreListedPageByPageAndByStatus() {
    String id = entry(sent("14155551234")).get("id").getAsString();
    JsonObject first = get("v25.0/" + id + "/events?limit=2");
    assertThat(first.getAsJsonArray("data")).hasSize(2);
    JsonObject node = first.getAsJsonArray("data").get(0).getAsJsonObject().getAsJsonObject("node");
    node.remove("id");
    assertThat(node)
        .isEqualTo(
            TestClient.json(
                """
                {"delivery_status":"SENT","application":{"id":"634974688087057"},
                 "occurrence_timestamp":1793620800,"status_timestamp":1793620800}\
                """));
    assertThat(first.getAsJsonObject("paging").has("next")).isTrue();
    assertThat(get("v25.0/" + id + "/events?status_filter=READ").getAsJsonArray("data"))
        .singleElement()
        .satisfies(edge -> assertThat(edge.toString()).contains("READ"));
    Errors.assertRefused(client.get("v25.0/7/events"), 400, Errors.noObject("get", "7"));
  }

  @Test
  void aFailureIsExplainedAndARepeatedStatusCountsOnce() {
    JsonObject failed = entry(sent(MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK.number()));
    assertThat(failed.getAsJsonObject("events").getAsJsonArray("data").toString())
        .contains("\"FAILED\"", "\"error_description\":\"Message undeliverable\"");
    JsonObject doubled = entry(sent(MagicRecipient.DUPLICATE_STATUSES.number()));
    assertThat(doubled.getAsJsonObject("events").getAsJsonArray("data")).hasSize(3);
    JsonObject silent = entry(sent(MagicRecipient.NO_STATUSES.number()));
    assertThat(silent.getAsJsonObject("events").getAsJsonArray("data")).isEmpty();
  }

  @Test
  void aMessageThatWasNeverAnsweredIsInTheListAndAnUnknownOneIsAnError() {
    client.send(TestClient.text(MagicRecipient.EMPTY_SUCCESS.number()));
    assertThat(get(PATH + "?fields=message_id").getAsJsonArray("data")).hasSize(1);
    Errors.assertRefused(
        client.get(PATH + "?message_id=wamid.none"),
        422,
        Errors.graph(
            100,
            "GraphMethodException",
            "The requested message_id was not found in the message history"));
  }
}
