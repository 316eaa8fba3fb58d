package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an answer to an outcome. */
@Tag("locale")
class AnswersTest {
  private static final String TEXT = "Hello Ada, your code is 4711";

  private static Map<String, List<String>> settings(String url) {
    Map<String, List<String>> settings = new java.util.LinkedHashMap<>();
    settings.put("url", List.of(url));
    settings.put("body", List.of("{\"to\":{to},\"text\":\"{text}\"}"));
    settings.put("authentication", List.of("bearer"));
    settings.put("token", List.of(Examples.TOKEN));
    settings.put("answerId", List.of("id"));
    settings.put("answerCode", List.of("code"));
    settings.put("answerText", List.of("text"));
    settings.put("traceHeader", List.of("X-Trace"));
    settings.put("noErrorCodes", List.of("0"));
    settings.put(
        "errorCodes",
        List.of("1=RATE_LIMITED", "2=UNKNOWN_SERVER", "3=SENDER,LATER,ACCOUNT", "4=OPTED_OUT"));
    settings.put("httpStatuses", List.of("503=UNAVAILABLE", "404=RECIPIENT_UNREACHABLE"));
    return settings;
  }

  private static SendOutcome send(String status, String body, String... changes)
      throws IOException {
    try (RawGateway gateway =
        new RawGateway(
            peer -> {
              if (peer.request()) {
                peer.write(
                    "HTTP/1.1 "
                        + status
                        + "\r\nConnection: close\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n\r\n"
                        + body);
              }
            })) {
      SmsConnection connection = Examples.connect(Examples.with(settings(gateway.url()), changes));
      SendOutcome outcome = connection.send(request(TEXT));
      connection.close();
      return outcome;
    }
  }

  private static SendRequest request(String text) {
    return new SendRequest(
        new PhoneNumber("14155550132"), Text.of(text), null, null, "r", Duration.ofSeconds(10));
  }

