package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People and the platform post webhooks in the shape of Meta's. */
@SuppressWarnings("NullAway.Init") // each test starts its own simulator
class SimulatedPersonTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private CallbackReceiver callback;
  private WhatsAppCloudSimulator simulator;
  private SimulatedPerson person;

  @BeforeEach
  void start() throws IOException {
    callback = new CallbackReceiver();
    simulator =
        WhatsAppCloudSimulator.builder()
            .clock(Clock.fixed(NOON, ZoneOffset.UTC))
            .callbackUrl(callback.url())
            .webhookBatch(WebhookBatch.SINGLE, Duration.ZERO)
            .start();
    person = simulator.person("+1 415 555 1234");
  }

  @AfterEach
  void close() {
    simulator.close();
    callback.close();
  }

  private JsonObject value(String field) {
    CallbackReceiver.Webhook webhook = callback.next();
    assertThat(WebhookSigner.matches("test-app-secret", webhook.body(), webhook.signature()))
        .isTrue();
    JsonObject change =
        webhook
            .json()
            .getAsJsonObject()
            .getAsJsonArray("entry")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("changes")
            .get(0)
            .getAsJsonObject();
    assertThat(change.get("field").getAsString()).isEqualTo(field);
    return change.getAsJsonObject("value");
  }

  private void assertSent(String id, String rest) {
    JsonObject value = value("messages");
    assertThat(value.getAsJsonArray("contacts"))
        .isEqualTo(
            TestClient.json(
                "[{\"profile\":{\"name\":\"Simulated Person\"},\"wa_id\":\"14155551234\"}]"));
    assertThat((JsonElement) value.getAsJsonArray("messages").get(0).getAsJsonObject())
        .isEqualTo(
            TestClient.json(
                "{\"from\":\"14155551234\",\"id\":\""
                    + id
                    + "\",\"timestamp\":\"1793620800\","
                    + rest.replace('\'', '"')
                    + "}"));
  }

  @Test
  void choosesButtonsAndRows() {
    assertSent(
        person.presses("stop", "Unsubscribe"),
        "'type':'button','button':{'payload':'stop','text':'Unsubscribe'}");
    assertSent(
        person.choosesButton("c", "Cancel"),
        "'type':'interactive','interactive':{'type':'button_reply','button_reply':"
            + "{'id':'c','title':'Cancel'}}");
    assertSent(
        person.choosesRow("p", "Priority", "Next Day"),
        "'type':'interactive','interactive':{'type':'list_reply','list_reply':"
            + "{'id':'p','title':'Priority','description':'Next Day'}}");
  }

  @Test
  void reactsAndTakesItBack() {
    assertSent(
        person.reactsTo("wamid.1", "👍"),
        "'type':'reaction','reaction':{'message_id':'wamid.1','emoji':'👍'}");
    assertSent(
        person.reactsTo("wamid.1", ""), "'type':'reaction','reaction':{'message_id':'wamid.1'}");
  }

  @Test
  void sharesPlacesAndCards() {
    assertSent(
        person.sharesLocation(48.4, 9.99, "Ulm"),
        "'type':'location','location':{'latitude':48.4,'longitude':9.99,'name':'Ulm'}");
    assertSent(
        person.sharesContact("Ben", "+1 415"),
        "'type':'contacts','contacts':[{'name':{'formatted_name':'Ben'},"
            + "'phones':[{'phone':'+1 415'}]}]");
  }

  @Test
  void sendsMediaThatIsThereToFetch() {
    byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
    person.sendsMedia("image", "image/jpeg", bytes, "Look");

    JsonObject image =
        value("messages")
            .getAsJsonArray("messages")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("image");
    assertThat(image.get("caption").getAsString()).isEqualTo("Look");
    // printf hello | openssl dgst -sha256 -binary | base64
    assertThat(image.get("sha256").getAsString())
        .isEqualTo("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
    assertThat(new TestClient(simulator).get("v25.0/" + image.get("id").getAsString()).body())
        .contains("\"mime_type\":\"image/jpeg\"");
  }

  @Test
  void sendsWhatIsNotPassedOn() {
    String id = person.sendsUnsupported();
    JsonObject message = value("messages").getAsJsonArray("messages").get(0).getAsJsonObject();
    assertThat(message.get("id").getAsString()).isEqualTo(id);
    assertThat(message.get("type").getAsString()).isEqualTo("unsupported");
    assertThat(message.getAsJsonArray("errors")).hasSize(1);
  }

  @Test
  void changesNumberWithoutContacts() {
    SimulatedPerson moved = person.changesNumberTo("+1 219 555 5358");

    JsonObject value = value("messages");
    assertThat(value.has("contacts")).isFalse();
    assertThat(
            value
                .getAsJsonArray("messages")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("system")
                .get("wa_id")
                .getAsString())
        .isEqualTo("12195555358");
    moved.writes("Hi");
    assertThat(
            value("messages")
                .getAsJsonArray("messages")
                .get(0)
                .getAsJsonObject()
                .get("from")
                .getAsString())
        .isEqualTo("12195555358");
  }

  @Test
  void stopsAndResumesMarketing() {
    person.withUserId("US.1a2b").stopsMarketing();
    person.withUserIdOnly("US.1a2b").resumesMarketing();

    assertThat((JsonElement) value("user_preferences").getAsJsonArray("user_preferences"))
        .isEqualTo(
            TestClient.json(
                "[{\"wa_id\":\"14155551234\",\"user_id\":\"US.1a2b\",\"detail\":\"User requested"
                    + " to stop marketing messages\",\"category\":\"marketing_messages\","
                    + "\"value\":\"stop\",\"timestamp\":1793620800}]"));
    assertThat((JsonElement) value("user_preferences").getAsJsonArray("user_preferences"))
        .isEqualTo(
            TestClient.json(
                "[{\"user_id\":\"US.1a2b\",\"detail\":\"User requested to resume marketing"
                    + " messages\",\"category\":\"marketing_messages\",\"value\":\"resume\","
                    + "\"timestamp\":1793620800}]"));
  }

  @Test
  void answersAndSendsAnyKind() {
    person.answering("wamid.q").sends("order", "{\"catalog_id\":\"1\"}");

    JsonObject message = value("messages").getAsJsonArray("messages").get(0).getAsJsonObject();
    assertThat(message.getAsJsonObject("context").get("id").getAsString()).isEqualTo("wamid.q");
    assertThat(message.getAsJsonObject("order").get("catalog_id").getAsString()).isEqualTo("1");
    assertThatThrownBy(() -> person.sends("order", "{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The part of a message must be JSON");
  }

  @Test
  void theAccountHasNews() {
    simulator.news().templateStatus("hello", "en_US", "PAUSED", "NONE");
    assertThat((JsonElement) value("message_template_status_update"))
        .isEqualTo(
            TestClient.json(
                "{\"message_template_id\":1689556908129832,\"message_template_name\":\"hello\","
                    + "\"message_template_language\":\"en_US\",\"event\":\"PAUSED\","
                    + "\"reason\":\"NONE\"}"));
    simulator.news().templateQuality("hello", "en_US", "GREEN", "RED");
    assertThat(value("message_template_quality_update").get("new_quality_score").getAsString())
        .isEqualTo("RED");
    simulator.news().templateCategory("hello", "en_US", "UTILITY", "MARKETING");
    assertThat(value("template_category_update").get("new_category").getAsString())
        .isEqualTo("MARKETING");
    simulator.news().numberQuality("FLAGGED", "TIER_1K");
    assertThat((JsonElement) value("phone_number_quality_update"))
        .isEqualTo(
            TestClient.json(
                "{\"display_phone_number\":\"17015550100\",\"event\":\"FLAGGED\","
                    + "\"current_limit\":\"TIER_1K\"}"));
    simulator.news().other("account_review_update", "{\"decision\":\"APPROVED\"}");
    assertThat(value("account_review_update").get("decision").getAsString()).isEqualTo("APPROVED");
    assertThatThrownBy(() -> simulator.news().other("flows", "[]"))
        .hasMessage("The value of a change must be a JSON object");
  }

  @Test
  void allOfItSharesRequests() {
    simulator.close();
    simulator =
        WhatsAppCloudSimulator.builder()
            .clock(Clock.fixed(NOON, ZoneOffset.UTC))
            .callbackUrl(callback.url())
            .webhookBatch(new WebhookBatch(4, 10, 10), Duration.ofSeconds(5))
            .start();
    person = simulator.person("14155551234");
    person.writes("Hi");
    person.stopsMarketing();
    simulator.news().numberQuality("FLAGGED", "TIER_1K");
    person.writes("There?");

    JsonArray entries = callback.next().json().getAsJsonObject().getAsJsonArray("entry");
    List<String> fields = new ArrayList<>();
    entries.forEach(
        entry ->
            entry
                .getAsJsonObject()
                .getAsJsonArray("changes")
                .forEach(
                    change -> fields.add(change.getAsJsonObject().get("field").getAsString())));
    assertThat(fields)
        .containsExactly("messages", "user_preferences", "phone_number_quality_update");
    assertThat(entries.get(1).getAsJsonObject().get("time").getAsLong())
        .isEqualTo(NOON.getEpochSecond());
    assertThat(simulator.awaitWebhooksDelivered(PATIENCE).webhooksDelivered()).isEqualTo(1);
  }

  @Test
  void nobodyWritesWithoutACallback() {
    simulator.callbackUrl(null);

    assertThatThrownBy(() -> person.writes("Hi"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No callback URL is set: give the builder or the simulator a callbackUrl");
    assertThatThrownBy(() -> simulator.news().numberQuality("FLAGGED", "TIER_1K"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(person.toString()).isEqualTo("SimulatedPerson[...]");
  }
}
