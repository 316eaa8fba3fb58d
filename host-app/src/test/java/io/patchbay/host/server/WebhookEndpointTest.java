package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives at a webhook's address reaches the provider's module as it was. */
class WebhookEndpointTest {
  private ServerRig rig = new ServerRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void restart(String serverSection, String publicBaseUrl) {
    rig.close();
    rig =
        new ServerRig(
            ServerLimits.standard(),
            serverSection,
            publicBaseUrl.isEmpty() ? null : URI.create(publicBaseUrl));
  }

  private int post(String path, byte[] body) {
    return rig.send(rig.request(path).POST(BodyPublishers.ofByteArray(body)).build()).statusCode();
  }

  private WebhookRequest received() {
    assertThat(rig.provider.webhooks).hasSize(1);
    return rig.provider.webhooks.get(0);
  }

  @Test
  void everyByteAndHeaderArrives() {
    byte[] body = "{\"text\": \"📦 Ünïcode\"}\u0000".getBytes(StandardCharsets.UTF_8);
    body[2] = (byte) 0xFF;

    HttpResponse<String> response =
        rig.send(
            rig.request("/webhooks/acme/scripted?a=%C3%BC+b&a=%2F")
                .header("X-Signature", "one")
                .header("X-Signature", "two")
                .POST(BodyPublishers.ofByteArray(body))
                .build());

    assertThat(response.statusCode()).isEqualTo(200);
    WebhookRequest request = received();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo(body);
    assertThat(request.header("x-signature")).contains("one");
    assertThat(request.publicUri())
        .hasToString(rig.server.address() + "/webhooks/acme/scripted?a=%C3%BC+b&a=%2F");
  }

  @Test
  void aGetHasNoBody() {
    rig.send(rig.request("/webhooks/acme/scripted?hub.mode=subscribe").build());

    assertThat(received().method()).isEqualTo("GET");
    assertThat(received().body()).isEmpty();
  }

  @Test
  void anInheritedInstanceIsReachedThroughTheChild() {
    assertThat(post("/webhooks/acme-eu/scripted", new byte[0])).isEqualTo(200);
    assertThat(received().publicUri().getPath()).isEqualTo("/webhooks/acme-eu/scripted");
  }

