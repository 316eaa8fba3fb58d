package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER;
import static com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE;
import static com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK;
import static com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE;
import static io.patchbay.provider.whatsapp.Fault.accepted;
import static io.patchbay.provider.whatsapp.Fault.rejected;
import static io.patchbay.provider.whatsapp.Fault.unknown;
import static io.patchbay.provider.whatsapp.Scenes.OK;
import static io.patchbay.provider.whatsapp.Scenes.SHORT;
import static io.patchbay.provider.whatsapp.Scenes.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.Fault.Observed;
import io.patchbay.provider.whatsapp.Fault.Scene;
import java.time.Duration;
import java.util.List;

/** Answers that break off, make no sense or come from somebody else than the Graph API. */
final class AnswerFaults {
  private static final String HTML = "<html><head><title>Bad Gateway</title></head></html>";
  private static final String LOST = "The request was there as a whole, and the answer is lost.";
  private static final String NO_ID = "A success without a message id: it may be on its way.";
  private static final String REFUSED = "Refused by something before Meta: it was not passed on.";
  private static final String ELSEWHERE =
      "The request belongs elsewhere, and is not repeated there.";
  private static final String GAVE_UP = "Something on the way gave up waiting, perhaps for Meta.";
  private static final String MAYBE = "Who fails with 5xx may have done the work before.";
  private static final String NO_CODE =
      "The code is missing, and one of Meta's codes with 400 proves nothing.";
  private static final String CODE = "Meta's code alone decides.";

  private AnswerFaults() {}

  static RawServer.Behaviour answering(String status, String body) {
    return peer -> {
      while (peer.request()) {
        peer.answer(status, body);
      }
    };
  }

  /** These bytes, and then the end. */
  private static Scene says(String bytes) {
    return http(
        peer -> {
          peer.request();
          peer.write(bytes);
        });
  }

