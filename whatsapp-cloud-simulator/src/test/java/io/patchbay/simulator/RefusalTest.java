package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  private static final String PATH = "v25.0/" + TestClient.NUMBER + "/messages";
  private static final String GOOD = TestClient.text("14155551234");

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

  @Nested
  class OfTheCaller {
    @Test
    void withoutAToken() {
      HttpResponse<String> answer =
          client.call(
              client
                  .bare(PATH)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(GOOD)));
      Errors.assertRefused(
          answer,
          401,
          Errors.graph(
              104, "OAuthException", "An access token is required to request this resource."));
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("OAuth \"Facebook Platform\" \"invalid_token\"");
      assertThat(simulator.received()).isEmpty();
      assertThat(simulator.counts().sends()).isEqualTo(1);
      assertThat(simulator.counts().refused()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Bearer wrong-token",
          "Bearer",
          "Bearer ",
          "Basic dGVzdC10b2tlbg==",
          "test-token"
        })
    void withAWrongToken(String authorization) {
      HttpResponse<String> answer =
          client.call(
              client
                  .bare(PATH)
                  .header("Authorization", authorization)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(GOOD)));
      Errors.assertRefused(
          answer,
          401,
          Errors.graph(
              190, "OAuthException", "Invalid OAuth access token - Cannot parse access token"));
    }

    @Test
    void withTheOldTokenOnceItWasReplaced() {
      simulator.accessToken("newer-token");
      assertThat(client.send(GOOD).statusCode()).isEqualTo(401);
    }

    @Test
    void withoutTheProofWhereItIsRequired() {
      try (WhatsAppCloudSimulator strict =
          WhatsAppCloudSimulator.builder()
              .appSecret("app-key")
              .requireAppSecretProof(true)
              .start()) {
        TestClient caller = new TestClient(strict);
        Errors.assertRefused(
            caller.send(GOOD),
            400,
            Errors.graph(
                100,
                "GraphMethodException",
                "API calls from the server require an appsecret_proof argument"));
        Errors.assertRefused(
            caller.call(caller.post(PATH + "?appsecret_proof=0123", GOOD)),
            400,
            Errors.graph(
                100,
                "GraphMethodException",
                "Invalid appsecret_proof provided in the API argument"));
        // printf test-token | openssl dgst -sha256 -hmac app-key
        String proof = "1d94e395b9f490dad431b94a63a09a4bb417cc63cbf344f5129fc62b45ebddde";
        assertThat(caller.call(caller.post(PATH + "?appsecret_proof=" + proof, GOOD)).statusCode())
            .isEqualTo(200);
      }
    }

    @Test
    void withAWrongProofEvenWhereItIsOptional() {
      assertThat(client.call(client.post(PATH + "?appsecret_proof=0123", GOOD)).statusCode())
          .isEqualTo(400);
    }
  }

  @Nested
  class OfThePath {
    @Test
    void anUnknownNumberIsAnObjectThatDoesNotExist() {
      Errors.assertRefused(
          client.call(client.post("v25.0/999/messages", GOOD)),
          400,
          """
          {"message":"Unsupported post request. Object with ID '999' does not exist, cannot be loaded due \
          to missing permissions, or does not support this operation",
           "type":"GraphMethodException","code":100,"error_subcode":33,"fbtrace_id":"TRACE"}""");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "109876543210123/messages",
          "25.0/109876543210123/messages",
          "v25.0/1/a/b",
          "v25/1/messages"
        })
    void anUnknownPathIsNamed(String path) {
      Errors.assertRefused(
          client.call(client.post(path, GOOD)),
          400,
          Errors.graph(2500, "OAuthException", "Unknown path components: /" + path));
    }

    @Test
    void readingTheMessagesIsNoOperation() {
      assertThat(client.call(client.request(PATH).GET()).statusCode()).isEqualTo(400);
    }
  }

  @Nested
  class OfTheBody {
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'to':'1'}", "{\"to\":\"1\"} x", "{to:\"1\"}", "nonsense"})
    void whatIsNotStrictJson(String body) {
      assertThat(client.send(body).body()).contains("(#100) The request body is not ");
      assertThat(client.send(body).statusCode()).isEqualTo(400);
    }

    @Test
    void deepNestingIsRefusedNotFatal() {
      Errors.assertRefused(
          client.send("[".repeat(100_000)),
          400,
          Errors.graph(100, "OAuthException", "(#100) The request body is not valid JSON."));
    }

    @Test
    void bytesThatAreNotUtf8() {
      Errors.assertRefused(
          client.call(
              client
                  .request(PATH)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}))),
          400,
          Errors.graph(100, "OAuthException", "(#100) The request body is not valid JSON."));
    }

    @Test
    void anotherContentType() {
      Errors.assertRefused(
          client.call(
              client
                  .request(PATH)
                  .header("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofString(GOOD))),
          400,
          Errors.graph(
              100, "OAuthException", "(#100) The parameter messaging_product is required."));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{}|The parameter messaging_product is required.",
          "{\"messaging_product\":\"sms\"}|Param messaging_product must be one of {WHATSAPP} - got \\\"sms\\\".",
          "{\"messaging_product\":7}|Param messaging_product must be a string.",
          "{\"messaging_product\":\"whatsapp\",\"type\":\"text\"}|The parameter to is required.",
          "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"list\",\"to\":\"14155551234\"}"
              + "|Param recipient_type must be one of {INDIVIDUAL, GROUP} - got \\\"list\\\".",
          "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"text\":\"Hi\"}|Param text must be a JSON object.",
          "{\"messaging_product\":\"whatsapp\",\"status\":\"seen\"}|Param status must be one of {READ} - got \\\"seen\\\".",
          "{\"messaging_product\":\"whatsapp\",\"status\":\"read\"}|The parameter message_id is required.",
        })
    void whatTheGraphApiFindsFirst(String body, String sentence) {
      Errors.assertRefused(
          client.send(body), 400, Errors.graph(100, "OAuthException", "(#100) " + sentence));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "\"type\":\"text\"|Parameter 'text' is required.",
          "\"type\":\"text\",\"text\":{}|Parameter 'text.body' is required.",
          "\"type\":\"text\",\"text\":{\"body\":\"\"}|Parameter 'text.body' is required.",
          "\"type\":\"text\",\"text\":{\"body\":null}|Parameter 'text.body' is required.",
          "\"type\":\"template\"|Parameter 'template' is required.",
          "\"type\":\"template\",\"template\":{\"language\":{\"code\":\"en\"}}|Parameter 'template.name' is required.",
          "\"type\":\"template\",\"template\":{\"name\":\"x\"}|Parameter 'template.language' is required.",
          "\"type\":\"template\",\"template\":{\"name\":\"x\",\"language\":{}}"
              + "|Parameter 'template.language.code' is required.",
        })
    void whatIsMissing(String rest, String details) {
      Errors.assertRefused(
          client.send("{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\"," + rest + "}"),
          400,
          Errors.whatsApp(131008, "Required parameter is missing", details));
    }

    @ParameterizedTest
    @ValueSource(strings = {"carrier_pigeon", "IMAGE", "images"})
    void aTypeThatIsNotSupported(String type) {
      Errors.assertRefused(
          client.send(
              "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"%s\"}"
                  .formatted(type)),
          400,
          Errors.whatsApp(
              131051,
              "Unsupported message type",
              "Messages of type '" + type + "' are not supported here."));
    }

    @Test
    void aTextOfMoreThan4096Characters() {
      Errors.assertRefused(
          client.send(GOOD.replace("Hello", "x".repeat(4097))),
          400,
          Errors.whatsApp(
              100,
              "Invalid parameter",
              "Param text['body'] must be at most 4096 characters long."));
    }

    @Test
    void callbackDataOfMoreThan512Characters() {
      String data = "\"biz_opaque_callback_data\":\"" + "x".repeat(513) + "\",";
      Errors.assertRefused(
          client.send("{" + data + GOOD.substring(1)),
          400,
          Errors.whatsApp(
              100,
              "Invalid parameter",
              "Param biz_opaque_callback_data must be at most 512 characters long."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1234", "1234567890123456"})
    void aRecipientThatIsNoPhoneNumber(String to) {
      Errors.assertRefused(
          client.send(TestClient.text(to)),
          400,
          Errors.whatsApp(
              131009, "Parameter value is not valid", "Parameter 'to' is not a phone number."));
    }

    @Test
    void aRecipientThatIsNoUserId() {
      Errors.assertRefused(
          client.send(GOOD.replace("\"to\":\"14155551234\"", "\"recipient\":\"14155551234\"")),
          400,
          Errors.whatsApp(
              131009,
              "Parameter value is not valid",
              "Parameter 'recipient' is not a business-scoped user id."));
    }
  }

  @Test
  void aTestNumberWritesOnlyToItsList() {
    try (WhatsAppCloudSimulator test =
        WhatsAppCloudSimulator.builder().testNumberAllowList(Set.of("+1 415-555-1234")).start()) {
      TestClient caller = new TestClient(test);
      assertThat(caller.send(GOOD).statusCode()).isEqualTo(200);
      Errors.assertRefused(
          caller.send(TestClient.text("14155559999")),
          400,
          Errors.whatsApp(
              131030,
              "Recipient phone number not in allowed list",
              "This is a test number: add the recipient to its list of recipients first."));
      assertThat(test.received()).extracting(ReceivedMessage::errorCode).containsExactly(0, 131030);
    }
  }
}
