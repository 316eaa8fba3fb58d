package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit together is said, all at once, before anything is sent. */
@Tag("locale")
class GatewaySettingsTest {
  private static final Map<String, List<String>> SMALLEST =
      Map.of(
          "url", List.of("https://sms.example.com/send"),
          "body", List.of("{\"to\":\"{to}\",\"text\":\"{text}\"}"),
          "answerId", List.of("id"));

  private static List<SettingProblem> problems(Map<String, List<String>> values) {
    HttpGatewayProvider provider = new HttpGatewayProvider();
    return provider.check(Settings.of(provider.descriptor().settings(), values));
  }

  private static List<String> lines(Map<String, List<String>> values) {
    return problems(values).stream().map(one -> one.key() + " " + one.message()).toList();
  }

  @Test
  void theSmallestConfigurationIsGood() {
    assertThat(problems(SMALLEST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "form", "text", "xml"})
  void theExamplesAreGood(String example) {
    assertThat(problems(Examples.settings(example, "https://sms.example.com/"))).isEmpty();
  }

  @Test
  void everythingIsReportedAtOnce() {
    Map<String, List<String>> values =
        Examples.with(
            SMALLEST,
            "authentication",
            "basic",
            "body",
            "{\"to\":\"{recipient}\",\"text\":{text}}",
            "phoneFormat",
            "national",
            "answerId",
            "a b",
            "answerStatus",
            "status",
            "errorCodes",
            "17=TOO_FAST",
            "httpStatuses",
            "200=REQUEST",
            "statusWord",
            "s",
            "callbackSecret",
            "s",
            "timeout",
            "20m",
            "proxy",
            "https://proxy.example/x",
            "callbackTimeZone",
            "Mars/North",
            "maxLength",
            "0",
            "messagesPerSecond",
            "0");
    assertThat(problems(values).stream().map(SettingProblem::key))
        .containsExactlyInAnyOrder(
            "username",
            "password",
            "messagesPerSecond",
            "countryCode",
            "body",
            "body",
            "body",
            "body",
            "maxLength",
            "acceptedStatuses",
            "answerId",
            "httpStatuses",
            "errorCodes",
            "statusId",
            "statusWords",
            "callbackTimeZone",
            "callbackHeader",
            "timeout",
            "proxy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "body | {\"to\":\"{to}\",\"text\":\"{text}\" | body is not well-formed once it is filled:"
            + " not JSON",
        "body | {\"text\":\"{text}\"} | body says nowhere {to}, nor do url, query, headers and body"
            + " together",
        "from | 1500 | from is given, but no template has {from}, so that the gateway would not"
            + " learn of it",
        "headers | X-From: {from} | from is missing, and a template has {from}",
        "headers | X-Key: {token} | token is missing, and a template has {token}",
        "method | GET | body is given, but GET has no body",
        "url | https://user:pw@sms.example.com/ | url has a user name or password in it",
        "headers | Content-Length: 17 | headers sets Content-Length, which is written for every"
            + " request",
        "headers | Accept-Encoding: gzip | headers sets Accept-Encoding, which is written for every"
            + " request",
        "password | pw | password is given, but neither authentication none nor a template uses it",
        "token | t | token is given, but neither authentication none nor a template uses it",
        "callbackParameter | secret | callbackParameter is of no use with callbackCheck hmac",
        "callbackUser | me | callbackUser is of no use with callbackCheck hmac",
        "callbackTolerance | 1m | callbackTolerance is of no use without callbackTimestampHeader:"
            + " old callbacks could be repeated",
        "tokenHeader | X-Key | tokenHeader is of no use with authentication none",
        "authentication | bearer | token is missing, which authentication bearer needs",
        "countryCode | 49 | countryCode is of no use with phoneFormat digits",
        "acceptedStatuses | OK | answerStatus is missing, and acceptedStatuses needs it",
        "errorCodes | 17=RATE_LIMITED,SOON | errorCodes names the unknown retry 'SOON'; known:"
            + " NEVER, BACKOFF, LATER",
        "errorCodes | 17=NOT_CONFIGURED | errorCodes names the unknown category 'NOT_CONFIGURED';"
            + " known: AUTHENTICATION",
        "errorCodes | 17=REQUEST,NEVER,MESSAGE,X | errorCodes has more than category, retry and"
            + " scope after the =",
        "statusWords | x=GONE | statusWords names the unknown state 'GONE'; known: OTHER, ACCEPTED",
        "inboundText | t | inboundFrom is missing, and inboundText needs it",
        "callbackItems | a[ | callbackItems is no path",
        "callbackTimePattern | bbb | callbackTimePattern is no pattern of DateTimeFormatter",
        "callbackTolerance | 2d | callbackTolerance is not between a millisecond and a day"
      })
  void oneMistake(String key, String value, String problem) {
    assertThat(
            Settings.problems(
                    new HttpGatewayProvider().descriptor().settings(),
                    Examples.with(SMALLEST, key, value))
                .stream()
                .map(one -> one.key() + " " + one.message())
                .findFirst()
                .or(
                    () ->
                        lines(Examples.with(SMALLEST, key, value)).stream()
                            .filter(line -> line.startsWith(problem))
                            .findFirst())
                .orElse(""))
        .startsWith(problem);
  }

  @Test
  void aSignatureHasToCoverWhatIsReadAndTheTime() {
    Map<String, List<String>> signed =
        Examples.with(SMALLEST, "callbackSecret", "s", "callbackHeader", "X-Signature");
    assertThat(problems(signed)).isEmpty();
    assertThat(lines(Examples.with(signed, "callbackFormat", "query")))
        .containsExactly("callbackSigned does not cover {url}, which holds what is read");
    assertThat(lines(Examples.with(signed, "callbackTimestampHeader", "X-Time")))
        .containsExactly(
            "callbackSigned does not cover {timestamp}, so that anybody could write a new time");
    assertThat(lines(Examples.with(signed, "callbackSigned", "{timestamp}.{body}")))
        .containsExactly("callbackTimestampHeader is missing, and callbackSigned has {timestamp}");
    assertThat(
            lines(Examples.with(signed, "callbackCheck", "header", "callbackTimestampHeader", "T")))
        .containsExactly("callbackTimestampHeader is of no use with callbackCheck header");
  }

  @Test
  void aHeaderThatWouldReplaceAnotherIsReported() {
    Map<String, List<String>> bearer =
        Examples.with(
            SMALLEST,
            "authentication",
            "bearer",
            "token",
            "t",
            "headers",
            "authorization: Key {token}");
    assertThat(problems(bearer))
        .containsExactly(
            new SettingProblem(
                "headers",
                "sets authorization, as authentication bearer does",
                "take it out, or set authentication to none"));
    Map<String, List<String>> key =
        Examples.with(
            SMALLEST, "authentication", "header", "token", "t", "tokenHeader", "X-Api-Key");
    key.put("headers", List.of("X-Other: 1", "x-api-key: other", "X-OTHER: 2"));
    assertThat(problems(key).stream().map(problem -> problem.key() + " " + problem.message()))
        .containsExactly(
            "headers[1] sets x-api-key, as authentication header does",
            "headers[2] sets X-OTHER a second time");
    Map<String, List<String>> own =
        Examples.with(SMALLEST, "token", "t", "headers", "Authorization: Key {token}");
    assertThat(problems(own)).isEmpty();
  }

  @Test
  void linesOfAListAreReportedByTheirNumber() {
    Map<String, List<String>> values = new java.util.LinkedHashMap<>(SMALLEST);
    values.put("errorCodes", List.of("1=REQUEST", "2=NOPE", "1=PAYMENT"));
    assertThat(problems(values).stream().map(SettingProblem::key))
        .containsExactly("errorCodes[1]", "errorCodes[2]");
  }

  @Test
  void aFormsLiteralsAreEncodedAlready() {
    assertThat(
            lines(
                Examples.with(
                    SMALLEST, "bodyType", "form", "body", "to={to}&text={text}&s=My Shop")))
        .containsExactly(
            "body has characters outside of placeholders that a form writes otherwise, a space as"
                + " %20");
  }

  @Test
  void problemsQuoteNoSecret() {
    Map<String, List<String>> values =
        Examples.with(
            SMALLEST,
            "authentication",
            "bearer",
            "token",
            "test token with spaces",
            "callbackSecret",
            "test-callback");
    assertThat(problems(values)).isNotEmpty();
    assertThat(problems(values).toString()).doesNotContain("test token", "test-callback");
  }

  @Test
  void connectingWithContradictionsIsADefectOfTheCaller() {
    assertThatThrownBy(() -> Examples.connect(Examples.with(SMALLEST, "maxLength", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxLength");
  }
}
