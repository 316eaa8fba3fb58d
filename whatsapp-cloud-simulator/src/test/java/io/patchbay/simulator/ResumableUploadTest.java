package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumableUploadTest {
  private static final String START =
      "v25.0/634974688087057/uploads?file_name=a.png&file_length=10&file_type=image/png";

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator = WhatsAppCloudSimulator.builder().start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private String session() {
    HttpResponse<String> answer = client.postTo(START, "");
    assertThat(TestClient.json(answer.body()).getAsJsonObject().keySet()).containsExactly("id");
    return TestClient.member(answer, "id");
  }

  private HttpRequest.Builder part(String session, String offset, String bytes) {
    return client
        .bare("v25.0/" + session)
        .header("Authorization", "OAuth test-token")
        .header("file_offset", offset)
        .POST(BodyPublishers.ofString(bytes));
  }

  @Test
  void aFileGoesUpInOnePieceAndGivesAHandle() {
    String session = session();
    assertThat(session).matches("upload:[A-Za-z0-9_=-]+\\?sig=AR[A-Za-z0-9_-]{32}");
    HttpResponse<String> answer = client.call(part(session, "0", "0123456789"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(TestClient.json(answer.body()).getAsJsonObject().keySet()).containsExactly("h");
    assertThat(TestClient.member(answer, "h")).startsWith("4::AR");
  }

  @Test
  void aBrokenUploadGoesOnWhereItStopped() {
    String session = session();
    Errors.assertRefused(
        client.call(part(session, "0", "0123")),
        400,
        Errors.parameter("The file must have 10 bytes, but 4 have come."));
    HttpResponse<String> progress =
        client.call(
            client.bare("v25.0/" + session).header("Authorization", "OAuth test-token").GET());
    assertThat(progress.body()).isEqualTo("{\"id\":\"%s\",\"file_offset\":4}".formatted(session));
    Errors.assertRefused(
        client.call(part(session, "0", "0123")),
        400,
        Errors.parameter("The header file_offset must be 4."));
    assertThat(client.call(part(session, "4", "456789")).body()).contains("\"h\":\"4::");
  }

  @Test
  void moreThanWasAnnouncedIsRefusedAndStartsOver() {
    String session = session();
    Errors.assertRefused(
        client.call(part(session, "0", "0123456789x")),
        400,
        Errors.parameter("The file must have 10 bytes, but 11 have come."));
    assertThat(client.call(part(session, "0", "0123456789")).statusCode()).isEqualTo(200);
  }

  @Test
  void theIdMayAlsoBeSentEncodedButNotWithoutItsSignature() {
    String session = session();
    assertThat(client.call(part(session.replace("?", "%3F"), "0", "0123456789")).statusCode())
        .isEqualTo(200);
    String bare = session.substring(0, session.indexOf('?'));
    assertThat(client.call(part(bare, "0", "0123456789")).body()).contains("\"error_subcode\":33");
  }

  @Test
  void theUploadWantsTheSchemeOAuthAndTheGraphAnother() {
    String session = session();
    HttpResponse<String> answer =
        client.call(
            client
                .request("v25.0/" + session)
                .header("file_offset", "0")
                .POST(BodyPublishers.ofString("0123456789")));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(
            client
                .call(
                    client
                        .bare("v25.0/" + TestClient.NUMBER)
                        .header("Authorization", "OAuth test-token")
                        .GET())
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file_length=10|file_size=10|The parameter file_length is required.",
        "file_length=10|file_length=0|Param file_length must be an integer from 1 to 104857600.",
        "file_length=10|file_length=104857601|Param file_length must be an integer from 1 to 104857600.",
        "image/png|image/webp|Param file_type must be one of {application/pdf, image/jpeg, image/jpg,"
            + " image/png, video/mp4} - got \\\"image/webp\\\"."
      })
  void whatCannotBegin(String right, String wrong, String sentence) {
    Errors.assertRefused(
        client.postTo(START.replace(right, wrong), ""), 400, Errors.parameter(sentence));
  }

  @Test
  void aProfileTakesOnlyAHandleThatWasGiven() {
    String path = "v25.0/" + TestClient.NUMBER + "/whatsapp_business_profile";
    String body = "{\"messaging_product\":\"whatsapp\",\"profile_picture_handle\":\"%s\"}";
    Errors.assertRefused(
        client.postTo(path, body.formatted("4::x")),
        400,
        Errors.parameter("The profile picture handle is invalid or expired"));
    String handle = TestClient.member(client.call(part(session(), "0", "0123456789")), "h");
    assertThat(client.postTo(path, body.formatted(handle)).body()).isEqualTo("{\"success\":true}");
    assertThat(client.get(path + "?fields=profile_picture_url").body())
        .isEqualTo(
            "{\"data\":[{\"profile_picture_url\":\"https://pps.whatsapp.net/v/simulated\"}]}");
  }
}
