package io.patchbay.integration;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToIgnoreCase;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import io.patchbay.Patchbay;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import io.patchbay.store.Database;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/http-gateway.md}, as they stand there, from a send to its status. */
class HttpGatewayExamplesTest {
  private static final String SECRET = "test-callback-secret";
  private static final String TEXT = "Grüße, \"Ada\" & <Bob>: 50% = ½\n]]>";
  private static final InstanceId INSTANCE = new InstanceId("acme", "sms");
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/sms");

  /** The reference of the one message that each test sends. */
  private static final String REFERENCE = "pb1.acme.order-7.1";

  @TempDir Path data;

  private final List<ChannelEvent> events = new CopyOnWriteArrayList<>();
  private final List<EventContext> contexts = new CopyOnWriteArrayList<>();
  private WireMockServer gateway;
  private @Nullable Patchbay patchbay;

  @BeforeEach
  void open() {
    gateway = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    gateway.start();
  }

  @AfterEach
  void close() {
    if (patchbay != null) {
      patchbay.close();
    }
    gateway.stop();
  }

  private void host(String example) throws IOException {
    String page = Files.readString(Project.root().resolve("docs/http-gateway.md"));
    int marker = page.indexOf("<!-- example: " + example + " -->");
    assertThat(marker).as("the example " + example).isNotNegative();
    int start = page.indexOf("```json\n", marker) + "```json\n".length();
    String configuration =
        page.substring(start, page.indexOf("```", start))
            .replace("https://sms.example.com", gateway.baseUrl());
    patchbay =
        Patchbay.builder()
            .configuration(configuration, Path.of(""))
            .environment(
                Map.of(
                        "SMS_TOKEN", "test-token",
                        "SMS_PASSWORD", "test-password",
                        "SMS_CALLBACK_SECRET", SECRET)
                    ::get)
            .database(Database.sqlite(data))
            .listener(
                (event, context) -> {
                  events.add(event);
                  contexts.add(context);
                })
            .build();
    assertThat(patchbay().registry().problems()).isEmpty();
  }

  private Patchbay patchbay() {
    return Objects.requireNonNull(patchbay, "host() comes first");
  }

