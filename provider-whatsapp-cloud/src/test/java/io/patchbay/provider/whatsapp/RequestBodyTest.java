package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static io.patchbay.provider.whatsapp.Connections.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes over the wire, whole. */
@Tag("locale")
class RequestBodyTest {
  @RegisterExtension
  static final WireMockExtension graph =
      WireMockExtension.newInstance()
          .options(
              wireMockConfig()
                  .dynamicPort()
                  .bindAddress("127.0.0.1")
                  .extensions(ReceivedBodies.listener()))
          .build();

  @BeforeEach
  void acceptEverything() {
    graph.stubFor(post(anyUrl()).willReturn(okJson("{\"messages\":[{\"id\":\"wamid.1\"}]}")));
  }

  private static LoggedRequest sent(SendRequest request, String... settings) {
    try (SmsConnection connection = Connections.open(graph.baseUrl(), settings)) {
      assertThat(connection.send(request).accepted()).isTrue();
    }
    List<LoggedRequest> requests =
        graph.getAllServeEvents().stream().map(event -> event.getRequest()).toList();
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private static String body(Content content) {
    return sent(request(ANNA, content)).getBodyAsString();
  }

  @Test
  void textGoesOutWithItsBodyAndWithoutPreview() {
    assertThat(body(Text.of("Your table is ready.")))
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                + "\"to\":\"14155551234\",\"type\":\"text\","
                + "\"text\":{\"body\":\"Your table is ready.\",\"preview_url\":false}}");
  }

  @Test
  void textAsksForAPreviewOfItsLink() {
    assertThat(body(new Text("See https://example.org", true)))
        .endsWith("\"text\":{\"body\":\"See https://example.org\",\"preview_url\":true}}");
  }

  @Test
  void everyCharacterArrivesAsItWas() {
    assertThat(
            body(Text.of("\uD83D\uDC4D\uD83C\uDFFD \"a\\b\"\n\u0001 \u05E9\u05DC\u05D5\u05DD <&>")))
        .endsWith(
            "\"text\":{\"body\":\"\uD83D\uDC4D\uD83C\uDFFD \\\"a\\\\b\\\"\\n\\u0001"
                + " \u05E9\u05DC\u05D5\u05DD <&>\",\"preview_url\":false}}");
  }

  @Test
  void templateWithoutParametersHasNoComponents() {
    assertThat(body(Template.of("hello_world", "en_US")))
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                + "\"to\":\"14155551234\",\"type\":\"template\","
                + "\"template\":{\"name\":\"hello_world\",\"language\":{\"code\":\"en_US\"}}}");
  }

  @Test
  void templateParametersGoByPosition() {
    assertThat(body(Template.of("reminder", "de", "Anna", "12:30")))
        .endsWith(
            "\"template\":{\"name\":\"reminder\",\"language\":{\"code\":\"de\"},"
                + "\"components\":[{\"type\":\"body\",\"parameters\":["
                + "{\"type\":\"text\",\"text\":\"Anna\"},"
                + "{\"type\":\"text\",\"text\":\"12:30\"}]}]}}");
  }

  @Test
  void templateParametersGoByName() {
    Template template =
        new Template(
            "reminder",
            "de",
            List.of(
                new Template.Parameter("name", "Anna"), new Template.Parameter("time", "12:30")));

    assertThat(body(template))
        .endsWith(
            "\"components\":[{\"type\":\"body\",\"parameters\":["
                + "{\"type\":\"text\",\"parameter_name\":\"name\",\"text\":\"Anna\"},"
                + "{\"type\":\"text\",\"parameter_name\":\"time\",\"text\":\"12:30\"}]}]}}");
  }

  @Test
  void replyAndReferenceTravelAlong() {
    SendRequest request =
        new SendRequest(
            ANNA,
            Text.of("Yes."),
            Connections.NUMBER_ID,
            "wamid.question",
            "pb1.acme.order-17.2",
            Duration.ofSeconds(20));

    assertThat(sent(request).getBodyAsString())
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                + "\"to\":\"14155551234\",\"type\":\"text\","
                + "\"text\":{\"body\":\"Yes.\",\"preview_url\":false},"
                + "\"context\":{\"message_id\":\"wamid.question\"},"
                + "\"biz_opaque_callback_data\":\"pb1.acme.order-17.2\"}");
  }

  @Test
  void phoneNumbersTakeAPlusWhenTheSettingSaysSo() {
    assertThat(sent(request(ANNA, Text.of("Hi")), "phoneFormat=plus").getBodyAsString())
        .contains("\"to\":\"+14155551234\"");
  }

  @Test
  void userIdGoesInAFieldOfItsOwn() {
    assertThat(sent(request(new UserId("US.1234abcd"), Text.of("Hi"))).getBodyAsString())
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                + "\"recipient\":\"US.1234abcd\",\"type\":\"text\","
                + "\"text\":{\"body\":\"Hi\",\"preview_url\":false}}");
  }

  @Test
  void groupIsAnotherTypeOfRecipient() {
    assertThat(
            sent(request(new GroupId("Y2FwaV9ncm91cA"), Text.of("Hi")), "phoneFormat=plus")
                .getBodyAsString())
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\","
                + "\"to\":\"Y2FwaV9ncm91cA\",\"type\":\"text\","
                + "\"text\":{\"body\":\"Hi\",\"preview_url\":false}}");
  }

  @Test
  void callNamesVersionNumberTokenAndItself() {
    LoggedRequest call = sent(Connections.text("Hi"));

    assertThat(call.getMethod().getName()).isEqualTo("POST");
    assertThat(call.getUrl()).isEqualTo("/v25.0/109876543210123/messages");
    assertThat(call.getHeader("Authorization")).isEqualTo("Bearer " + Connections.TOKEN);
    assertThat(call.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(call.getHeader("User-Agent")).matches("patchbay/[0-9]+\\.[0-9]+\\.[0-9]+");
  }

  @Test
  void versionAndPathBeforeItAreSettings() {
    try (SmsConnection connection =
        Connections.open(graph.baseUrl() + "/proxy/meta", "graphVersion=v27.0")) {
      assertThat(connection.send(Connections.text("Hi")).accepted()).isTrue();
    }

    assertThat(graph.getAllServeEvents().get(0).getRequest().getUrl())
        .isEqualTo("/proxy/meta/v27.0/109876543210123/messages");
  }

  /** The proof was computed with another program. */
  @Test
  void proofOfTheAppSecretComesAlongWhenTheSecretIsKnown() {
    assertThat(sent(Connections.text("Hi"), "appSecret=current", "appSecret=old").getUrl())
        .isEqualTo(
            "/v25.0/109876543210123/messages?appsecret_proof=13eb7294d6b8c5ad3bf87ad1ebaff0a3fcc156c1781924f7f4fe4884d2d838c2");
  }

  @Test
  void proofCanBeLeftOut() {
    assertThat(sent(Connections.text("Hi"), "appSecret=current", "appSecretProof=false").getUrl())
        .isEqualTo("/v25.0/109876543210123/messages");
  }
}
