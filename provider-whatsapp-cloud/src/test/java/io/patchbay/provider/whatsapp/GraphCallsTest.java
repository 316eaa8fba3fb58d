package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw calls: each goes where it may, once, and everything else is refused before any call. */
class GraphCallsTest {
  private static final String LOOK_FIRST =
      "Look whether it took effect before doing it again: it may have.";

  private final AccountServer graph = AccountServer.start("appSecret=" + Connections.SECRET);
  private final GraphCalls calls = graph.use(GraphCalls.class);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void areDeclaredAndTheIdsAtHand() {
    assertThat(new WhatsAppCloudProvider().descriptor().capabilities()).contains(GraphCalls.class);
    assertThat(calls.phoneNumberId()).isEqualTo(Connections.NUMBER_ID);
    assertThat(calls.businessAccountId()).isEqualTo(ACCOUNT);
  }

  /** One example for each area that has no interface of its own, as the coverage page has them. */
  @Test
  void groupsCallsCommerceAutomationAndAnalyticsAreReached() {
    graph.wire().stubFor(any(anyUrl()).willReturn(aResponse().withBody("{\"success\":true}")));

    RawCallExamples.ALL.forEach(example -> example.call(calls));

    assertThat(
            graph.requests().stream()
                .map(
                    request ->
                        (request.getMethod()
                                + " "
                                + withoutProof(request)
                                + " "
                                + request.getBodyAsString())
                            .strip()))
        .containsExactlyElementsOf(
            RawCallExamples.ALL.stream().map(RawCallExamples.Example::request).toList());
  }

  private static String withoutProof(LoggedRequest request) {
    HttpUrl url = HttpUrl.get(request.getAbsoluteUrl());
    HttpUrl rest = url.newBuilder().removeAllQueryParameters("appsecret_proof").build();
    return rest.encodedPath() + (rest.query() == null ? "" : "?" + rest.query());
  }

