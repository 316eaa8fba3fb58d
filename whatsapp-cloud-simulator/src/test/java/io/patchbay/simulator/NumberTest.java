package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTest {
  private static final String NUMBER = "v25.0/" + TestClient.NUMBER;
  private static final String SUCCESS = "{\"success\":true}";
  private static final String REGISTER = "{\"messaging_product\":\"whatsapp\",\"pin\":\"%s\"}";

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator = WhatsAppCloudSimulator.builder().clock(new ManualClock()).start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private HttpResponse<String> send(String to) {
    return client.send(TestClient.text(to));
  }

  @Nested
  class Registering {
    @Test
    void aNumberThatIsNotRegisteredSendsNothing() {
      assertThat(client.postTo(NUMBER + "/deregister", "").body()).isEqualTo(SUCCESS);
      String error =
          Errors.whatsApp(
              133010,
              "Phone number not registered",
              "The phone number is not registered on the WhatsApp Business Platform.");
      Errors.assertRefused(send("14155551234"), 400, error);
      Errors.assertRefused(client.postTo(NUMBER + "/deregister", ""), 400, error);
      assertThat(
              TestClient.json(
                  client.get(NUMBER + "?fields=status,platform_type,health_status").body()))
          .isEqualTo(
              TestClient.json(
                  """
                  {"status":"DISCONNECTED","platform_type":"NOT_APPLICABLE","health_status":{"can_send_message":"BLOCKED",
                   "entities":[{"entity_type":"PHONE_NUMBER","id":"109876543210123","can_send_message":"BLOCKED",
                     "errors":[{"error_code":141000,"error_description":"The phone number is not registered.",
                                "possible_solution":"Register the phone number."}]},
                    {"entity_type":"WABA","id":"102290129340398","can_send_message":"AVAILABLE"},
                    {"entity_type":"APP","id":"634974688087057","can_send_message":"AVAILABLE"}]},
                   "id":"109876543210123"}"""));
      assertThat(client.postTo(NUMBER + "/register", REGISTER.formatted("123456")).body())
          .isEqualTo(SUCCESS);
      assertThat(send("14155551234").statusCode()).isEqualTo(200);
    }

    @Test
    void thePinMustBeTheOneThatWasSet() {
      assertThat(client.postTo(NUMBER, "{\"pin\":\"111111\"}").body()).isEqualTo(SUCCESS);
      for (int i = 0; i < 5; i++) {
        Errors.assertRefused(
            client.postTo(NUMBER + "/register", REGISTER.formatted("222222")),
            400,
            Errors.whatsApp(
                133005,
                "Two step verification PIN Mismatch",
                "The two-step verification PIN is another."));
      }
      Errors.assertRefused(
          client.postTo(NUMBER + "/register", REGISTER.formatted("111111")),
          400,
          Errors.whatsApp(
              133008,
              "Too Many two step verification PIN Guesses",
              "Too many wrong two-step verification PINs were given for this number."));
      client.postTo(NUMBER, "{\"pin\":\"333333\"}");
      assertThat(client.postTo(NUMBER + "/register", REGISTER.formatted("333333")).body())
          .isEqualTo(SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({"12345", "1234567", "12345a"})
    void aPinHasSixDigits(String pin) {
      String error = Errors.parameter("Invalid PIN format. PIN must be exactly 6 digits");
      Errors.assertRefused(
          client.postTo(NUMBER + "/register", REGISTER.formatted(pin)), 400, error);
      Errors.assertRefused(client.postTo(NUMBER, "{\"pin\":\"" + pin + "\"}"), 400, error);
    }

    @Test
    void aCodeIsAskedForAndGiven() {
      assertThat(
              client
                  .postTo(
                      NUMBER + "/request_code", "{\"code_method\":\"SMS\",\"language\":\"en_US\"}")
                  .body())
          .isEqualTo(SUCCESS);
      assertThat(client.get(NUMBER + "?fields=code_verification_status").body())
          .contains("NOT_VERIFIED");
      Errors.assertRefused(
          client.postTo(NUMBER + "/register", REGISTER.formatted("123456")),
          400,
          Errors.whatsApp(
              133006,
              "Phone number re-verification needed",
              "The phone number must be verified before it is registered."));
      Errors.assertRefused(
          client.postTo(NUMBER + "/verify_code", "{\"code\":\"654321\"}"),
          422,
          Errors.graph(
              100, "GraphMethodException", "The verification code is invalid or has expired"));
      assertThat(client.postTo(NUMBER + "/verify_code", "{\"code\":\"123-456\"}").body())
          .isEqualTo("{\"success\":true,\"id\":\"109876543210123\"}");
      assertThat(client.get(NUMBER + "?fields=code_verification_status").body())
          .contains("\"VERIFIED\"");
      Errors.assertRefused(
          client.postTo(
              NUMBER + "/request_code", "{\"code_method\":\"PIGEON\",\"language\":\"en_US\"}"),
          400,
          Errors.parameter("Param code_method must be one of {SMS, VOICE} - got \\\"PIGEON\\\"."));
    }
  }

  @Nested
  class Profiles {
    private static final String PATH = NUMBER + "/whatsapp_business_profile";

    @Test
    void aProfileIsChangedFieldByField() {
      assertThat(client.get(PATH).body())
          .isEqualTo("{\"data\":[{\"vertical\":\"OTHER\",\"messaging_product\":\"whatsapp\"}]}");
      client.postTo(
          PATH,
          "{\"messaging_product\":\"whatsapp\",\"about\":\"A\",\"email\":\"a@b.c\",\"websites\":[\"https://a.b\"]}");
      assertThat(
              client
                  .postTo(
                      PATH,
                      "{\"messaging_product\":\"whatsapp\",\"about\":\"B\",\"vertical\":\"RETAIL\"}")
                  .body())
          .isEqualTo(SUCCESS);
      assertThat(TestClient.json(client.get(PATH).body()))
          .isEqualTo(
              TestClient.json(
                  """
                  {"data":[{"about":"B","email":"a@b.c","websites":["https://a.b"],"vertical":"RETAIL",
                   "messaging_product":"whatsapp"}]}"""));
      assertThat(client.get(PATH + "?fields=about").body())
          .isEqualTo("{\"data\":[{\"about\":\"B\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"email\":\"nobody\"|Param email must be a valid email address.",
          "\"websites\":[\"1\",\"2\",\"3\"]|Param websites must be an array of at most 2 addresses.",
        })
    void whatAProfileCannotHave(String member, String sentence) {
      Errors.assertRefused(
          client.postTo(PATH, "{\"messaging_product\":\"whatsapp\"," + member + "}"),
          400,
          Errors.parameter(sentence));
    }

    @Test
    void aTextThatIsTooLong() {
      Errors.assertRefused(
          client.postTo(
              PATH, "{\"messaging_product\":\"whatsapp\",\"about\":\"" + "x".repeat(140) + "\"}"),
          400,
          Errors.invalid("Param about must be at most 139 characters long."));
    }
  }

  @Nested
  class Blocking {
    private static final String PATH = NUMBER + "/block_users";
    private static final String PEOPLE =
        "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"+1 415-555-1234\"},{\"user\":\"5511987654321\"}]}";

    @Test
    void whoIsBlockedGetsNothingUntilUnblocked() {
      assertThat(TestClient.json(client.postTo(PATH, PEOPLE).body()))
          .isEqualTo(
              TestClient.json(
                  """
                  {"messaging_product":"whatsapp","block_users":{"added_users":[
                   {"input":"+1 415-555-1234","wa_id":"14155551234"},
                   {"input":"5511987654321","wa_id":"5511987654321"}]}}"""));
      Errors.assertRefused(
          send("14155551234"),
          400,
          Errors.whatsApp(130403, "User is blocked", "This business has blocked the recipient."));
      JsonObject page = TestClient.json(client.get(PATH + "?limit=1").body()).getAsJsonObject();
      assertThat(page.get("data"))
          .isEqualTo(
              TestClient.json("[{\"messaging_product\":\"whatsapp\",\"wa_id\":\"14155551234\"}]"));
      assertThat(page.getAsJsonObject("paging").keySet())
          .containsExactlyInAnyOrder("cursors", "next");

      HttpResponse<String> unblocked =
          client.call(
              client
                  .request(PATH)
                  .header("Content-Type", "application/json")
                  .method("DELETE", BodyPublishers.ofString(PEOPLE)));
      assertThat(unblocked.body()).contains("\"removed_users\":[{\"input\":\"+1 415-555-1234\"");
      assertThat(client.get(PATH).body()).isEqualTo("{\"data\":[]}");
      assertThat(send("14155551234").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyPhoneNumbersCanBeBlocked() {
      Errors.assertRefused(
          client.postTo(PATH, PEOPLE.replace("5511987654321", "Ann")),
          400,
          Errors.badValue("Param block_users[1]['user'] is not a phone number."));
      Errors.assertRefused(
          client.postTo(PATH, "{\"messaging_product\":\"whatsapp\"}"),
          400,
          Errors.missing("block_users"));
    }
  }

  @Nested
  class QrCodes {
    private static final String PATH = NUMBER + "/message_qrdls";

    @Test
    void aCodeIsMadeReadChangedListedAndRemoved() {
      HttpResponse<String> made =
          client.postTo(PATH, "{\"prefilled_message\":\"Hi\",\"generate_qr_image\":\"SVG\"}");
      String code = TestClient.member(made, "code");
      assertThat(code).matches("[A-Z0-9]{14}");
      assertThat(TestClient.json(made.body()))
          .isEqualTo(
              TestClient.json(
                  """
                  {"code":"%s","prefilled_message":"Hi","deep_link_url":"https://wa.me/message/%s",
                   "qr_image_url":"https://scontent.xx.fbcdn.net/%s.svg"}"""
                      .formatted(code, code, code)));
      String changed =
          "{\"code\":\"%s\",\"prefilled_message\":\"Ho\",\"deep_link_url\":\"https://wa.me/message/%s\"}"
              .formatted(code, code);
      assertThat(
              client
                  .postTo(PATH, "{\"prefilled_message\":\"Ho\",\"code\":\"" + code + "\"}")
                  .statusCode())
          .isEqualTo(200);
      assertThat(client.get(PATH + "/" + code).body()).isEqualTo("{\"data\":[" + changed + "]}");
      assertThat(client.get(PATH + "/" + code + "?fields=creation_time").body())
          .isEqualTo("{\"data\":[{\"creation_time\":1793620800}]}");
      client.postTo(PATH, "{\"prefilled_message\":\"Second\"}");
      JsonObject page = TestClient.json(client.get(PATH + "?limit=1").body()).getAsJsonObject();
      assertThat(page.getAsJsonArray("data")).containsExactly(TestClient.json(changed));
      assertThat(client.delete(PATH + "/" + code).body()).isEqualTo(SUCCESS);
      String error =
          """
          {"message":"QR code not found","type":"GraphMethodException","code":803,
           "error_user_title":"QR Code Not Found","error_user_msg":"There is no QR code %s.","fbtrace_id":"TRACE"}"""
              .formatted(code);
      Errors.assertRefused(client.delete(PATH + "/" + code), 404, error);
      Errors.assertRefused(client.get(PATH + "/" + code), 404, error);
    }

    @Test
    void aTextIsNeededAndHasAtMost140Characters() {
      Errors.assertRefused(client.postTo(PATH, "{}"), 400, Errors.missing("prefilled_message"));
      Errors.assertRefused(
          client.postTo(PATH, "{\"prefilled_message\":\"" + "x".repeat(141) + "\"}"),
          400,
          Errors.invalid("Param prefilled_message must be at most 140 characters long."));
    }
  }

  @Test
  void whatALookUpAnswersCanBeSet() {
    simulator.account().answerField(TestClient.NUMBER, "quality_rating", "\"RED\"");
    simulator
        .account()
        .answerField(TestClient.NUMBER, "throughput", "{\"level\":\"NOT_APPLICABLE\"}");
    simulator.account().answerField(TestClient.NUMBER, "name_status", "null");
    assertThat(
            client
                .get(
                    NUMBER
                        + "?fields=quality_rating,throughput%7Blevel%7D,name_status,is_pin_enabled")
                .body())
        .isEqualTo(
            "{\"quality_rating\":\"RED\",\"throughput\":{\"level\":\"NOT_APPLICABLE\"},\"is_pin_enabled\":true,\"id\":\"109876543210123\"}");
  }
}
