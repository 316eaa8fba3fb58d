package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulator.WebhookSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log and the metrics of {@code serve} say of callers that are refused. */
class HostRefusalsTest {
  private static final int FLOOD = 40;

  @TempDir Path folder;
  private HostProcess host;

  @BeforeEach
  void start() throws IOException {
    host =
        new HostProcess(
            SampleWorkspace.write(
                folder,
                """
                { "server": { "apiKeys": "%s" }, "workspaces": { "acme": { "sms": {
                    "defaultProvider": "whatsapp", "defaultRegion": "US",
                    "providers": {
                      "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "http://127.0.0.1:9/",
                                    "accessToken": "test-token",
                                    "phoneNumberId": "109876543210123",
                                    "appSecret": "test-app-secret",
                                    "verifyToken": "test-verify-token" } } } } } }
                """
                    .formatted(HostProcess.KEY)),
            "022");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private HttpResponse<String> withKey(String path, String key) {
    return host.ask(host.to(path).header("Authorization", "Bearer " + key));
  }

  private int webhook(String path) {
    return host.ask(
            host.to(path)
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                .POST(BodyPublishers.ofString("{}")))
        .statusCode();
  }

  @Test
  void aFloodOfWrongKeysIsOneLineWithTheCallerAndIsCounted() {
    for (int i = 0; i < FLOOD; i++) {
      assertThat(withKey("/v1/messages/m" + i, "wrong-" + i).statusCode()).isEqualTo(401);
    }
    host.awaitLine("GET /v1/messages/m0 from 127.0.0.1 was refused: the key is wrong");
    host.awaitLine(" more like it since the last line were not logged)");

    assertThat(host.lines("the key is wrong")).isLessThanOrEqualTo(FLOOD / 4);
    assertThat(host.log()).doesNotContain("wrong-1");
    assertThat(host.get("/metrics").body())
        .contains("patchbay_http_refused_total{reason=\"wrong_key\"} " + FLOOD + ".0")
        .contains("patchbay_http_refused_total{reason=\"no_key\"} 0.0");
  }

  @Test
  void aWrongKeyIsNoticedWhereNoneIsNeededToo() {
    assertThat(withKey("/health", "wrong").statusCode()).isEqualTo(200);

    host.awaitLine("GET /health from 127.0.0.1 was refused: the key is wrong");
    assertThat(host.get("/metrics").body())
        .contains("patchbay_http_refused_total{reason=\"wrong_key\"} 1.0");
  }

  @Test
  void aFloodOfForgedWebhooksIsOneLineWithTheCallerAndIsCounted() {
    for (int i = 0; i < FLOOD; i++) {
      assertThat(webhook("/webhooks/acme/whatsapp")).isEqualTo(401);
      assertThat(webhook("/webhooks/acme/guessed" + i)).isEqualTo(404);
    }
    host.awaitLine(
        "A webhook for acme/whatsapp from 127.0.0.1 (X-Forwarded-For: 203.0.113.9) was refused with"
            + " 401: ");
    host.awaitLine(
        "POST /webhooks/acme/guessed0 from 127.0.0.1 (X-Forwarded-For: 203.0.113.9) was refused: no"
            + " such instance is configured");

    assertThat(host.lines("A webhook for acme/whatsapp")).isLessThanOrEqualTo(FLOOD / 4);
    assertThat(host.lines("no such instance")).isLessThanOrEqualTo(FLOOD / 4);
    assertThat(host.get("/metrics").body())
        .contains("patchbay_http_refused_total{reason=\"webhook\"} " + FLOOD + ".0")
        .contains("patchbay_http_refused_total{reason=\"unknown_webhook\"} " + FLOOD + ".0");
  }

  @Test
  void whoHasNoKeyIsNamed() {
    assertThat(host.ask(host.to("/metrics")).statusCode()).isEqualTo(401);

    host.awaitLine("GET /metrics from 127.0.0.1 was refused: it has no key");
    assertThat(host.get("/metrics").body())
        .contains("patchbay_http_refused_total{reason=\"no_key\"} 1.0");
  }

  @Test
  void eventsForASenderThatNoInstanceHasAreCounted() {
    assertThat(host.get("/metrics").body()).contains("patchbay_webhook_unclaimed_total 0.0");
    String body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
          "value":{"messaging_product":"whatsapp",
            "metadata":{"display_phone_number":"14155550100","phone_number_id":"999"},
            "messages":[{"from":"14155550132","id":"wamid.1","timestamp":"1764000000",
              "type":"text","text":{"body":"Hi"}}]}}]}]}
        """;
    HttpRequest.Builder call =
        host.to("/webhooks/acme/whatsapp")
            .header(
                "X-Hub-Signature-256",
                WebhookSigner.sign("test-app-secret", body.getBytes(StandardCharsets.UTF_8)))
            .POST(BodyPublishers.ofString(body));

    assertThat(host.ask(call).statusCode()).isEqualTo(200);

    host.awaitLine("A webhook for acme/whatsapp has events for [999], which is the sender of no");
    assertThat(host.get("/metrics").body()).contains("patchbay_webhook_unclaimed_total 1.0");
  }
}
