package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SecrecyTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void whatCanBePrintedShowsNeitherPeopleNorTextsNorSecrets() throws Exception {
    List<SimulatorEvent> events = new CopyOnWriteArrayList<>();
    StringBuilder printed = new StringBuilder();
    try (CallbackReceiver callback = new CallbackReceiver();
        WhatsAppCloudSimulator simulator =
            WhatsAppCloudSimulator.builder()
                .accessToken("token-to-hide")
                .appSecret("secret-to-hide")
                .verifyToken("verify-to-hide")
                .callbackUrl(callback.url())
                .statusDelay(Duration.ZERO)
                .onEvent(events::add)
                .start()) {
      TestClient client = new TestClient(simulator);
      for (String to : List.of("14155551234", MagicRecipient.WINDOW_CLOSED.number())) {
        client.call(
            client
                .bare("v25.0/" + TestClient.NUMBER + "/messages")
                .header("Authorization", "Bearer token-to-hide")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(TestClient.text(to))));
      }
      client.send(TestClient.text("14155551234"));
      client.call(
          client
              .bare("v25.0/" + TestClient.NUMBER + "/media")
              .header("Authorization", "Bearer token-to-hide")
              .header("Content-Type", "multipart/form-data; boundary=b")
              .POST(
                  java.net.http.HttpRequest.BodyPublishers.ofString(
                      """
                      --b\r
                      Content-Disposition: form-data; name="messaging_product"\r
                      \r
                      whatsapp\r
                      --b\r
                      Content-Disposition: form-data; name="file"; filename="name-to-hide.txt"\r
                      Content-Type: text/plain; name="type-to-hide"\r
                      \r
                      Hello\r
                      --b--\r
                      """)));
      simulator.replyFrom("14155551234", "Hello");
      simulator.awaitWebhooksDelivered(PATIENCE);
      printed.append(simulator).append(simulator.counts()).append(simulator.received());
      printed.append(simulator.verifyCallback());
      printed.append(simulator.account());
    }
    events.forEach(event -> printed.append(event.line()).append(event).append('\n'));
    assertThat(events)
        .hasAtLeastOneElementOfType(SimulatorEvent.MessageHandled.class)
        .hasAtLeastOneElementOfType(SimulatorEvent.RequestRefused.class)
        .hasAtLeastOneElementOfType(SimulatorEvent.MediaStored.class)
        .hasAtLeastOneElementOfType(SimulatorEvent.WebhookPosted.class);
    assertThat(printed.toString())
        .contains("****34")
        .doesNotContain("14155551234")
        .doesNotContain(MagicRecipient.WINDOW_CLOSED.number())
        .doesNotContain("Hello")
        .doesNotContain("to-hide");
  }

  @Test
  void eachEventHasOneLineForAPerson() {
    List<SimulatorEvent> events = new CopyOnWriteArrayList<>();
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder().onEvent(events::add).start()) {
      TestClient client = new TestClient(simulator);
      client.send(TestClient.text("14155551234"));
      client.send(TestClient.text(MagicRecipient.OPTED_OUT.number()));
      client.send("{}");
    }
    assertThat(events)
        .extracting(SimulatorEvent::line)
        .containsExactly(
            "text to ****34 from 109876543210123: accepted, HTTP 200",
            "text to ****05 from 109876543210123: refused with 131050, HTTP 400",
            "/v25.0/109876543210123/messages: refused with 100, HTTP 400");
  }

  @Test
  void aListenerThatFailsChangesNothing() {
    try (WhatsAppCloudSimulator simulator =
        WhatsAppCloudSimulator.builder()
            .onEvent(
                event -> {
                  throw new IllegalStateException("listener");
                })
            .start()) {
      assertThat(new TestClient(simulator).send(TestClient.text("14155551234")).statusCode())
          .isEqualTo(200);
    }
  }
}
