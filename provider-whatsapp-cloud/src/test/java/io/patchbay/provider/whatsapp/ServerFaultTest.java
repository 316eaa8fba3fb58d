package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendOutcome.Accepted;
import io.patchbay.channel.SendOutcome.Rejected;
import io.patchbay.channel.SendOutcome.Unknown;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What servers, gateways and networks do to a request. In every row the request arrives once at
 * most, and the outcome is unknown where, and only where, it may have been taken.
 */
class ServerFaultTest {
  private static final String OK = "{\"messages\":[{\"id\":\"wamid.1\"}]}";
  private static final String HTML = "<html><head><title>Bad Gateway</title></head></html>";

  record Row(
      String name,
      Class<? extends SendOutcome> outcome,
      @Nullable Category category,
      int requests,
      RawServer.Behaviour behaviour) {
    /** Short only where the test has to wait for it. */
    Duration timeout() {
      return name.startsWith("slow: ") ? Duration.ofMillis(1500) : Duration.ofSeconds(20);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Row unknown(
      String name, Category category, int requests, RawServer.Behaviour behaviour) {
    return new Row(name, Unknown.class, category, requests, behaviour);
  }

  /** An answer after a whole request. */
  private static RawServer.Behaviour says(String... parts) {
    return peer -> {
      while (peer.request()) {
        for (String part : parts) {
          peer.write(part);
        }
        return;
      }
    };
  }

  private static RawServer.Behaviour answers(String status, String body) {
    return peer -> {
      while (peer.request()) {
        peer.answer(status, body);
      }
    };
  }

  private static Row unknownAnswer(Category category, String status, String body) {
    return unknown("answers " + status, category, 1, answers(status, body));
  }

  private static Row refusal(Category category, String status, String body) {
    return new Row("answers " + status, Rejected.class, category, 1, answers(status, body));
  }

  static Stream<Row> rows() {
    return Stream.concat(broken(), answered());
  }

  private static Stream<Row> broken() {
    return Stream.of(
        unknown(
            "resets in the head of the request",
            Category.NETWORK,
            0,
            peer -> {
              peer.firstByte();
              peer.reset();
            }),
        unknown(
            "resets after the head",
            Category.NETWORK,
            0,
            peer -> {
              peer.head();
              peer.reset();
            }),
        unknown(
            "resets after the request",
            Category.NETWORK,
            1,
            peer -> {
              peer.request();
              peer.reset();
            }),
        unknown("closes after the request", Category.NETWORK, 1, RawServer.Peer::request),
        unknown(
            "slow: never answers",
            Category.NETWORK,
            1,
            peer -> {
              peer.request();
              peer.hang();
            }),
        unknown(
            "breaks off in the head of the answer",
            Category.NETWORK,
            1,
            says("HTTP/1.1 200 OK\r\nContent-Le")),
        unknown(
            "breaks off in the body of the answer",
            Category.NETWORK,
            1,
            says("HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n{\"messages\":[{\"id\"")),
        unknown(
            "resets in the body of the answer",
            Category.NETWORK,
            1,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n{\"mess");
              peer.reset();
            }),
        unknown(
            "breaks off in the body of a refusal",
            Category.NETWORK,
            1,
            says("HTTP/1.1 400 Bad Request\r\nContent-Length: 99\r\n\r\n{\"error\":{\"code\":")),
        unknown(
            "breaks off an answer of unstated length",
            Category.UNREADABLE_ANSWER,
            1,
            says("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n{\"error\":{\"code\":13")),
        unknown(
            "slow: answers drop by drop",
            Category.NETWORK,
            1,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
              for (int i = 0; i < 900; i++) {
                peer.write(" ");
                peer.pause(10);
              }
            }),
        unknown("speaks no HTTP", Category.NETWORK, 1, says("SSH-2.0-OpenSSH_9.9\r\n\r\n")),
        unknown(
            "answers without end",
            Category.UNREADABLE_ANSWER,
            1,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 200 OK\r\n\r\n");
              for (int i = 0; i < 3000; i++) {
                peer.write(" ".repeat(1000));
              }
            }),
        new Row(
            "refuses after the head of the request",
            Rejected.class,
            Category.REQUEST,
            0,
            peer -> {
              peer.head();
              peer.answer("413 Content Too Large", "");
              peer.hang();
            }),
        new Row(
            "gives interim answers first",
            Accepted.class,
            null,
            1,
            peer -> {
              peer.request();
              peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n");
              peer.answer("200 OK", OK);
            }));
  }

  private static Stream<Row> answered() {
    return Stream.of(
        unknownAnswer(Category.UNREADABLE_ANSWER, "200 OK", ""),
        unknownAnswer(Category.UNREADABLE_ANSWER, "200 OK", HTML),
        unknownAnswer(Category.UNREADABLE_ANSWER, "200 OK", "{\"success\":true}"),
        unknownAnswer(Category.UNREADABLE_ANSWER, "204 No Content", ""),
        unknownAnswer(Category.NETWORK, "204 No Content", OK),
        unknownAnswer(Category.UNREADABLE_ANSWER, "303 See Other\r\nLocation: /", ""),
        unknownAnswer(Category.NETWORK, "408 Request Timeout", ""),
        unknownAnswer(Category.NETWORK, "408 Request Timeout\r\nRetry-After: 0", ""),
        unknownAnswer(Category.UNKNOWN_SERVER, "500 Internal Server Error", HTML),
        unknownAnswer(Category.UNKNOWN_SERVER, "502 Bad Gateway", HTML),
        unknownAnswer(Category.UNKNOWN_SERVER, "503 Service Unavailable\r\nRetry-After: 0", ""),
        unknownAnswer(Category.UNKNOWN_SERVER, "504 Gateway Timeout", ""),
        refusal(Category.REQUEST, "301 Moved Permanently\r\nLocation: /elsewhere", ""),
        refusal(Category.REQUEST, "302 Found\r\nLocation: /elsewhere", ""),
        refusal(Category.REQUEST, "307 Temporary Redirect\r\nLocation: /elsewhere", ""),
        refusal(Category.REQUEST, "308 Permanent Redirect\r\nLocation: /elsewhere", ""),
        refusal(Category.REQUEST, "400 Bad Request", ""),
        refusal(Category.AUTHENTICATION, "401 Unauthorized\r\nWWW-Authenticate: Basic", ""),
        refusal(Category.PERMISSION, "403 Forbidden", HTML),
        refusal(Category.REQUEST, "404 Not Found", HTML),
        refusal(Category.NETWORK, "421 Misdirected Request", ""),
        refusal(Category.RATE_LIMITED, "429 Too Many Requests\r\nRetry-After: 0", ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void requestArrivesOnceAtMostAndTheOutcomeIsTrue(Row row) throws IOException {
    try (RawServer server = RawServer.start(row.behaviour());
        SmsConnection connection = Connections.open(server.url())) {
      SendOutcome outcome =
          connection.send(request(Connections.ANNA, Text.of("Hi"), row.timeout()));

      assertThat(outcome).isInstanceOf(row.outcome());
      assertThat(outcome.error().map(error -> error.category()).orElse(null))
          .isEqualTo(row.category());
      assertThat(server.requests()).hasSize(row.requests());
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** The reset may come before or after the request begins; either way the outcome is true. */
  @Test
  void resetAtOnceIsNeverTakenForAnAnswer() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Peer::reset);
        SmsConnection connection = Connections.open(server.url())) {
      SendOutcome outcome = connection.send(Connections.text("Hi"));

      assertThat(outcome.error().orElseThrow().category()).isEqualTo(Category.NETWORK);
      assertThat(server.requests()).isEmpty();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void pooledConnectionThatTheServerClosedIsNoReasonToSendTwice() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.answer("200 OK", OK);
                });
        SmsConnection connection = Connections.open(server.url())) {
      assertThat(connection.send(Connections.text("first")).accepted()).isTrue();

      SendOutcome second = connection.send(Connections.text("second"));

      assertThat(second).isInstanceOf(Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void pooledConnectionIsUsedAgainAndResetInMidRequest() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.answer("200 OK", OK);
                  peer.request();
                  peer.reset();
                });
        SmsConnection connection = Connections.open(server.url())) {
      assertThat(connection.send(Connections.text("first")).accepted()).isTrue();

      SendOutcome second = connection.send(Connections.text("second"));

      assertThat(second).isInstanceOf(Unknown.class);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void refusalForRateWithoutABodyIsToBeTriedAgain() throws IOException {
    try (RawServer server =
            RawServer.start(answers("429 Too Many Requests\r\nRetry-After: 7", ""));
        SmsConnection connection = Connections.open(server.url())) {
      assertThat(connection.send(Connections.text("Hi")).error())
          .hasValueSatisfying(
              error -> {
                assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
                assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                assertThat(error.code()).isEqualTo("HTTP 429");
              });
    }
  }

  @Test
  void errorPageIsNotHiddenBehindAJsonError() throws IOException {
    try (RawServer server = RawServer.start(answers("502 Bad Gateway", HTML));
        SmsConnection connection = Connections.open(server.url())) {
      assertThat(connection.send(Connections.text("Hi")).error())
          .hasValueSatisfying(error -> assertThat(error.details()).isEqualTo("Bad Gateway"));
    }
  }
}