  private SendOutcome send(int status, String type, String answer) {
    gateway.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(status).withHeader("Content-Type", type).withBody(answer)));
    return patchbay()
        .channel()
        .send("acme", SmsMessage.to("+14155550132").id("order-7").text(TEXT).build())
        .outcome();
  }

  private static void assertAccepted(SendOutcome outcome, String id) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            SendOutcome.Accepted.class,
            accepted -> assertThat(accepted.providerMessageId()).isEqualTo(id));
  }

  private static void assertRejected(SendOutcome outcome, Category category, String code) {
    assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(outcome.error().map(SendError::category)).contains(category);
    assertThat(outcome.error().map(SendError::code)).contains(code);
  }

  private WebhookAnswer receive(WebhookRequest request) {
    return patchbay().channel().receive(INSTANCE, request);
  }

  /** A callback is taken, the same with another secret is not. */
  private void assertTaken(WebhookRequest right, WebhookRequest wrong) {
    assertThat(receive(wrong).status()).isEqualTo(401);
    assertThat(events).isEmpty();
    assertThat(receive(right).status()).isEqualTo(200);
  }

  private void assertDelivered(String id) {
    Conditions.await("the status is told", () -> !events.isEmpty());
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            StatusUpdate.class,
            status -> {
              assertThat(status.providerMessageId()).isEqualTo(id);
              assertThat(status.status()).isEqualTo(DeliveryStatus.DELIVERED);
              assertThat(status.reference()).isEqualTo(REFERENCE);
            });
    assertThat(contexts.get(0).message().orElseThrow().id().value()).isEqualTo("order-7");
  }

  private void assertWritten(String text) {
    Conditions.await("the message is told", () -> events.size() > 1);
    assertThat(events)
        .last()
        .isInstanceOfSatisfying(
            InboundMessage.class,
            message -> {
              assertThat(message.from())
                  .extracting(from -> from.value())
                  .containsExactly("14155550132");
              assertThat(message.text()).isEqualTo(text);
            });
  }

  @Test
  void jsonWithABearerToken() throws IOException {
    host("json");
    String taken = "{\"messages\":[{\"id\":\"m-1\",\"to\":\"+14155550132\"}]}";
    assertAccepted(send(202, "application/json", taken), "m-1");
    gateway.verify(
        1,
        postRequestedFor(urlEqualTo("/v1/messages"))
            .withHeader("Authorization", equalTo("Bearer test-token"))
            .withHeader("Idempotency-Key", equalTo(REFERENCE))
            .withHeader("Content-Type", equalToIgnoreCase("application/json; charset=utf-8"))
            .withRequestBody(
                equalToJson(
                    """
                    {"to":"+14155550132","from":"Example","client_ref":"%s",
                     "text":"Grüße, \\"Ada\\" & <Bob>: 50%% = ½\\n]]>"}"""
                        .formatted(REFERENCE))));
    assertRejected(
        send(422, "application/json", "{\"error\":{\"code\":\"bad_number\"}}"),
        Category.RECIPIENT_INVALID,
        "bad_number");

    String status =
        "{\"events\":[{\"id\":\"m-1\",\"status\":\"delivered\",\"client_ref\":\"%s\"}]}"
            .formatted(REFERENCE);
    Instant now = Instant.now();
    assertTaken(json(SECRET, now, status), json("another", now, status));
    assertDelivered("m-1");
    assertThat(receive(json(SECRET, now.minusSeconds(3600), status)).status())
        .as("replayed an hour later")
        .isEqualTo(401);
    receive(
        json(
            SECRET,
            now,
            "{\"events\":[{\"type\":\"inbound\",\"id\":\"i-1\",\"from\":\"+14155550132\","
                + "\"text\":\"Thanks\"}]}"));
    assertWritten("Thanks");
  }

  private static WebhookRequest json(String secret, Instant time, String body) {
    return CallbackSigner.hmacSha256("X-Signature", secret)
        .prefix("sha256=")
        .timestamp("X-Timestamp", time)
        .json(WEBHOOK, body);
  }

  @Test
  void aFormWithBasicAuthentication() throws IOException {
    host("form");
    String taken = "{\"result\":{\"status\":0,\"message-id\":\"0B01\"}}";
    assertAccepted(send(200, "application/json", taken), "0B01");
    gateway.verify(
        1,
        postRequestedFor(urlEqualTo("/api/send"))
            .withBasicAuth(new BasicCredentials("acme", "test-password"))
            .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
            .withFormParam("msisdn", equalTo("14155550132"))
            .withFormParam("message", equalTo(TEXT))
            .withFormParam("sender", equalTo("Example"))
            .withFormParam("dlr", equalTo("1"))
            .withFormParam("type", equalTo("unicode"))
            .withFormParam("custom", equalTo(REFERENCE)));
    assertRejected(
        send(200, "application/json", "{\"result\":{\"status\":9,\"error-text\":\"broke\"}}"),
        Category.PAYMENT,
        "9");

    Map<String, String> status =
        Map.of("messageId", "0B01", "status", "delivered", "custom", REFERENCE);
    assertTaken(form(SECRET, status), form("another", status));
    assertDelivered("0B01");
    receive(form(SECRET, Map.of("messageId", "i1", "msisdn", "14155550132", "text", "Thanks")));
    assertWritten("Thanks");
  }

  private static WebhookRequest form(String secret, Map<String, String> fields) {
    return CallbackSigner.hmacSha1("X-Signature", secret).base64().form(WEBHOOK, fields);
  }

  @Test
  void getWithPlainText() throws IOException {
    host("text");
    assertAccepted(send(200, "text/plain", "OK: 5f3a09c1\r\n".strip()), "5f3a09c1");
    gateway.verify(
        1,
        getRequestedFor(urlPathEqualTo("/http/send"))
            .withQueryParam("user", equalTo("acme"))
            .withQueryParam("password", equalTo("test-password"))
            .withQueryParam("to", equalTo("14155550132"))
            .withQueryParam("text", equalTo(TEXT))
            .withQueryParam("ref", equalTo(REFERENCE)));
    assertRejected(
        send(200, "text/plain", "ERR: 201 no such number"), Category.RECIPIENT_INVALID, "201");

    Map<String, String> status =
        Map.of("id", "5f3a09c1", "stat", "DELIVRD", "ref", REFERENCE, "done", "2603011159");
    assertTaken(query(SECRET, status), query("another", status));
    assertDelivered("5f3a09c1");
    assertThat(receive(query(SECRET, Map.of("from", "+14155550132", "text", "Thanks"))).body())
        .isEqualTo("OK");
    assertWritten("Thanks");
  }

  private static WebhookRequest query(String secret, Map<String, String> fields) {
    return CallbackSigner.parameter("secret", secret).query(WEBHOOK, fields);
  }

  @Test
  void xml() throws IOException {
    host("xml");
    assertAccepted(
        send(200, "text/xml", "<?xml version=\"1.0\"?><response><sms id=\"77\"/></response>"),
        "77");
    gateway.verify(
        1,
        postRequestedFor(urlEqualTo("/xml"))
            .withHeader("X-Api-Key", equalTo("test-token"))
            .withHeader("Content-Type", equalToIgnoreCase("application/xml; charset=utf-8"))
            .withRequestBody(
                equalTo(
                    "<submit account=\"acme-1\"><sms to=\"14155550132\" ref=\""
                        + REFERENCE
                        + "\"><![CDATA["
                        + TEXT.replace("]]>", "]]]]><![CDATA[>")
                        + "]]></sms></submit>")));
    assertRejected(
        send(200, "text/xml", "<response><error code=\"CREDIT\">No money</error></response>"),
        Category.PAYMENT,
        "CREDIT");

    Map<String, String> status = Map.of("event", "dlr", "id", "77", "state", "2", "ref", REFERENCE);
    assertTaken(header(SECRET, status), header("another", status));
    assertDelivered("77");
    receive(
        header(SECRET, Map.of("event", "mo", "id", "9", "from", "14155550132", "text", "Thanks")));
    assertWritten("Thanks");
  }

  private static WebhookRequest header(String secret, Map<String, String> fields) {
    return CallbackSigner.header("X-Callback-Key", secret).form(WEBHOOK, fields);
  }
}