  static List<Fault> broken() {
    return List.of(
        lost("Breaks off in the head of the answer", says("HTTP/1.1 200 OK\r\nContent-Le")),
        lost(
            "Breaks off in the body of the answer",
            says("HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n{\"messages\":[{\"id\"")),
        lost(
            "Resets in the body of the answer",
            http(
                peer -> {
                  peer.request();
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n{\"mess");
                  peer.reset();
                })),
        lost(
            "Breaks off in the body of a refusal",
            says("HTTP/1.1 400 Bad Request\r\nContent-Length: 99\r\n\r\n{\"error\":{\"code\":")),
        unknown(
            "Breaks off in a refusal of unstated length",
            1,
            Category.UNREADABLE_ANSWER,
            NO_CODE,
            says("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n{\"error\":{\"code\":13")),
        unknown(
            "Breaks off in a refusal of unstated length that is an array",
            1,
            Category.UNREADABLE_ANSWER,
            NO_CODE,
            says("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n[{\"error\":{\"code\":13")),
        unknown(
            "Breaks off before the body of a refusal of unstated length",
            1,
            Category.UNREADABLE_ANSWER,
            NO_CODE,
            says("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")),
        lost(
            "Breaks off between two chunks",
            says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"mes\r\n")),
        lost(
            "Answers drop by drop, longer than the send may take",
            http(
                SHORT,
                peer -> {
                  peer.request();
                  peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                  for (int i = 0; i < 900; i++) {
                    peer.write(" ");
                    peer.pause(10);
                  }
                })),
        lost("Speaks no HTTP", says("SSH-2.0-OpenSSH_9.9\r\n\r\n")),
        unknown(
            "Answers without end",
            1,
            Category.UNREADABLE_ANSWER,
            "Reading stops after 1 MiB.",
            http(
                peer -> {
                  peer.request();
                  peer.write("HTTP/1.1 200 OK\r\n\r\n");
                  for (int i = 0; i < 3000; i++) {
                    peer.write(" ".repeat(1000));
                  }
                })),
        accepted(
            "Gives interim answers first",
            "Only the final answer counts.",
            http(
                peer -> {
                  peer.request();
                  peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n");
                  peer.answer("200 OK", OK);
                })),
        lost("WireMock: empty response", wireMock(fault(EMPTY_RESPONSE))),
        lost("WireMock: connection reset by peer", wireMock(fault(CONNECTION_RESET_BY_PEER))),
        lost("WireMock: random data, then close", wireMock(fault(RANDOM_DATA_THEN_CLOSE))),
        lost("WireMock: malformed chunk", wireMock(fault(MALFORMED_RESPONSE_CHUNK))),
        lost("WireMock: delay beyond the time-out", wireMock(okJson(OK).withFixedDelay(30_000))));
  }

  static List<Fault> statuses() {
    return List.of(
        maybe("200 with an empty body", Category.UNREADABLE_ANSWER, NO_ID, "200 OK", ""),
        maybe("200 with an HTML page", Category.UNREADABLE_ANSWER, NO_ID, "200 OK", HTML),
        maybe(
            "200 with other JSON",
            Category.UNREADABLE_ANSWER,
            NO_ID,
            "200 OK",
            "{\"success\":true}"),
        maybe("204", Category.UNREADABLE_ANSWER, NO_ID, "204 No Content", ""),
        maybe("204 with a body", Category.NETWORK, NO_ID, "204 No Content", OK),
        refusal("301", Category.REQUEST, Retry.NEVER, ELSEWHERE, "301 Moved\r\nLocation: /x", ""),
        refusal("302", Category.REQUEST, Retry.NEVER, ELSEWHERE, "302 Found\r\nLocation: /x", ""),
        maybe(
            "303",
            Category.UNREADABLE_ANSWER,
            "See the result elsewhere: the work may have been done.",
            "303 See Other\r\nLocation: /x",
            ""),
        refusal(
            "307", Category.REQUEST, Retry.NEVER, ELSEWHERE, "307 Temporary\r\nLocation: /x", ""),
        refusal(
            "308", Category.REQUEST, Retry.NEVER, ELSEWHERE, "308 Permanent\r\nLocation: /x", ""),
        refusal(
            "400 with an empty body",
            Category.REQUEST,
            Retry.NEVER,
            REFUSED,
            "400 Bad Request",
            ""),
        refusal(
            "401 with an empty body",
            Category.AUTHENTICATION,
            Retry.NEVER,
            REFUSED,
            "401 Unauthorized\r\nWWW-Authenticate: Basic",
            ""),
        refusal(
            "403 with an HTML page",
            Category.PERMISSION,
            Retry.NEVER,
            REFUSED,
            "403 Forbidden",
            HTML),
        refusal(
            "404 with an HTML page", Category.REQUEST, Retry.NEVER, REFUSED, "404 Not Found", HTML),
        maybe("408", Category.NETWORK, GAVE_UP, "408 Request Timeout", ""),
        maybe(
            "408 with `Retry-After: 0`",
            Category.NETWORK,
            GAVE_UP,
            "408 Request Timeout\r\nRetry-After: 0",
            ""),
        refusal("421", Category.NETWORK, Retry.BACKOFF, REFUSED, "421 Misdirected Request", ""),
        refusal(
            "429 with an empty body",
            Category.RATE_LIMITED,
            Retry.BACKOFF,
            REFUSED,
            "429 Too Many Requests\r\nRetry-After: 0",
            ""),
        refusal(
            "429 with an HTML page",
            Category.RATE_LIMITED,
            Retry.BACKOFF,
            REFUSED,
            "429 Too Many Requests",
            HTML),
        maybe("499", Category.NETWORK, GAVE_UP, "499 Client Closed Request", ""),
        maybe(
            "500 with an HTML page",
            Category.UNKNOWN_SERVER,
            MAYBE,
            "500 Internal Server Error",
            HTML),
        maybe("502 with an HTML page", Category.UNKNOWN_SERVER, MAYBE, "502 Bad Gateway", HTML),
        maybe(
            "503 with `Retry-After: 0`",
            Category.UNKNOWN_SERVER,
            MAYBE,
            "503 Service Unavailable\r\nRetry-After: 0",
            ""),
        maybe("504 with an empty body", Category.UNKNOWN_SERVER, MAYBE, "504 Gateway Timeout", ""));
  }

  static List<Fault> graphErrors() {
    return List.of(
        refusal(
            "429 with code 130429",
            Category.RATE_LIMITED,
            Retry.BACKOFF,
            CODE,
            "429 Too Many Requests",
            error("\"code\":130429,\"message\":\"Rate limit hit\"")),
        maybe(
            "429 with code 2",
            Category.UNAVAILABLE,
            CODE,
            "429 Too Many Requests",
            error("\"code\":2,\"message\":\"Busy\"")),
        maybe(
            "400 with code 131000",
            Category.UNKNOWN_SERVER,
            CODE + " This one may come after the message was taken.",
            "400 Bad Request",
            error("\"code\":131000,\"message\":\"Something went wrong\"")),
        refusal(
            "500 with code 190",
            Category.AUTHENTICATION,
            Retry.NEVER,
            CODE,
            "500 Internal Server Error",
            error("\"code\":190,\"message\":\"Expired\"")),
        refusal(
            "200 with code 131026",
            Category.RECIPIENT_UNREACHABLE,
            Retry.NEVER,
            CODE,
            "200 OK",
            error("\"code\":131026,\"message\":\"Undeliverable\"")),
        refusal(
            "The code is a string",
            Category.WINDOW_CLOSED,
            Retry.NEVER,
            CODE,
            "400 Bad Request",
            error("\"code\":\"131047\",\"message\":\"Re-engagement\"")),
        refusal(
            "`error_data` is a bare string",
            Category.TEMPLATE,
            Retry.NEVER,
            CODE,
            "400 Bad Request",
            error("\"code\":132000,\"message\":\"x\",\"error_data\":\"one is missing\"")),
        maybe(
            "400 with code 131000 as a fraction",
            Category.UNKNOWN_SERVER,
            CODE,
            "400 Bad Request",
            error("\"code\":131000.0,\"message\":\"Something went wrong\"")),
        maybe(
            "400 without a code",
            Category.UNKNOWN_SERVER,
            NO_CODE,
            "400 Bad Request",
            error("\"message\":\"An unknown error has occurred.\",\"type\":\"OAuthException\"")),
        maybe(
            "400 without code and message",
            Category.UNKNOWN_SERVER,
            NO_CODE,
            "400 Bad Request",
            error("\"type\":\"OAuthException\",\"is_transient\":true")),
        refusal(
            "429 without a code",
            Category.RATE_LIMITED,
            Retry.BACKOFF,
            "Throttled, whatever the code would have been.",
            "429 Too Many Requests",
            error("\"message\":\"Slow down\"")),
        maybe(
            "The error is a bare string",
            Category.UNKNOWN_SERVER,
            NO_CODE,
            "400 Bad Request",
            "{\"error\":\"invalid_request\"}"),
        refusal(
            "400 with a code that is not known",
            Category.OTHER,
            Retry.NEVER,
            "Without a known code only a plain 4xx is a refusal.",
            "400 Bad Request",
            error("\"code\":424242,\"message\":\"New\"")),
        maybe(
            "400 with a code that is not known and `is_transient`",
            Category.UNKNOWN_SERVER,
            "Meta calls it a failure of its own.",
            "400 Bad Request",
            error("\"code\":424242,\"message\":\"New\",\"is_transient\":true")),
        maybe(
            "500 with a code that is not known",
            Category.UNKNOWN_SERVER,
            MAYBE,
            "500 Internal Server Error",
            error("\"code\":424242,\"message\":\"New\"")));
  }

  private static String error(String fields) {
    return "{\"error\":{" + fields + ",\"fbtrace_id\":\"AbC123\"}}";
  }

  private static Fault lost(String name, Scene scene) {
    return unknown(name, 1, Category.NETWORK, LOST, scene);
  }

  private static Fault maybe(
      String name, Category category, String why, String status, String body) {
    return unknown(name, 1, category, why, http(answering(status, body)));
  }

  private static Fault refusal(
      String name, Category category, Retry retry, String why, String status, String body) {
    return rejected(name, 1, category, retry, why, http(answering(status, body)));
  }

  private static ResponseDefinitionBuilder fault(com.github.tomakehurst.wiremock.http.Fault fault) {
    return new ResponseDefinitionBuilder().withFault(fault);
  }

  private static Scene wireMock(ResponseDefinitionBuilder answer) {
    return () -> {
      WireMockServer server =
          new WireMockServer(
              options()
                  .dynamicPort()
                  .bindAddress("127.0.0.1")
                  .extensions(ReceivedBodies.listener()));
      server.start();
      try (SmsConnection connection = Connections.open(server.baseUrl())) {
        server.stubFor(any(anyUrl()).willReturn(answer));
        Duration timeout =
            answer.build().getFixedDelayMilliseconds() == null ? Scenes.PATIENCE : SHORT;
        SendOutcome outcome = Scenes.send(connection, timeout);
        return new Observed(server.findAll(anyRequestedFor(anyUrl())).size(), outcome);
      } finally {
        server.stop();
      }
    };
  }
}
