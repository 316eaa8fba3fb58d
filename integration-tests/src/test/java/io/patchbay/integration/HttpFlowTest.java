package io.patchbay.integration;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.patchbay.Patchbay;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire for a host's message, and what becomes of answers nobody wants. */
class HttpFlowTest {
  private static final String MESSAGES = "/v25.0/" + Hosts.PHONE_NUMBER_ID + "/messages";

  private WireMockServer server;
  private Patchbay patchbay;

  @BeforeEach
  void open() {
    server = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    patchbay =
        Hosts.host(
                """
                { "workspaces": { "acme": { "sms": {
                    "defaultProvider": "whatsapp", "fallback": ["text"],
                    "retry": { "attempts": 2, "within": "20s" },
                    "providers": {
                      "whatsapp": { "type": "whatsapp-cloud", "accessToken": "${env:TOKEN}",
                        "phoneNumberId": "%s", "baseUrl": "http://127.0.0.1:%d/" },
                      "text": %s } } } } }
                """
                    .formatted(Hosts.PHONE_NUMBER_ID, server.port(), Hosts.twilioStub()))
            .build();
  }

  @AfterEach
  void close() {
    patchbay.close();
    server.stop();
  }

  private SendResult send(SmsMessage.Builder message) {
    return patchbay.channel().send("acme", message.build());
  }

  @Test
  void theWholeRequestIsAsMetaWantsIt() {
    server.stubFor(
        post(anyUrl())
            .willReturn(
                okJson(
                    """
                    { "messaging_product": "whatsapp",
                      "contacts": [ { "input": "14155551234", "wa_id": "14155551234" } ],
                      "messages": [ { "id": "wamid.A", "message_status": "accepted" } ] }
                    """)));
    SendResult result =
        send(
            SmsMessage.to("+1 (415) 555-1234")
                .id("order-7")
                .content(Template.of("order_shipped", "en_US", "Ann", "7"))
                .replyTo("wamid.B"));
    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            SendOutcome.Accepted.class,
            accepted -> assertThat(accepted.providerMessageId()).isEqualTo("wamid.A"));
    server.verify(
        1,
        postRequestedFor(urlPathEqualTo(MESSAGES))
            .withHeader("Authorization", equalTo("Bearer " + Hosts.TOKEN))
            .withRequestBody(
                equalToJson(
                    """
                    { "messaging_product": "whatsapp", "recipient_type": "individual",
                      "to": "14155551234", "type": "template",
                      "template": { "name": "order_shipped", "language": { "code": "en_US" },
                        "components": [ { "type": "body", "parameters": [
                          { "type": "text", "text": "Ann" },
                          { "type": "text", "text": "7" } ] } ] },
                      "context": { "message_id": "wamid.B" },
                      "biz_opaque_callback_data": "pb1.acme.order-7.1" }
                    """)));
  }

  @Test
  void aGatewaysErrorPageIsUnknownAndGoesNoOtherWay() {
    server.stubFor(
        post(anyUrl())
            .willReturn(aResponse().withStatus(502).withBody("<html>Bad gateway</html>")));
    assertUnknownAfterOneRequest();
  }

  @Test
  void aServiceThatAsksToComeBackAtOnceIsNotAskedAgain() {
    server.stubFor(
        post(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0")));
    assertUnknownAfterOneRequest();
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerIsUnknown() {
    server.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
    assertUnknownAfterOneRequest();
  }

  private void assertUnknownAfterOneRequest() {
    SendResult result = send(SmsMessage.to("+14155551234").text("Hello"));
    assertThat(result.outcome()).as(result.toString()).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(result.attempts()).hasSize(1);
    server.verify(1, postRequestedFor(urlPathEqualTo(MESSAGES)));
  }

  @Test
  void aThrottledSendIsTriedAgainLaterWithTheNextReference() throws Exception {
    server.stubFor(
        post(anyUrl())
            .inScenario("throttle")
            .whenScenarioStateIs("Started")
            .willSetStateTo("free")
            .willReturn(
                aResponse()
                    .withStatus(429)
                    .withBody(
                        """
                        { "error": { "message": "(#130429) Rate limit hit", "code": 130429,
                          "fbtrace_id": "TRACE" } }
                        """)));
    server.stubFor(
        post(anyUrl())
            .inScenario("throttle")
            .whenScenarioStateIs("free")
            .willReturn(okJson("{ \"messages\": [ { \"id\": \"wamid.C\" } ] }")));
    SendResult result =
        patchbay
            .channel()
            .sendAsync("acme", SmsMessage.to("+14155551234").id("m1").text("Hello").build())
            .toCompletableFuture()
            .get(2, TimeUnit.MINUTES);
    assertThat(result.outcome().accepted()).as(result.toString()).isTrue();
    assertThat(result.attempts())
        .extracting(attempt -> attempt.instance().name())
        .containsExactly("whatsapp", "whatsapp");
    SendError first = result.attempts().get(0).outcome().error().orElseThrow();
    assertThat(first.category()).isEqualTo(Category.RATE_LIMITED);
    assertThat(first.traceId()).isEqualTo("TRACE");
    assertThat(
            server.findAll(postRequestedFor(urlPathEqualTo(MESSAGES))).stream()
                .map(request -> request.getBodyAsString().replaceAll(".*\"(pb1[^\"]*)\".*", "$1"))
                .toList())
        .isEqualTo(List.of("pb1.acme.m1.1", "pb1.acme.m1.2"));
  }

  @Test
  void whatMetaSaysIsToldWithoutTheNumber() {
    server.stubFor(
        post(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(400)
                    .withBody(
                        """
                        { "error": { "message": "(#131009) Parameter value is not valid",
                          "type": "OAuthException", "code": 131009,
                          "error_data": { "messaging_product": "whatsapp",
                            "details": "No such user +1 415 555 1234" },
                          "fbtrace_id": "TRACE" } }
                        """)));
    SendResult result = send(SmsMessage.to("+14155551234").text("Hello"));
    assertThat(result.outcome().error().orElseThrow().describe())
        .startsWith("REQUEST 131009: (#131009) Parameter value is not valid (No such user +1 ")
        .contains("[trace TRACE]")
        .doesNotContain("415 555");
    assertThat(result.attempts()).as("a bad request goes nowhere else").hasSize(1);
  }
}
