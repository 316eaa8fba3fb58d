package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workspaces of one {@code serve}: neither touches the other's messages or people. */
class WorkspaceIsolationTest {
  private static final String ACME = "109876543210123";
  private static final String BETA = "209876543210999";
  private static final String ANN = "14155550132";
  private static final String BOB = "14155550133";

  @TempDir Path folder;

  private final AtomicInteger sent = new AtomicInteger();
  private HttpServer providers;

  @SuppressWarnings("NullAway.Init")
  private ServedHost host;

  @BeforeEach
  void open() throws IOException {
    providers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    providers.createContext("/", this::accept);
    providers.start();
  }

  @AfterEach
  void close() {
    host.close();
    providers.stop(0);
  }

  /** Accepts everything, as a gateway with an id of its own and as Meta. */
  private void accept(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String id = "id-" + sent.incrementAndGet();
    byte[] answer =
        "{\"id\": \"%s\", \"messages\": [{\"id\": \"%s\"}]}"
            .formatted(id, id)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private void serve(String acme, String beta) throws IOException {
    String file =
        """
        { "server": { "apiKeys": "%s" }, "workspaces": {
            "acme": { "sms": { "providers": { %s } } },
            "beta": { "sms": { "providers": { %s } } } } }
        """
            .formatted(ServedHost.KEY, acme, beta);
    host =
        new ServedHost(
            Map.of(), "serve", "--port", "0", "-c", SampleWorkspace.write(folder, file).toString());
  }

  private String base() {
    return "http://127.0.0.1:" + providers.getAddress().getPort() + "/";
  }

  private String gateway(String name, String secret) {
    return """
    "%s": { "type": "http-gateway", "url": "%s", "authentication": "basic",
      "username": "shared", "password": "test-password",
      "body": "{\\"to\\":\\"{to}\\",\\"text\\":\\"{text}\\",\\"ref\\":\\"{reference}\\"}",
      "answerId": "id", "callbackSecret": "%s", "callbackHeader": "X-Signature",
      "statusId": "id", "statusWord": "status", "statusReference": "client_reference",
      "statusWords": ["delivered=DELIVERED", "read=READ", "failed=FAILED"] }
    """
        .formatted(name, base(), secret);
  }

  private String whatsApp(String number, String secret) {
    return """
    "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "%s", "accessToken": "test-token",
      "phoneNumberId": "%s", "appSecret": "%s" }
    """
        .formatted(base(), number, secret);
  }

  private static String signature(String body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void webhook(String path, String header, String value, String body) {
    assertThat(
            host.ask(
                    HttpRequest.newBuilder(URI.create(host.address() + "/webhooks/" + path))
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .POST(BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(200);
  }

  private void reports(String path, String secret, String reference, String id, String status) {
    String body =
        "{\"client_reference\":\"%s\",\"id\":\"%s\",\"status\":\"%s\"}"
            .formatted(reference, id, status);
    webhook(path, "X-Signature", signature(body, secret), body);
  }

  /** What people wrote to the number, in one batch. */
  private void writes(String path, String secret, String... numberPersonText) {
    StringBuilder changes = new StringBuilder();
    for (int i = 0; i < numberPersonText.length; i += 3) {
      changes.append(i == 0 ? "" : ",");
      changes.append(
          """
          {"field":"messages","value":{"messaging_product":"whatsapp",
            "metadata":{"phone_number_id":"%s"},"messages":[{"id":"wamid.%s%s","type":"text",
            "from":"%s","timestamp":"%s","text":{"body":"%s"}}]}}
          """
              .formatted(
                  numberPersonText[i],
                  numberPersonText[i],
                  numberPersonText[i + 1],
                  numberPersonText[i + 1],
                  System.currentTimeMillis() / 1000,
                  numberPersonText[i + 2]));
    }
    String body = "{\"entry\":[{\"id\":\"1\",\"changes\":[" + changes + "]}]}";
    webhook(path, "X-Hub-Signature-256", "sha256=" + signature(body, secret), body);
  }

  private JsonObject submit(String workspace, String provider, String id, String to) {
    HttpResponse<String> answer =
        host.ask(
            HttpRequest.newBuilder(URI.create(host.address() + "/v1/messages"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"id": "%s", "workspace": "%s", "to": "+%s", "text": "Hi",
                         "provider": "%s", "purpose": "marketing"}
                        """
                            .formatted(id, workspace, to, provider))));
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(202);
    Conditions.await(
        id + " has ended",
        () -> !message(workspace, id).get("state").getAsString().matches("queued|sending"));
    return message(workspace, id);
  }

  private JsonObject message(String workspace, String id) {
    return JsonParser.parseString(host.get("/v1/messages/" + id + "?workspace=" + workspace).body())
        .getAsJsonObject();
  }

  private static String state(JsonObject message) {
    return message.get("state").getAsString();
  }

  private void awaitProgress(String id, String progress) {
    Conditions.await(
        id + " is " + progress,
        () -> message("acme", id).toString().contains("\"status\":\"" + progress + "\""));
  }

  /** Two gateways of one company, each with a secret of its own. */
  @Test
  void oneWorkspaceCannotSettleAnothersMessage() throws IOException {
    serve(
        gateway("gw", "acme-secret-1") + "," + gateway("second", "acme-secret-2"),
        gateway("gw2", "beta-secret"));
    JsonObject accepted = submit("acme", "gw", "pay-1", ANN);
    assertThat(state(accepted)).as("%s", accepted).isEqualTo("accepted");

    reports("beta/gw2", "beta-secret", "pb1.acme.pay-1.1", "other", "failed");
    reports("beta/gw2", "beta-secret", "pb1.acme.pay-1.1", "id-1", "failed");
    reports("beta/gw2", "beta-secret", "unknown", "id-1", "failed");
    reports("acme/second", "acme-secret-2", "pb1.acme.pay-1.1", "other", "failed");
    reports("acme/gw", "acme-secret-1", "pb1.acme.pay-1.1", "other", "failed");
    reports("acme/gw", "acme-secret-1", "pb1.acme.pay-1.1", "id-1", "delivered");
    awaitProgress("pay-1", "delivered");
    reports("acme/gw", "acme-secret-1", "pb1.acme.pay-1.1", "id-1", "read");
    awaitProgress("pay-1", "read");

    assertThat(message("acme", "pay-1").toString()).doesNotContainIgnoringCase("failed");
    assertThat(state(message("acme", "pay-1"))).isEqualTo("accepted");
  }

  /** Meta calls one address for all the numbers of an app. */
  @Test
  void aStopConcernsTheNumberThatItWasWrittenTo() throws IOException {
    serve(whatsApp(ACME, "app-secret"), whatsApp(BETA, "app-secret"));

    writes("acme/whatsapp", "app-secret", BETA, ANN, "STOP", ACME, BOB, "STOP");

    assertThat(state(submit("beta", "whatsapp", "b1", ANN))).isEqualTo("failed");
    assertThat(state(submit("beta", "whatsapp", "b2", BOB))).isEqualTo("accepted");
    assertThat(state(submit("acme", "whatsapp", "a1", ANN))).isEqualTo("accepted");
    assertThat(state(submit("acme", "whatsapp", "a2", BOB))).isEqualTo("failed");
  }

  /**
   * Beta's webhook, signed with beta's own secret, gives Ann's number the user id of somebody else.
   */
  @Test
  void oneWorkspaceCannotMergeAnothersPeople() throws IOException {
    serve(whatsApp(ACME, "app-secret"), whatsApp(BETA, "another-secret"));
    String both =
        """
        {"entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",
          "metadata":{"phone_number_id":"%s"},"messages":[{"id":"wamid.1","type":"text",
          "from":"%s","from_user_id":"US.77","timestamp":"%s","text":{"body":"Hello"}}]}}]}]}
        """
            .formatted(BETA, ANN, System.currentTimeMillis() / 1000);

    webhook(
        "beta/whatsapp",
        "X-Hub-Signature-256",
        "sha256=" + signature(both, "another-secret"),
        both);
    writes("beta/whatsapp", "another-secret", BETA, ANN, "STOP");
    String stop = both.replace(BETA, ACME).replace("\"from\":\"" + ANN + "\",", "");
    stop = stop.replace("Hello", "STOP").replace("wamid.1", "wamid.2");
    webhook(
        "acme/whatsapp", "X-Hub-Signature-256", "sha256=" + signature(stop, "app-secret"), stop);

    assertThat(state(submit("acme", "whatsapp", "a1", ANN))).isEqualTo("accepted");
    assertThat(state(submit("beta", "whatsapp", "b1", ANN))).isEqualTo("failed");
  }

  @Test
  void aNumberThatNoInstanceHasOrCanProveChangesNobodysConsent() throws IOException {
    serve(whatsApp(ACME, "app-secret"), whatsApp(BETA, "another-secret"));

    writes("acme/whatsapp", "app-secret", "309876543210555", ANN, "STOP", BETA, ANN, "STOP");

    assertThat(state(submit("acme", "whatsapp", "a1", ANN))).isEqualTo("accepted");
    assertThat(state(submit("beta", "whatsapp", "b1", ANN))).isEqualTo("accepted");
  }
}
