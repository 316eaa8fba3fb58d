package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static io.patchbay.provider.whatsapp.Connections.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendOutcome.Accepted;
import io.patchbay.channel.SendOutcome.Rejected;
import io.patchbay.channel.SendOutcome.Unknown;
import io.patchbay.channel.UserId;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.send.GraphAnswerReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAnswerReaderTest {
  private static final TokenRedaction REDACTION =
      new TokenRedaction(CloudSettings.from(Connections.settings("http://127.0.0.1:1")));
  private static final GraphAnswerReader READER =
      new GraphAnswerReader(new Classifier(REDACTION), CLOCK);

  private static SendOutcome read(int status, String body, String... headers) {
    return READER.read(status, Headers.of(headers), body, ANNA);
  }

  private static SendOutcome.Accepted accepted(String body, Address to) {
    SendOutcome outcome = READER.read(200, Headers.of(), body, to);
    assertThat(outcome).isInstanceOf(Accepted.class);
    return (Accepted) outcome;
  }

  private static SendError error(int status, String body, String... headers) {
    return read(status, body, headers).error().orElseThrow();
  }

  @Nested
  class Success {
    @Test
    void keepsTheIdAndTheAddressAsAnsweredAndAsGiven() {
      Accepted accepted =
          accepted(
              """
              {"messaging_product":"whatsapp",
               "contacts":[{"input":"5511987654321","wa_id":"551187654321"}],
               "messages":[{"id":"wamid.abc","message_status":"accepted"}]}""",
              new PhoneNumber("5511987654321"));

      assertThat(accepted)
          .isEqualTo(
              new Accepted(
                  "wamid.abc",
                  List.of(new PhoneNumber("551187654321")),
                  Map.of(
                      "input",
                      "5511987654321",
                      "wa_id",
                      "551187654321",
                      "message_status",
                      "accepted")));
    }

    @Test
    void keepsUnknownStatusesAndIgnoresUnknownFields() {
      assertThat(
              accepted(
                      """
                      {"new":{"deep":[1]},"messages":[{"id":"wamid.abc","message_status":"resting",
                       "group":7},{"id":"wamid.def"}],"contacts":[]}""",
                      ANNA)
                  .details())
          .isEqualTo(Map.of("message_status", "resting"));
    }

    /** What Meta does with a template whose quality it does not know yet. */
    @ParameterizedTest
    @ValueSource(strings = {"accepted", "held_for_quality_assessment", "paused"})
    void keepsWhatBecomesOfTheMessageFirst(String status) {
      Accepted accepted =
          accepted(
              "{\"messages\":[{\"id\":\"wamid.abc\",\"message_status\":\"" + status + "\"}]}",
              ANNA);

      assertThat(accepted.providerMessageId()).isEqualTo("wamid.abc");
      assertThat(accepted.details()).isEqualTo(Map.of("message_status", status));
    }

    @Test
    void keepsTheUserIdBesideThePhoneNumber() {
      Accepted accepted =
          accepted(
              """
              {"contacts":[{"input":"14155551234","wa_id":"14155551234","user_id":"US.1a2b3c4d"}],
               "messages":[{"id":"wamid.abc"}]}""",
              ANNA);

      assertThat(accepted.resolved()).containsExactly(ANNA, new UserId("US.1a2b3c4d"));
      assertThat(accepted.details())
          .isEqualTo(
              Map.of("input", "14155551234", "wa_id", "14155551234", "user_id", "US.1a2b3c4d"));
    }

    @Test
    void resolvesToTheUserIdWhereThereIsNoPhoneNumber() {
      assertThat(
              accepted(
                      """
                      {"contacts":[{"input":"US.1a2b3c4d","user_id":"US.1a2b3c4d"}],
                       "messages":[{"id":"wamid.abc"}]}""",
                      new UserId("US.1a2b3c4d"))
                  .resolved())
          .containsExactly(new UserId("US.1a2b3c4d"));
    }

    @Test
    void resolvesToTheGroupWhereOneWasAddressed() {
      assertThat(
              accepted(
                      """
                      {"contacts":[{"input":"1234567890","wa_id":"1234567890"}],
                       "messages":[{"id":"wamid.abc"}]}""",
                      new GroupId("1234567890"))
                  .resolved())
          .containsExactly(new GroupId("1234567890"));
    }

    /** The second is an example of Meta's own, with a blank at its end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "48XXXXXXXXX ", "0123", "12345678901234567890"})
    void toleratesAddressesThatAreNone(String waId) {
      Accepted accepted =
          accepted(
              "{\"contacts\":[{\"wa_id\":\"" + waId + "\"}],\"messages\":[{\"id\":\"wamid.abc\"}]}",
              ANNA);

      assertThat(accepted.resolved()).isEmpty();
      assertThat(accepted.providerMessageId()).isEqualTo("wamid.abc");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "null",
          "[]",
          "\"wamid.abc\"",
          "{}",
          "{\"messages\":[]}",
          "{\"messages\":[null]}",
          "{\"messages\":{\"id\":\"wamid.abc\"}}",
          "{\"messages\":[{\"id\":\"  \"}]}",
          "{\"messages\":[{\"id\":{}}]}",
          "{\"messages\":[{\"id\":\"wamid.abc\"}]",
          "{\"messages\":[{\"id\":\"wamid.abc\"}]} and more",
          "<html>200</html>"
        })
    void withoutAnIdNobodyKnows(String body) {
      SendOutcome outcome = read(200, body);

      assertThat(outcome).isInstanceOf(Unknown.class);
      SendError error = outcome.error().orElseThrow();
      assertThat(error.category()).isEqualTo(Category.UNREADABLE_ANSWER);
      assertThat(error.message()).isEqualTo("HTTP 200 without a message id");
      assertThat(error.remedy()).isEqualTo(GraphRemedies.MAY_HAVE_ARRIVED);
    }

    @Test
    void nestingWithoutEndDoesNotHurt() {
      assertThat(read(200, "{\"messages\":" + "[".repeat(500_000))).isInstanceOf(Unknown.class);
      assertThat(read(400, "{\"error\":" + "{\"a\":".repeat(300_000))).isInstanceOf(Unknown.class);
    }
  }

  @Nested
  class Refusal {
    @Test
    void keepsEverythingThatMetaSaid() {
      SendOutcome outcome =
          read(
              400,
              """
              {"error":{"message":"(#131030) Recipient phone number not in allowed list",
               "type":"OAuthException","code":131030,"error_subcode":2494055,
               "error_data":{"messaging_product":"whatsapp","details":"Add 14155551234 first"},
               "fbtrace_id":"AbC123"}}""");

      assertThat(outcome).isInstanceOf(Rejected.class);
      assertThat(outcome.error())
          .contains(
              SendError.of(
                      Category.RECIPIENT_INVALID,
                      "(#131030) Recipient phone number not in allowed list")
                  .retry(Retry.NEVER)
                  .scope(Scope.RECIPIENT)
                  .code("131030")
                  .details("Add 14155551234 first")
                  .traceId("AbC123")
                  .remedy(
                      "Add the number to the recipients of the test number under WhatsApp > API"
                          + " Setup in the app dashboard, or send from a number of your own.")
                  .documentation(Classifier.DOCUMENTATION)
                  .build());
    }

    @Test
    void codeMayBeAStringAndErrorDataABareString() {
      SendError error =
          error(
              400,
              """
              {"error":{"code":"131047","message":"Re-engagement message",
               "error_data":"More than 24 hours","fbtrace_id":"AbC123"}}""");

      assertThat(error.category()).isEqualTo(Category.WINDOW_CLOSED);
      assertThat(error.details()).isEqualTo("More than 24 hours");
      assertThat(error.traceId()).isEqualTo("AbC123");
    }

    @Test
    void detailsAreWhatIsMeantForUsersWhereThereIsNothingElse() {
      assertThat(
              error(
                      400,
                      """
                      {"error":{"code":368,"error_user_title":"Blocked","error_user_msg":"For spam"}}""")
                  .details())
          .isEqualTo("For spam");
    }

    @Test
    void codeCountsWhateverTheStatus() {
      assertThat(read(500, "{\"error\":{\"code\":190,\"message\":\"Expired\"}}"))
          .isInstanceOf(Rejected.class);
      assertThat(read(200, "{\"error\":{\"code\":190,\"message\":\"Expired\"}}"))
          .isInstanceOf(Rejected.class);
      assertThat(read(400, "{\"error\":{\"code\":131000,\"message\":\"Something\"}}"))
          .isInstanceOf(Unknown.class);
      assertThat(read(429, "{\"error\":{\"code\":2,\"message\":\"Busy\"}}"))
          .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
      "400, OTHER, Rejected",
      "401, OTHER, Rejected",
      "404, OTHER, Rejected",
      "429, RATE_LIMITED, Rejected",
      "500, UNKNOWN_SERVER, Unknown",
      "503, UNKNOWN_SERVER, Unknown",
      "200, UNKNOWN_SERVER, Unknown",
      "307, UNKNOWN_SERVER, Unknown"
    })
    void statusDecidesForCodesThatNobodyKnows(int status, Category category, String outcome) {
      SendOutcome read = read(status, "{\"error\":{\"code\":424242,\"message\":\"New\"}}");

      assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
      assertThat(read.error().orElseThrow().category()).isEqualTo(category);
      assertThat(read.error().orElseThrow().code()).isEqualTo("424242");
    }

    @Test
    void unknownCodeThatMetaCallsTransientProvesNothing() {
      assertThat(
              read(400, "{\"error\":{\"code\":424242,\"message\":\"New\",\"is_transient\":true}}"))
          .isInstanceOf(Unknown.class);
    }

    @Test
    void errorMayBeABareStringOrHaveNoCode() {
      assertThat(error(400, "{\"error\":\"invalid_request\"}").message())
          .isEqualTo("invalid_request");
      assertThat(error(400, "{\"error\":{\"message\":\"No\"}}").category())
          .isEqualTo(Category.UNKNOWN_SERVER);
      assertThat(error(400, "{\"error\":{\"fbtrace_id\":\"A\"}}").message())
          .isEqualTo("An error without a code and without a message in HTTP 400");
      assertThat(error(400, "{\"error\":{\"code\":131026}}").message())
          .isEqualTo("Error 131026 without a message in HTTP 400");
    }

    /** Each may be what is left of code 131000, which comes with HTTP 400 too. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "[{\"error\":{\"code\":13",
          "{\"error\":{\"message\":\"An unknown error has occurred.\",\"type\":\"OAuthException\"}}",
          "{\"error\":{\"type\":\"OAuthException\",\"is_transient\":true,\"fbtrace_id\":\"x\"}}",
          "{\"error\":{\"type\":\"OAuthException\"}}",
          "{\"error\":{\"code\":131000.0,\"message\":\"x\"}}",
          "{\"error\":{\"code\":\"131000.00\",\"message\":\"x\"}}"
        })
    void refusalWithoutItsCodeProvesNothing(String body) {
      assertThat(read(400, body)).isInstanceOf(Unknown.class);
    }

    @Test
    void emptyRefusalOfStatedLengthIsOne() {
      assertThat(read(400, "", "Content-Length", "0")).isInstanceOf(Rejected.class);
      assertThat(read(400, "", "Transfer-Encoding", "chunked")).isInstanceOf(Rejected.class);
      assertThat(read(403, "")).isInstanceOf(Rejected.class);
      assertThat(read(429, "{\"error\":{\"message\":\"No\"}}")).isInstanceOf(Rejected.class);
      assertThat(read(400, "{\"error\":{\"code\":190.0}}").error().orElseThrow().code())
          .isEqualTo("190");
    }

    @Test
    void phoneNumberThatDoesNotExistIsAMatterOfTheSender() {
      SendError error =
          error(400, "{\"error\":{\"code\":100,\"error_subcode\":33,\"message\":\"No object\"}}");

      assertThat(error.category()).isEqualTo(Category.SENDER);
      assertThat(error.scope()).isEqualTo(Scope.CONNECTION);
      assertThat(error.remedy()).startsWith("Compare the phone number id");
      assertThat(
              error(400, "{\"error\":{\"code\":100,\"error_subcode\":2018001,\"message\":\"x\"}}")
                  .category())
          .isEqualTo(Category.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 210, 299})
    void wholeRangeOfPermissionsCountsAlike(int code) {
      assertThat(error(403, "{\"error\":{\"code\":" + code + ",\"message\":\"x\"}}").category())
          .isEqualTo(Category.PERMISSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 2000})
    void neighboursOfTheRangeDoNot(int code) {
      assertThat(error(403, "{\"error\":{\"code\":" + code + ",\"message\":\"x\"}}").category())
          .isEqualTo(Category.OTHER);
    }

    @Test
    void tokenThatMetaQuotesIsTakenOut() {
      SendError error =
          error(
              400,
              "{\"error\":{\"code\":190,\"message\":\"Malformed access token "
                  + Connections.TOKEN
                  + "\",\"error_data\":{\"details\":\"EAA0123456789abc is cut\"}}}");

      assertThat(error.message()).isEqualTo("Malformed access token ****");
      assertThat(error.details()).isEqualTo("**** is cut");
    }

    @Test
    void titleThatMayEchoTheRequestIsKeptByItsLengthOnly() {
      assertThat(
              error(403, "<title>Bearer " + Connections.TOKEN + " to 14155551234</title>")
                  .details())
          .isEqualTo("no content type, 59 characters");
      assertThat(error(403, "<title>Blocked: Hi there my text</title>").details())
          .isEqualTo("no content type, 40 characters");
    }

    @Test
    void textOfSomebodyElseIsKeptByItsKindAndLengthOnly() {
      String echo = "Blocked: {\"to\":\"14155551234\",\"text\":{\"body\":\"Hi there my text\"}}";

      assertThat(error(403, echo, "Content-Type", "text/plain; charset=utf-8").details())
          .isEqualTo("text/plain, 64 characters");
      assertThat(error(502, echo).details()).isEqualTo("no content type, 64 characters");
      assertThat(error(200, echo, "Content-Type", "Hi there my text").details())
          .isEqualTo("no content type, 64 characters");
      assertThat(error(403, " ").details()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"error\":\"Blocked: Hi there my text\"}",
          "{\"error\":{\"message\":\"Blocked: Hi there my text\"}}",
          "{\"error\":{\"code\":403,\"message\":\"Blocked: Hi there my text\"}}",
          "{\"error\":{\"code\":403,\"message\":\"No\",\"error_data\":\"Hi there my text\"}}",
          "{\"error\":{\"code\":\"Hi there my text\",\"message\":\"14155551234\"}}"
        })
    void errorThatMayNotBeMetasIsKeptWithoutItsSentences(String body) {
      SendError error = error(403, body);

      assertThat(error.message() + error.details() + error.code())
          .contains(" characters>")
          .doesNotContain("Hi there", "14155551234");
    }

    @Test
    void sentencesOfMetaAreKeptWhateverTheCode() {
      assertThat(
              error(400, "{\"error\":{\"code\":424242,\"message\":\"Some news\",\"type\":\"x\"}}")
                  .message())
          .isEqualTo("Some news");
      assertThat(
              error(
                      400,
                      "{\"error\":{\"code\":424242,\"message\":\"Some news\",\"fbtrace_id\":\"A\"}}")
                  .message())
          .isEqualTo("Some news");
    }

    @Test
    void proofThatGoesWithTheTokenIsASecretToo() {
      CloudSettings settings =
          CloudSettings.from(
              Connections.settings("http://127.0.0.1:1", "appSecret=" + Connections.SECRET));
      String proof = String.valueOf(GraphClient.proof(settings));
      TokenRedaction redaction = new TokenRedaction(settings);

      assertThat(proof).hasSize(64);
      assertThat(redaction.clean("?appsecret_proof=" + proof + "&a=b"))
          .isEqualTo("?appsecret_proof=****&a=b");
    }

    @Test
    void errorPageIsNotHiddenBehindAJsonError() {
      assertThat(error(502, "<html><head><title>Bad Gateway</title></head></html>").details())
          .isEqualTo("Bad Gateway");
    }

    @Test
    void refusalForRateWithoutABodyIsToBeTriedAgain() {
      SendError error = error(429, "", "Retry-After", "7");

      assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
      assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
      assertThat(error.code()).isEqualTo("HTTP 429");
    }

    @Test
    void objectWithoutAnErrorIsNotMetas() {
      assertThat(error(403, "{\"message\":\"Forbidden\"}").remedy())
          .isEqualTo(GraphRemedies.NOT_META);
    }
  }

  @Nested
  class Waiting {
    private static final String THROTTLED = "{\"error\":{\"code\":80007,\"message\":\"x\"}}";

    @Test
    void takesSeconds() {
      assertThat(error(429, THROTTLED, "Retry-After", "90").retryAfter())
          .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void takesADate() {
      assertThat(error(429, THROTTLED, "Retry-After", "Fri, 20 Nov 2026 12:01:30 GMT").retryAfter())
          .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void takesMinutesFromMetasUsageHeaderAndTheLongestWaitOfAll() {
      String usage =
          """
          {"102290129340398":[{"type":"whatsapp","estimated_time_to_regain_access":0},
            {"type":"whatsapp_business_management","estimated_time_to_regain_access":19}]}"""
              .replace("\n", "");

      assertThat(
              error(429, THROTTLED, "X-Business-Use-Case-Usage", usage, "Retry-After", "90")
                  .retryAfter())
          .isEqualTo(Duration.ofMinutes(19));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "99999999999", "Fri, 20 Nov 2020 12:00:00 GMT"})
    void ignoresWhatMakesNoSense(String value) {
      assertThat(error(429, THROTTLED, "Retry-After", value).retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"1\":7}", "{\"1\":[7,{}]}", "{", "{\"1\":[{\"x\":1}]}"})
    void usageHeaderMayBeAnything(String value) {
      assertThat(error(429, THROTTLED, "X-Business-Use-Case-Usage", value).retryAfter()).isNull();
    }

    @Test
    void waitsAsLongAsTheDocumentationSaysWhereNoHeaderDoes() {
      assertThat(error(400, "{\"error\":{\"code\":131049,\"message\":\"x\"}}").retryAfter())
          .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void nothingThatWillNeverPassIsToBeWaitedFor() {
      assertThat(
              error(400, "{\"error\":{\"code\":190,\"message\":\"x\"}}", "Retry-After", "90")
                  .retryAfter())
          .isNull();
    }
  }
}
