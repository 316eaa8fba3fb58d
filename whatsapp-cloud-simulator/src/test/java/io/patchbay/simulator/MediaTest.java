package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ManualClock clock = new ManualClock();
  private final List<SimulatorEvent> events = new CopyOnWriteArrayList<>();
  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator =
        WhatsAppCloudSimulator.builder()
            .clock(clock)
            .phoneNumberId(TestClient.NUMBER)
            .phoneNumberId("2")
            .onEvent(events::add)
            .start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static HttpResponse<byte[]> download(String url, String token)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", token).build(),
        BodyHandlers.ofByteArray());
  }

  private String uploaded(String type, byte[] bytes) {
    HttpResponse<String> answer = client.upload(TestClient.NUMBER, type, bytes);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(TestClient.json(answer.body()).getAsJsonObject().keySet()).containsExactly("id");
    return TestClient.member(answer, "id");
  }

  @Test
  void anUploadIsKeptWithItsTypeNameSizeAndHash() throws Exception {
    byte[] bytes = bytes(70_000);
    String id = uploaded("audio/ogg; codecs=opus", bytes);
    assertThat(id).matches("[1-9]\\d{15}");
    assertThat(simulator.account().uploadedMedia())
        .containsExactly(
            new UploadedMedia(
                id,
                TestClient.NUMBER,
                "audio/ogg; codecs=opus",
                "a file.bin",
                70_000,
                sha256(bytes)));
    assertThat(events)
        .containsExactly(
            new SimulatorEvent.MediaStored(
                clock.instant(), TestClient.NUMBER, id, "audio/ogg", 70_000));
    assertThat(events.get(0).line())
        .isEqualTo("media %s of audio/ogg from 109876543210123: 70000 bytes".formatted(id));
  }

  @Test
  void aLookUpGivesAnAddressThatNeedsTheTokenForFiveMinutes() throws Exception {
    byte[] bytes = bytes(1_000);
    String id = uploaded("image/png", bytes);
    JsonObject answer = TestClient.json(client.get("v25.0/" + id).body()).getAsJsonObject();
    String url = answer.remove("url").getAsString();
    assertThat(answer)
        .isEqualTo(
            TestClient.json(
                """
                {"messaging_product":"whatsapp","mime_type":"image/png","sha256":"%s","file_size":1000,"id":"%s"}\
                """
                    .formatted(sha256(bytes), id)));
    assertThat(url).startsWith(simulator.baseUrl() + "whatsapp_business/attachments/?mid=" + id);

    HttpResponse<byte[]> file = download(url, "Bearer test-token");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(file.body()).isEqualTo(bytes);

    assertThat(download(url, "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(download(url.replace("&ext=", "&ext=1"), "Bearer test-token").statusCode())
        .as("an address that was made up")
        .isEqualTo(404);
    clock.advance(Duration.ofMinutes(5));
    assertThat(download(url, "Bearer test-token").statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(download(url, "Bearer test-token").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsDeletedOrTooOldIsGone() {
    String first = uploaded("image/png", bytes(1));
    String second = uploaded("image/png", bytes(2));
    assertThat(client.delete("v25.0/" + first).body()).isEqualTo("{\"success\":true}");
    Errors.assertRefused(client.get("v25.0/" + first), 400, Errors.noObject("get", first));
    Errors.assertRefused(client.delete("v25.0/" + first), 400, Errors.noObject("delete", first));
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    assertThat(client.get("v25.0/" + second).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.get("v25.0/" + second).statusCode()).isEqualTo(400);
  }

  @Test
  void theNumberOfAnUploadCanBeChecked() {
    String id = uploaded("image/png", bytes(1));
    assertThat(client.get("v25.0/" + id + "?phone_number_id=" + TestClient.NUMBER).statusCode())
        .isEqualTo(200);
    String error =
        Errors.parameter(
            "Param phone_number_id is not a valid whatsapp business phone number id ID");
    Errors.assertRefused(client.get("v25.0/" + id + "?phone_number_id=2"), 400, error);
    String inbound = simulator.account().addMedia("image/jpeg", bytes(3));
    Errors.assertRefused(
        client.get("v25.0/" + inbound + "?phone_number_id=" + TestClient.NUMBER), 400, error);
  }

  @Test
  void whatPeopleSendCanBeDownloadedButNotSentOn() throws Exception {
    byte[] bytes = bytes(5_000);
    String id = simulator.account().addMedia("image/jpeg", bytes);
    HttpResponse<String> answer = client.get("v25.0/" + id);
    assertThat(TestClient.member(answer, "sha256")).isEqualTo(sha256(bytes));
    assertThat(download(TestClient.member(answer, "url"), "Bearer test-token").body())
        .isEqualTo(bytes);
    assertThat(simulator.account().uploadedMedia()).isEmpty();
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"image\",\"image\":{\"id\":\"%s\"}}"
            .formatted(id);
    assertThat(client.send(body).statusCode()).isEqualTo(400);
  }

  @Test
  void aLargeFileIsServedAsOtherBytesOfItsLengthWithTheirHash() throws Exception {
    byte[] sent = bytes(300 * 1024);
    String id = uploaded("application/pdf", sent);
    HttpResponse<String> answer = client.get("v25.0/" + id);
    byte[] got = download(TestClient.member(answer, "url"), "Bearer test-token").body();
    assertThat(got).hasSize(sent.length).isNotEqualTo(sent);
    assertThat(sha256(got)).isEqualTo(TestClient.member(answer, "sha256"));
    assertThat(simulator.account().uploadedMedia().get(0).sha256()).isEqualTo(sha256(sent));

    String huge = simulator.account().addMedia("video/mp4", 10_000_000);
    HttpResponse<String> lookUp = client.get("v25.0/" + huge);
    assertThat(TestClient.member(lookUp, "file_size")).isEqualTo("10000000");
    got = download(TestClient.member(lookUp, "url"), "Bearer test-token").body();
    assertThat(sha256(got)).isEqualTo(TestClient.member(lookUp, "sha256"));
  }

  @ParameterizedTest
  @CsvSource({
    "image/webp, 512000",
    "image/jpeg, 5242880",
    "audio/mpeg, 16777216",
    "video/3gpp, 16777216"
  })
  void eachKindHasItsLimit(String type, int limit) {
    assertThat(client.upload(TestClient.NUMBER, type, new byte[limit]).statusCode()).isEqualTo(200);
    Errors.assertRefused(
        client.upload(TestClient.NUMBER, type, new byte[limit + 1]),
        400,
        Errors.invalid(
            "Param file of type %s must have 1 to %d bytes, but it has %d."
                .formatted(type, limit, limit + 1)));
  }

  @Test
  void aTypeThatIsNotTakenIsRefusedWithTheListOfThoseThatAre() {
    Errors.assertRefused(
        client.upload(TestClient.NUMBER, "text/csv", bytes(3)),
        400,
        Errors.parameter(
            "Param file must be a file with one of the following types: audio/aac, audio/mp4,"
                + " audio/mpeg, audio/amr, audio/ogg, audio/opus, text/plain, application/pdf,"
                + " application/vnd.ms-powerpoint, application/msword, application/vnd.ms-excel,"
                + " application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
                + " application/vnd.openxmlformats-officedocument.presentationml.presentation,"
                + " application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, image/jpeg,"
                + " image/png, image/webp, video/mp4, video/3gpp. Received file of type"
                + " 'text/csv'."));
    assertThat(client.upload(TestClient.NUMBER, "image/png", new byte[0]).statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> form(String contentType, String body) {
    return client.call(
        client
            .request("v25.0/" + TestClient.NUMBER + "/media")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aFormMustBeWholeAndHaveBothParts() {
    String type = "multipart/form-data; boundary=b";
    String product =
        """
        --b\r
        Content-Disposition: form-data; name=messaging_product\r
        \r
        whatsapp\r
        """;
    Errors.assertRefused(
        form("application/json", "{}"),
        400,
        Errors.parameter("The parameter messaging_product is required."));
    Errors.assertRefused(
        form(type, "--b--\r\n"),
        400,
        Errors.parameter("The parameter messaging_product is required."));
    Errors.assertRefused(
        form(type, product + "--b--\r\n"),
        400,
        Errors.parameter("The parameter file is required."));
    Errors.assertRefused(
        form(type, product), 400, Errors.parameter("The request body is not a whole form."));
    Errors.assertRefused(
        form(type, "--b\r\nContent-Disposition"),
        400,
        Errors.parameter("The request body is not a whole form."));
  }

  @Test
  void theFormsOwnTypeStandsInForAPartWithoutOne() {
    String file =
        """
        --b\r
        Content-Disposition: form-data; name="file"; filename="x"\r
        \r
        PDF\r
        """;
    String fields =
        """
        --b\r
        Content-Disposition: form-data; name="type"\r
        \r
        application/pdf\r
        --b\r
        Content-Disposition: form-data; name="messaging_product"\r
        \r
        whatsapp\r
        --b--\r
        """;
    assertThat(form("multipart/form-data; boundary=\"b\"", file + fields).statusCode())
        .isEqualTo(200);
    assertThat(simulator.account().uploadedMedia())
        .extracting(UploadedMedia::mimeType, UploadedMedia::size)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("application/pdf", 3L));
  }

  @Test
  void anUploadNeedsATokenAndAKnownNumber() {
    assertThat(client.upload("9", "image/png", bytes(3)).body()).contains("\"error_subcode\":33");
    simulator.accessToken("another");
    assertThat(client.upload(TestClient.NUMBER, "image/png", bytes(300_000)).statusCode())
        .isEqualTo(401);
    assertThat(simulator.counts().requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audio/opus|audio|Unsupported Audio mime type audio/opus. Please use one of audio/aac,"
            + " audio/mp4, audio/mpeg, audio/amr, audio/ogg; codecs=opus.",
        "application/pdf|image|Unsupported Image mime type application/pdf. Please use one of"
            + " image/jpeg, image/png.",
        "image/png|sticker|Unsupported Sticker mime type image/png. Please use one of image/webp."
      })
  void whatAMessageCannotCarryFailsLater(String type, String kind, String details)
      throws Exception {
    try (CallbackReceiver callback = new CallbackReceiver()) {
      simulator.callbackUrl(callback.url());
      String id = uploaded(type, bytes(9));
      String body =
          "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"%s\",\"%s\":{\"id\":\"%s\"}}"
              .formatted(kind, kind, id);
      assertThat(client.send(body).statusCode()).isEqualTo(200);
      simulator.awaitWebhooksDelivered(Duration.ofMinutes(2));
      assertThat(callback.statuses())
          .singleElement()
          .satisfies(
              status ->
                  assertThat(status.getAsJsonArray("errors"))
                      .isEqualTo(
                          TestClient.json(
                              """
                              [{"code":131053,"title":"Media upload error","message":"Media upload error",
                                "error_data":{"details":"%s"},
                                "href":"https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"}]\
                              """
                                  .formatted(details))));
    }
  }
}