  /** A short code has no country code: it is written as it is in every phoneFormat. */
  @Test
  void aShortCodeIsARecipient() throws IOException {
    try (RawGateway gateway =
        new RawGateway(
            peer -> {
              if (peer.request()) {
                peer.answer("200 OK", "{\"id\":\"7\"}");
              }
            })) {
      SmsConnection connection = Examples.connect(settings(gateway.url()));
      SendOutcome outcome =
          connection.send(
              new SendRequest(
                  new ShortCode("39041"), Text.of("Hi"), null, null, "r", Duration.ofSeconds(10)));
      connection.close();
      assertThat(outcome.accepted()).isTrue();
      assertThat(gateway.requests())
          .singleElement()
          .asString()
          .endsWith("{\"to\":39041,\"text\":\"Hi\"}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "200 OK | {'id':'7'} | Accepted | - | -",
        "200 OK | {'id':7,'code':0} | Accepted | - | -",
        "202 Accepted | {'id':'7','code':''} | Accepted | - | -",
        "200 OK | {'id':''} | Unknown | UNREADABLE_ANSWER | -",
        "200 OK | {'id':{'a':1}} | Unknown | UNREADABLE_ANSWER | -",
        "200 OK | {'id':null} | Unknown | UNREADABLE_ANSWER | -",
        "200 OK | [] | Unknown | UNREADABLE_ANSWER | -",
        "204 No Content | | Unknown | UNREADABLE_ANSWER | -",
        "200 OK | {'id':'7','code':99} | Unknown | UNKNOWN_SERVER | 99",
        "200 OK | {'id':'7','code':2} | Unknown | UNKNOWN_SERVER | 2",
        "200 OK | {'code':4} | Rejected | OPTED_OUT | 4",
        "400 Bad | {'code':99} | Rejected | OTHER | 99",
        "400 Bad | nothing | Rejected | REQUEST | -",
        "401 No | {} | Rejected | AUTHENTICATION | -",
        "401 No | {'code':99} | Rejected | AUTHENTICATION | 99",
        "401 No | {'code':4} | Rejected | OPTED_OUT | 4",
        "404 No | {} | Rejected | RECIPIENT_UNREACHABLE | -",
        "500 No | {'code':99} | Unknown | UNKNOWN_SERVER | 99",
        "500 No | {'code':4} | Rejected | OPTED_OUT | 4",
        "502 No | <html></html> | Unknown | UNKNOWN_SERVER | -",
        "503 No | <html></html> | Rejected | UNAVAILABLE | -",
        "409 No | {'code':99} | Unknown | UNKNOWN_SERVER | 99",
        "418 No | {} | Unknown | UNKNOWN_SERVER | -"
      })
  void outcomes(
      String status,
      @Nullable String body,
      String kind,
      @Nullable Category category,
      @Nullable String code)
      throws IOException {
    SendOutcome outcome = send(status, body == null ? "" : body.replace('\'', '"'));
    assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(outcome.error().map(SendError::category).orElse(null)).isEqualTo(category);
    assertThat(outcome.error().map(SendError::code).orElse(null)).isEqualTo(code);
  }

  @Test
  void allOtherCodesCanBeListedAsRefusals() throws IOException {
    assertThat(send("200 OK", "{\"code\":99}", "errorCodes", "*=OTHER"))
        .isInstanceOf(SendOutcome.Rejected.class);
    assertThat(send("409 No", "{\"code\":99}", "errorCodes", "*=OTHER"))
        .isInstanceOf(SendOutcome.Rejected.class);
    assertThat(send("500 No", "{\"code\":99}", "errorCodes", "*=OTHER"))
        .as("a server error proves nothing all the same")
        .isInstanceOf(SendOutcome.Unknown.class);
    assertThat(send("302 No", "{\"code\":99}", "errorCodes", "*=OTHER"))
        .isInstanceOf(SendOutcome.Unknown.class);
  }

  @Test
  void aRuleGivesRetryAndScopeOrTheUsualOnes() throws IOException {
    SendError third = send("200 OK", "{\"code\":3}").error().orElseThrow();
    assertThat(List.of(third.category(), third.retry(), third.scope()))
        .containsExactly(Category.SENDER, Retry.LATER, Scope.ACCOUNT);
    SendError first = send("200 OK", "{\"code\":1}").error().orElseThrow();
    assertThat(List.of(first.category(), first.retry(), first.scope()))
        .containsExactly(Category.RATE_LIMITED, Retry.BACKOFF, Scope.CONNECTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "7 | 7",
        "Sun, 01 Mar 2026 12:00:30 GMT | 30",
        "Sun, 01 Mar 2026 11:00:30 GMT | -",
        "0 | -",
        "soon | -",
        "999999999 | 2592000"
      })
  void throttlingSaysHowLong(String header, @Nullable Long seconds) throws IOException {
    SendError error = send("429 Slow\r\nRetry-After: " + header, "{}").error().orElseThrow();
    assertThat(error.category()).isEqualTo(Category.RATE_LIMITED);
    assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
    assertThat(error.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void aStatusMayDecide() throws IOException {
    String[] changes = {"answerStatus", "state", "acceptedStatuses", "queued"};
    assertThat(send("200 OK", "{\"id\":\"7\",\"state\":\"queued\"}", changes).accepted()).isTrue();
    assertThat(send("200 OK", "{\"id\":\"7\"}", changes)).isInstanceOf(SendOutcome.Unknown.class);
    SendOutcome odd = send("200 OK", "{\"id\":\"7\",\"state\":\"held\"}", changes);
    assertThat(odd).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(odd.error().map(SendError::code)).contains("held");
    assertThat(send("200 OK", "{\"id\":\"7\",\"state\":\"4\"}", changes))
        .isInstanceOf(SendOutcome.Rejected.class);
  }

  @Test
  void theTraceIdIsKept() throws IOException {
    assertThat(send("400 Bad\r\nX-Trace: abc-1", "{}").error().map(SendError::traceId))
        .contains("abc-1");
  }

  /** What a gateway quotes of the request does not come back in an outcome. */
  @ParameterizedTest
  @CsvSource({
    "'400 Bad', '{\"code\":\"%s\",\"text\":\"token %s is wrong\"}'",
    "'200 OK', '{\"code\":\"%s\",\"text\":\"%s\"}'",
    "'400 Bad', '{\"code\":\"9\",\"text\":\"cannot deliver: %s\"}'",
    "'200 OK', '{\"id\":\"%s\"}'",
    "'500 No', '{\"code\":\"x%sx\",\"text\":\"%s\"}'"
  })
  void echoesAreTakenOut(String status, String body) throws IOException {
    String urlEncoded = "Hello+Ada%2C+your+code+is+4711";
    List<String> echoes =
        List.of(Examples.TOKEN, TEXT, "Hello Ada, your code is", urlEncoded, "ada, " + TEXT + "?!");
    for (String echo : echoes) {
      SendOutcome outcome =
          send(status + "\r\nX-Trace: " + Examples.TOKEN, body.replace("%s", echo));
      if (outcome.accepted() && !echo.equals(Examples.TOKEN)) {
        continue;
      }
      SendError error = outcome.error().orElseThrow();
      assertThat(outcome + " " + error.describe() + error.details() + error.code())
          .doesNotContain(Examples.TOKEN, "Ada, your", "4711", "Ada%2C");
    }
  }

  @Test
  void basicCredentialsAreTakenOutInTheirEncodedForm() throws IOException {
    String encoded =
        Base64.getEncoder()
            .encodeToString(("acme:" + Examples.TOKEN).getBytes(StandardCharsets.UTF_8));
    SendOutcome outcome =
        send(
            "401 No",
            "{\"text\":\"Authorization: Basic " + encoded + " is wrong\"}",
            "authentication",
            "basic",
            "username",
            "acme",
            "password",
            Examples.TOKEN,
            "token",
            "");
    assertThat(outcome.error().map(SendError::details))
        .contains("Authorization: Basic **** is wrong");
  }

  @Test
  void whatWillNotFitIsRefusedWithoutACall() {
    Map<String, List<String>> settings = settings("http://127.0.0.1:1/");
    SmsConnection connection = Examples.connect(Examples.with(settings, "maxLength", "5"));
    assertThat(connection.send(request("1234😀6")).error().map(SendError::message))
        .contains("The text has 6 characters; maxLength allows 5");
    assertThat(Examples.connect(settings).send(request("half \ud83d")).error().orElseThrow())
        .satisfies(
            error -> {
              assertThat(error.category()).isEqualTo(Category.REQUEST);
              assertThat(error.message()).contains("surrogate");
            });
    SmsConnection national =
        Examples.connect(
            Examples.with(
                settings,
                "phoneFormat",
                "national",
                "countryCode",
                "49",
                "body",
                "{\"to\":\"{to}\",\"text\":\"{text}\"}"));
    assertThat(national.send(request("x")).error().map(SendError::category))
        .contains(Category.RECIPIENT_UNREACHABLE);
  }
}
