package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local file goes out in one call: uploaded if need be, then sent by its id. */
class LocalFileTest {
  private static final String SENT = "{\"messages\":[{\"id\":\"wamid.1\"}]}";

  private final AccountServer graph = AccountServer.start();

  @TempDir Path folder;
  private Media picture = Media.of(Media.Kind.IMAGE, MediaSource.uploaded("0"));

  @BeforeEach
  void write() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jpg"), "picture");
    picture = Media.of(Media.Kind.IMAGE, MediaSource.file(file));
    graph
        .answer("POST", NUMBER + "/media", "{\"id\":\"77\"}")
        .answer("POST", NUMBER + "/messages", SENT);
  }

  @AfterEach
  void close() {
    graph.close();
  }

  private SendOutcome send() {
    return graph.connection().send(Connections.request(ANNA, picture));
  }

  private List<String> paths() {
    return graph.requests().stream().map(request -> request.getUrl()).toList();
  }

  @Test
  void fileIsUploadedOnceAndSentByItsId() {
    assertThat(send().accepted()).isTrue();
    assertThat(send().accepted()).isTrue();

    assertThat(paths())
        .containsExactly(NUMBER + "/media", NUMBER + "/messages", NUMBER + "/messages");
    assertThat(graph.requests().get(1).getBodyAsString())
        .isEqualTo(
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                + "\"to\":\"14155551234\",\"type\":\"image\",\"image\":{\"id\":\"77\"}}");
  }

  @Test
  void documentBearsItsFilesNameUnlessGivenAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("bill 7.pdf"), "document");
    picture = Media.of(Media.Kind.DOCUMENT, MediaSource.file(file));
    assertThat(send().accepted()).isTrue();
    picture = picture.withFileName("Your bill.pdf");
    assertThat(send().accepted()).isTrue();

    assertThat(graph.requests().get(1).getBodyAsString())
        .contains("\"document\":{\"id\":\"77\",\"filename\":\"bill 7.pdf\"}");
    assertThat(graph.requests().get(2).getBodyAsString())
        .contains("\"filename\":\"Your bill.pdf\"");
  }

  @Test
  void uploadThatFailsSendsNothing() {
    graph.answer("POST", NUMBER + "/media", 500, "{\"error\":{\"code\":1,\"message\":\"x\"}}");

    SendOutcome outcome = send();

    assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(outcome.error().orElseThrow().retry()).isEqualTo(Retry.BACKOFF);
    assertThat(paths()).containsExactly(NUMBER + "/media");
  }

  @Test
  void idThatASendIsRefusedWithIsForgotten() {
    graph.answer(
        "POST", NUMBER + "/messages", 400, "{\"error\":{\"code\":131009,\"message\":\"x\"}}");

    send();
    send();

    assertThat(paths())
        .containsExactly(
            NUMBER + "/media", NUMBER + "/messages", NUMBER + "/media", NUMBER + "/messages");
  }

  @Test
  void otherRefusalsForgetNothing() {
    graph.answer(
        "POST", NUMBER + "/messages", 400, "{\"error\":{\"code\":131026,\"message\":\"x\"}}");

    send();
    send();

    assertThat(paths())
        .containsExactly(NUMBER + "/media", NUMBER + "/messages", NUMBER + "/messages");
  }

  @Test
  void uploadTakesItsTimeOutOfTheSends() {
    graph
        .answer(
            "POST",
            NUMBER + "/media",
            aResponse().withBody("{\"id\":\"77\"}").withFixedDelay(3_000))
        .answer("POST", NUMBER + "/messages", aResponse().withBody(SENT).withFixedDelay(3_000));

    SendOutcome outcome =
        graph.connection().send(Connections.request(ANNA, picture, Duration.ofSeconds(4)));

    assertThat(outcome.accepted()).isFalse();
  }

  /** The send itself has what the look at the template and the upload have left of 4 seconds. */
  @Test
  void lookUpUploadAndSendShareOneDeadline() {
    graph
        .answer(
            "GET",
            "/v25.0/" + ACCOUNT + "/message_templates",
            aResponse()
                .withBody(
                    "{\"data\":[{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\",\"components\":["
                        + "{\"type\":\"HEADER\",\"format\":\"IMAGE\"},"
                        + "{\"type\":\"BODY\",\"text\":\"Hi\"}]}]}")
                .withFixedDelay(600))
        .answer(
            "POST", NUMBER + "/media", aResponse().withBody("{\"id\":\"77\"}").withFixedDelay(900))
        .answer("POST", NUMBER + "/messages", aResponse().withBody(SENT).withFixedDelay(6_000));
    WhatsAppTemplate headed =
        WhatsAppTemplate.of("order", "en_US").header(TemplateHeader.of(picture)).build();

    SendOutcome outcome =
        graph.connection().send(Connections.request(ANNA, headed, Duration.ofSeconds(4)));

    assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
    String details = String.valueOf(outcome.error().orElseThrow().details());
    assertThat(details).matches("Time-out of this send: [0-9]+ ms");
    assertThat(Integer.parseInt(details.replaceAll("[^0-9]", ""))).isBetween(1, 4_000 - 600 - 900);
    assertThat(paths()).hasSize(3);
  }

  @Test
  void fileThatIsMissingIsRefusedWithoutACall() {
    picture = Media.of(Media.Kind.IMAGE, MediaSource.file(folder.resolve("none.jpg")));

    SendError error = send().error().orElseThrow();

    assertThat(error.category()).isEqualTo(Category.MEDIA);
    assertThat(error.toString()).doesNotContain("none.jpg");
    assertThat(paths()).isEmpty();
  }

  @Test
  void headerOfATemplateIsCheckedBeforeItsFileIsUploaded() {
    graph.answer(
        "GET",
        "/v25.0/" + ACCOUNT + "/message_templates",
        "{\"data\":[{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\",\"components\":["
            + "{\"type\":\"HEADER\",\"format\":\"IMAGE\"},"
            + "{\"type\":\"BODY\",\"text\":\"Hi\"}]}]}");
    WhatsAppTemplate bare = WhatsAppTemplate.of("order", "en_US").build();
    WhatsAppTemplate headed =
        WhatsAppTemplate.of("order", "en_US").header(TemplateHeader.of(picture)).build();

    assertThat(
            graph
                .connection()
                .send(Connections.request(ANNA, bare))
                .error()
                .orElseThrow()
                .message())
        .isEqualTo("Template 'order' (en_US) lacks the image that its header shows");
    assertThat(graph.requests()).hasSize(1);
    assertThat(graph.connection().send(Connections.request(ANNA, headed)).accepted()).isTrue();
    assertThat(graph.requests().get(2).getBodyAsString()).contains("\"image\":{\"id\":\"77\"}");
  }
}