  @Test
  void tokenProofAndTraceGoWithEachCall() {
    String proof =
        ByteString.encodeUtf8(Connections.TOKEN)
            .hmacSha256(ByteString.encodeUtf8(Connections.SECRET))
            .hex();
    graph.answer(
        "GET", "/v25.0/17", aResponse().withBody("[1]").withHeader("x-fb-trace-id", "AbC"));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", "a.b(1&2),c=d é");
    query.put("type[0]", "");

    GraphAnswer answer = calls.get("17", query);

    assertThat(answer).isEqualTo(new GraphAnswer(200, "[1]", "AbC"));
    assertThat(answer.toString()).isEqualTo("GraphAnswer[200, 3 characters, trace AbC]");
    LoggedRequest request = graph.requests().get(0);
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + Connections.TOKEN);
    HttpUrl asked = HttpUrl.get(request.getAbsoluteUrl());
    assertThat(asked.queryParameterNames()).containsExactly("fields", "type[0]", "appsecret_proof");
    assertThat(asked.queryParameter("fields")).isEqualTo("a.b(1&2),c=d é");
    assertThat(asked.queryParameter("appsecret_proof")).isEqualTo(proof);
  }

  @Test
  void bodyGoesOutAsItIs() {
    graph.answer("POST", NUMBER + "/settings", "true").answer("DELETE", "/v25.0/17", "{}");
    String raw =
        ReceivedBodies.wrong(
            "no value of JSON is changed, whatever the call means",
            "{\"a\":1.50,\"b\":[null,1e3],\"c\":{\"d\":\"\u00e9\"}}");

    assertThat(calls.post(calls.phoneNumberId() + "/settings", raw).body()).isEqualTo("true");
    calls.delete("17", Map.of("hard", "true"), raw);
    calls.delete("17");
    calls.post(calls.phoneNumberId() + "/settings", Map.of(), null);

    assertThat(graph.requests())
        .extracting(LoggedRequest::getBodyAsString)
        .containsExactly(raw, raw, "", "");
  }

  @Test
  void refusalIsHandedOutWhereItIsAskedFor() {
    String refusal =
        "{\"error\":{\"code\":100,\"message\":\"no\",\"error_user_title\":\"News\",\"x\":\"%s\"}}";
    graph
        .answer("GET", "/v25.0/17", 400, refusal.formatted(Connections.TOKEN))
        .answer("POST", "/v25.0/17", 200, refusal.formatted("a"))
        .answer("DELETE", "/v25.0/17", 200, "{\"success\":true}");
    GraphCalls frank = calls.withRefusals();

    GraphAnswer answer = frank.get("17");

    assertThat(answer).isEqualTo(new GraphAnswer(400, refusal.formatted("****"), null));
    assertThat(answer.refused()).isTrue();
    assertThat(answer.toString()).isEqualTo("GraphAnswer[400, 74 characters]");
    assertThat(frank.post("17", Map.of(), null).refused()).isTrue();
    assertThat(frank.delete("17").refused()).isFalse();
    assertThat(AccountServer.error(() -> calls.get("17")).code()).isEqualTo("100");
  }

  @Test
  void refusalThatIsNoJsonOrTooLongIsThrownAllTheSame() {
    String tooLong = "{\"error\":{\"code\":100,\"message\":\"" + "x".repeat(65_536) + "\"}}";
    String longAnswer = "{\"a\":\"" + "x".repeat(65_536) + "\"}";
    graph
        .answer("GET", "/v25.0/17", 502, "<html></html>")
        .answer("GET", "/v25.0/18", 400, tooLong)
        .answer("GET", "/v25.0/19", 200, longAnswer);
    GraphCalls frank = calls.withRefusals();

    assertThat(AccountServer.error(() -> frank.get("17")).code()).isEqualTo("HTTP 502");
    assertThat(AccountServer.error(() -> frank.get("18")).code()).isEqualTo("100");
    assertThat(AccountServer.error(() -> frank.get("../x")).category()).isEqualTo(Category.REQUEST);
    assertThat(frank.get("19").body()).isEqualTo(longAnswer);
  }

  static Stream<String> hostile() {
    return Stream.of(
        "",
        "/",
        "/17",
        "17/",
        "17//18",
        "//evil.example/17",
        "https://evil.example/17",
        "https:/evil.example/17",
        "http:evil.example",
        ".",
        "..",
        "../17",
        "17/..",
        "17/../../18",
        "17/./18",
        "%2e%2e/17",
        "17/%2E%2E",
        "17%2f..%2f18",
        "..%2f17",
        "17?access_token=x",
        "17#18",
        "17;18",
        "17\\18",
        "\\\\evil.example\\17",
        "user:word@evil.example",
        "@evil.example/17",
        "17 18",
        "17\t",
        "17\n",
        "17\r\nHost: evil.example",
        "17\u0000",
        "17\u2028",
        "17/\uff0e\uff0e",
        "17\u3002evil",
        "\u0661\u0667",
        "a/".repeat(10) + "b",
        "a".repeat(513));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void pathCannotLeaveTheGraphVersion(String path) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> calls.get(path), () -> calls.post(path, "{}"), () -> calls.delete(path))) {
      SendError error = error(call);

      assertThat(error.category()).isEqualTo(Category.REQUEST);
      assertThat(error.message())
          .isEqualTo("The path is not one to ten parts of letters, digits, '_', '-', '.' and '='");
    }
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void baseUrlMayHaveAPathThatStays() {
    graph.answer("GET", "/below/v25.0/17", "{}");
    try (SmsConnection below = Connections.open(graph.url() + "below")) {
      assertThat(below.capability(GraphCalls.class).orElseThrow().get("17").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"access_token", "appsecret_proof", "method", "", "a b", "a&b", "a=b", "é"})
  void queryCannotBringWhatIsOurs(String name) {
    SendError error = error(() -> calls.get("17", Map.of(name, "DELETE")));

    assertThat(error.category()).isEqualTo(Category.REQUEST);
    assertThat(error.message())
        .isEqualTo(
            name.contains("_") || name.equals("method")
                ? "The query brings its own '" + name + "'"
                : "The query has a parameter whose name has characters that no name of Meta's has");
    assertThat(error(() -> calls.get("17", Map.of("a", "x".repeat(16_001)))).message())
        .isEqualTo("The query has 16002 characters; 16000 are the most");
    assertThat(graph.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{} {}", "{'a':1}", "{\"a\":NaN}", "null"})
  void bodyIsOneObject(String body) {
    assertThat(error(() -> calls.post("17", body)).category()).isEqualTo(Category.REQUEST);
    assertThat(error(() -> calls.delete("17", Map.of(), body)).category())
        .isEqualTo(Category.REQUEST);
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void refusalIsToldAsEverywhereHere() {
    graph.answer(
        "POST",
        "/v25.0/17",
        400,
        "{\"error\":{\"code\":100,\"message\":\"Invalid parameter\",\"error_user_msg\":\"Too short\","
            + "\"fbtrace_id\":\"A1\"}}");

    SendError error = error(() -> calls.post("17", "{}"));

    assertThat(error.describe())
        .contains("REQUEST", "100", "Invalid parameter", "Too short", "[trace A1]");
  }

  @Test
  void errorInASuccessIsARefusal() {
    graph.answer("GET", "/v25.0/17", "{\"error\":{\"code\":190,\"message\":\"no\"}}");

    assertThat(error(() -> calls.get("17")).category()).isEqualTo(Category.AUTHENTICATION);
  }

  @ParameterizedTest
  @CsvSource({"<html>", "''", "'{\"a\":'", "hello"})
  void successThatIsNoJsonIsUnreadable(String body) {
    graph.answer("POST", "/v25.0/17", body).answer("GET", "/v25.0/17", body);

    assertThat(error(() -> calls.get("17")).category()).isEqualTo(Category.UNREADABLE_ANSWER);
    assertThat(error(() -> calls.post("17", "{}")).remedy()).isEqualTo(LOOK_FIRST);
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "307", "308"})
  void redirectIsNotFollowed(int status) throws IOException {
    try (RawServer other = RawServer.start(RawServer.Peer::request)) {
      for (String method : List.of("GET", "POST", "DELETE")) {
        graph.answer(
            method,
            "/v25.0/17",
            aResponse().withStatus(status).withHeader("Location", other.url() + "v25.0/17"));
      }

      error(() -> calls.get("17"));
      error(() -> calls.post("17", "{}"));
      error(() -> calls.delete("17"));

      assertThat(graph.requests()).hasSize(3);
      assertThat(other.connections()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"408", "429", "500", "503"})
  void nothingIsRetried(int status) {
    for (String method : List.of("GET", "POST", "DELETE")) {
      graph.answer(
          method, "/v25.0/17", aResponse().withStatus(status).withHeader("Retry-After", "0"));
    }

    assertThat(error(() -> calls.get("17")).retry()).isNotNull();
    error(() -> calls.post("17", "{}"));
    error(() -> calls.delete("17"));

    assertThat(graph.requests()).hasSize(3);
  }

  @Test
  void brokenChangeMayHaveTakenEffectAndIsMadeOnce() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.reset();
                });
        SmsConnection connection = Connections.open(server.url())) {
      GraphCalls raw = connection.capability(GraphCalls.class).orElseThrow();

      SendError change = error(() -> raw.post("17", "{\"a\":1}"));

      assertThat(server.requests()).containsExactly("{\"a\":1}");
      assertThat(change.category()).isEqualTo(Category.NETWORK);
      assertThat(change.retry()).isEqualTo(Retry.NEVER);
      assertThat(change.remedy()).isEqualTo(LOOK_FIRST);
      assertThat(error(() -> raw.get("17")).retry()).isEqualTo(Retry.BACKOFF);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void endlessAnswerIsNotRead() {
    char[] much = new char[(8 << 20) + 1];
    Arrays.fill(much, '1');
    graph.answer("GET", "/v25.0/17", new String(much));

    SendError error = error(() -> calls.get("17"));

    assertThat(error.category()).isEqualTo(Category.UNREADABLE_ANSWER);
    assertThat(error.message()).contains("longer than 8388608 bytes");
  }

  @Test
  void secretsInAnAnswerAreHiddenAndTheRestIsAsItCame() {
    graph.answer(
        "GET",
        "/v25.0/17",
        "{\"next\":\"https:\\/\\/graph.facebook.com\\/x?access_token="
            + Connections.TOKEN
            + "\",\"secret\":\""
            + Connections.SECRET
            + "\",\"id\":\"wamid.HBgEAAAAAAAAAAAA==\"}");

    assertThat(calls.get("17").body())
        .isEqualTo(
            "{\"next\":\"https:\\/\\/graph.facebook.com\\/x?access_token=****\","
                + "\"secret\":\"****\",\"id\":\"wamid.HBgEAAAAAAAAAAAA==\"}");
  }

  @Test
  void logTellsOfEachCallWithoutWhatItSays() {
    graph.answer(
        "GET",
        "/v25.0/14155557788/calls",
        aResponse().withBody("{\"text\":\"for nobody\"}").withHeader("x-fb-trace-id", "AbC"));
    Log log = Log.from();

    calls.get("14155557788/calls", Map.of("user", "14155557799"));
    error(() -> calls.post("17?" + Connections.TOKEN, "{}"));

    List<String> lines = log.lines("io.patchbay.provider.whatsapp.calls");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .contains("method=GET", "path=141******88/calls", "answer=200")
        .contains("fbtrace_id=AbC")
        .doesNotContain("nobody", "14155557788", "14155557799");
    assertThat(lines.get(1))
        .contains("method=POST", "path=not usable, 25 characters", "answer=REQUEST")
        .doesNotContain(Connections.TOKEN);
  }

  @Test
  void accountIdThatIsMissingIsNamed() {
    try (AccountServer bare = AccountServer.start(AccountServer.NO_ACCOUNT)) {
      GraphCalls raw = bare.use(GraphCalls.class);

      assertThat(error(raw::businessAccountId).message()).contains("businessAccountId is missing");
      bare.answer("GET", "/v25.0/17", "{}");
      assertThat(raw.get("17", Collections.emptyMap()).body()).isEqualTo("{}");
    }
  }
}