  @Test
  void thePublicAddressComesFromTheConfigurationAndNeverFromTheHostHeader() throws IOException {
    restart("{\"publicBaseUrl\": \"https://messages.example.com/in/\"}", "");
    try (Socket socket = rig.connect()) {
      ServerRig.write(
          socket,
          ServerRig.head(
              "POST /webhooks/acme/scripted?x=1 HTTP/1.1",
              "Host: evil.example.org",
              "X-Forwarded-Host: evil.example.org",
              "Content-Length: 0"));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    assertThat(received().publicUri())
        .hasToString("https://messages.example.com/in/webhooks/acme/scripted?x=1");
  }

  @Test
  void anAbsoluteRequestLineDoesNotChooseTheAddressEither() throws IOException {
    try (Socket socket = rig.connect()) {
      ServerRig.write(
          socket,
          ServerRig.head(
              "POST http://evil.example.org/webhooks/acme/scripted HTTP/1.1",
              "Host: evil.example.org",
              "Content-Length: 0"));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    assertThat(received().publicUri())
        .hasToString(rig.server.address() + "/webhooks/acme/scripted");
  }

  @Test
  void theOptionWinsOverTheConfiguration() {
    restart("{\"publicBaseUrl\": \"https://one.example.com\"}", "https://two.example.com");

    post("/webhooks/acme/scripted", new byte[0]);

    assertThat(received().publicUri())
        .hasToString("https://two.example.com/webhooks/acme/scripted");
  }

  @Test
  void aSignatureOverThePublicAddressAndTheFormIsGood() throws GeneralSecurityException {
    restart("{\"publicBaseUrl\": \"https://messages.example.com\"}", "");
    rig.patchbay.publish(
        """
        { "server": { "publicBaseUrl": "https://messages.example.com" }, "workspaces": {
            "acme": { "sms": { "providers": { "text": { "type": "twilio-stub",
              "accountSid": "AC00000000000000000000000000000000",
              "authToken": "test-auth-token", "from": "+15005550006" } } } } } }
        """,
        Path.of(""));
    String sid = "SM00000000000000000000000000000000";
    String signed =
        "https://messages.example.com/webhooks/acme/text?a=1"
            + "AccountSidAC00000000000000000000000000000000"
            + "MessageSid"
            + sid
            + "MessageStatusdelivered";
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec("test-auth-token".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    String signature =
        Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    String form =
        "AccountSid=AC00000000000000000000000000000000&MessageSid="
            + sid
            + "&MessageStatus=delivered";

    assertThat(callback("/webhooks/acme/text?a=1", signature, form)).isEqualTo(200);
    assertThat(callback("/webhooks/acme/text?a=2", signature, form)).isEqualTo(401);
    assertThat(callback("/webhooks/acme/text?a=1", signature, form + "&X=1")).isEqualTo(401);
    Conditions.await("the status is told", () -> !rig.events.isEmpty());
    assertThat(rig.events).singleElement().isInstanceOf(StatusUpdate.class);
  }

  private int callback(String path, String signature, String form) {
    return rig.send(
            rig.request(path)
                .header("X-Twilio-Signature", signature)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build())
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /webhooks/nobody/scripted, 404",
    "POST, /webhooks/acme/nothing, 404",
    "POST, /webhooks/acme, 404",
    "POST, /webhooks/acme/scripted/more, 404",
    "POST, /webhooks/acme/scripted/, 404",
    "POST, /webhooks/ac%2Fme/scripted, 400",
    "POST, /webhooks/acme/a.b, 404",
    "PUT, /webhooks/acme/scripted, 405",
    "DELETE, /webhooks/acme/scripted, 405",
    "GET, /, 404",
    "HEAD, /webhooks/acme/scripted, 405",
    "HEAD, /v1/messages/a, 405",
    "HEAD, /health, 200",
    "HEAD, /nope, 404",
    "GET, /nope, 404",
    "HEAD, /v1/messages, 405",
    "OPTIONS, /v1/messages, 405",
    "TRACE, /webhooks/acme/scripted, 405",
  })
  void whatIsNotAWebhookIsRefused(String method, String path, int status) {
    HttpResponse<String> response =
        rig.send(rig.request(path).method(method, BodyPublishers.noBody()).build());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(rig.provider.webhooks).isEmpty();
    if (status == 405) {
      assertThat(response.headers().firstValue("Allow"))
          .contains(
              path.equals("/v1/messages")
                  ? "POST"
                  : path.equals("/v1/messages/a") ? "GET" : "GET, POST");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /webhooks/ac%2Fme/scripted",
        "GET /webhooks/acme/%2e%2e/scripted",
        "PUT /webhooks//scripted"
      })
  void anAddressThatMayMeanTwoThingsIsRefusedAsEverythingElseIs(String line) throws IOException {
    try (Socket socket = rig.connect()) {
      ServerRig.write(
          socket,
          ServerRig.head(
              line + " HTTP/1.1",
              "Host: x",
              "Content-Length: 0",
              "Accept: text/html",
              "Connection: close"));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 400 ")
          .containsIgnoringCase("Content-Type: application/problem+json\r\n")
          .endsWith(
              "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"The address is not accepted:"
                  + " it must not contain '//', '..' or an encoded '/' or '.'.\"}");
    }
  }

  @Test
  void threeMegabytesAreTakenAndNotAByteMore() {
    byte[] largest = new byte[3 * 1024 * 1024];
    Arrays.fill(largest, (byte) 'a');

    assertThat(post("/webhooks/acme/scripted", largest)).isEqualTo(200);
    assertThat(received().body()).hasSize(largest.length);
    assertThat(post("/webhooks/acme/scripted", Arrays.copyOf(largest, largest.length + 1)))
        .isEqualTo(413);
    assertThat(rig.provider.webhooks).hasSize(1);
  }

  @Test
  void aBodyThatDoesNotSayHowLargeItIsIsBoundedToo() {
    byte[] tooLarge = new byte[3 * 1024 * 1024 + 1];
    HttpRequest request =
        rig.request("/webhooks/acme/scripted")
            .POST(BodyPublishers.ofByteArrays(List.of(tooLarge)))
            .build();

    assertThat(request.bodyPublisher().orElseThrow().contentLength()).isNegative();
    assertThat(rig.send(request).statusCode()).isEqualTo(413);
    assertThat(rig.provider.webhooks).isEmpty();
  }
}
