package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a client sees on the wire, of responses that the server writes and of those Jetty writes.
 */
class StrictRequestsTest {
  private static final String POST = "POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + key();
  private static final String GET = "GET /health HTTP/1.1\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String BODY = ServerRig.message("smuggled", "Hello");
  private static final String CHUNKS =
      Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";

  private static final String UNCERTAIN =
      "The length of the body is not certain: send one Content-Length, or in HTTP/1.1"
          + " Transfer-Encoding: chunked, and not both.";
  private static final String MALFORMED =
      "The request is not well-formed HTTP/1.1: its first line is 'METHOD /PATH HTTP/1.1', each"
          + " line of its header is 'Name: value', and each ends with CR LF.";
  private static final String CHUNK =
      "The body is not complete: the connection was closed, or a chunk is not well-formed.";

  private final ServerRig rig = new ServerRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static String key() {
    return "Authorization: Bearer " + ServerRig.KEY + "\r\nContent-Type: application/json\r\n";
  }

  /** Everything that the server answers until it closes the connection. */
  private String answer(String request) throws IOException {
    try (Socket socket = rig.connect()) {
      ServerRig.write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Each is followed by a second request, which must not be read as one. */
  private static Map<String, List<String>> ambiguous() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    String http10 = POST.replace("HTTP/1.1", "HTTP/1.0") + "Connection: keep-alive\r\n";
    all.put("chunked in HTTP/1.0", List.of(http10 + CHUNKED, CHUNKS, UNCERTAIN));
    all.put(
        "a length and chunked",
        List.of(POST + "Content-Length: 4\r\n" + CHUNKED, CHUNKS, UNCERTAIN));
    all.put(
        "chunked and a length",
        List.of(POST + CHUNKED + "Content-Length: 4\r\n", CHUNKS, UNCERTAIN));
    for (String lengths :
        List.of(
            "1\r\nContent-Length: 2", "2\r\nContent-Length: 2", "1, 2", "+2", "-2", "0x2", "")) {
      all.put(
          "Content-Length: " + lengths,
          List.of(POST + "Content-Length: " + lengths + "\r\n", "{}", ""));
    }
    for (String coding :
        List.of(
            "gzip", "gzip, chunked", "chunked, gzip", "identity", "xchunked", "chunked, chunked")) {
      all.put(
          "Transfer-Encoding: " + coding,
          List.of(POST + "Transfer-Encoding: " + coding + "\r\n", CHUNKS, UNCERTAIN));
    }
    all.put("chunked twice", List.of(POST + CHUNKED + CHUNKED, CHUNKS, UNCERTAIN));
    all.put(
        "a space before the colon",
        List.of(POST + "Transfer-Encoding : chunked\r\n", CHUNKS, MALFORMED));
    all.put("a folded line", List.of(GET + "Host: x\r\nX-A: b\r\n c\r\n", "", MALFORMED));
    all.put(
        "a bare LF after the request line",
        List.of("GET /health HTTP/1.1\nHost: x\r\n", "", MALFORMED));
    all.put("a bare LF in the header", List.of(GET + "Host: x\nX-A: b\r\n", "", MALFORMED));
    all.put("a bare CR in the header", List.of(GET + "Host: x\rX-A: b\r\n", "", MALFORMED));
    all.put("a request line of one word", List.of("GARBAGE\r\n", "", MALFORMED));
    all.put("a NUL", List.of(GET + "Host: x\r\nX-A: b\0c\r\n", "", MALFORMED));
    all.put("no host", List.of(GET, "", "The request needs exactly one valid Host header."));
    all.put(
        "two hosts",
        List.of(
            GET + "Host: x\r\nHost: y\r\n",
            "",
            "The request needs exactly one valid Host header."));
    all.put("LF after a chunk", List.of(POST + CHUNKED, CHUNKS.replace("\r\n", "\n"), CHUNK));
    all.put("a negative chunk", List.of(POST + CHUNKED, "-1\r\n" + CHUNKS, CHUNK));
    all.put(
        "a chunk longer than its length",
        List.of(POST + CHUNKED, "1\r\n" + BODY + "\r\n0\r\n\r\n", CHUNK));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> aRequestWhoseEndIsNotCertainIsRefusedAndEndsItsConnection() {
    return ambiguous().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().replace("\r\n", " "),
                    () -> {
                      String head = entry.getValue().get(0);
                      String body = entry.getValue().get(1);
                      String second = GET + "Host: x\r\n\r\n";
                      String answer = answer(head + "\r\n" + body + second);

                      assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("\"}");
                      assertThat(answer).contains("\"detail\":\"" + entry.getValue().get(2));
                      assertProtected(answer);
                      assertThat(answer.split("HTTP/1.1 [0-9]{3} ", -1)).as(answer).hasSize(2);
                      assertThat(rig.send(rig.find("smuggled")).statusCode()).isEqualTo(404);
                    }));
  }

  private static void assertProtected(String answer) {
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    List<String> lines = Arrays.asList(head.split("\r\n"));
    assertThat(lines)
        .filteredOn(line -> line.regionMatches(true, 0, "X-Content-Type-Options:", 0, 23))
        .containsExactly("X-Content-Type-Options: nosniff");
    assertThat(lines)
        .filteredOn(line -> line.regionMatches(true, 0, "Cache-Control:", 0, 14))
        .containsExactly("Cache-Control: no-store");
  }

  @TestFactory
  Stream<DynamicTest> everyResponseIsNeitherGuessedNorStored() {
    Map<String, String> statuses = new LinkedHashMap<>();
    String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    statuses.put("GET /health" + end, "200");
    statuses.put("HEAD /health" + end, "200");
    statuses.put("GET /openapi.json" + end, "200");
    statuses.put("GET /metrics" + end + key(), "200");
    statuses.put("GET /metrics" + end, "401");
    statuses.put("GET /v1/messages/none" + end + key(), "404");
    statuses.put("GET /nothing" + end, "404");
    statuses.put("OPTIONS *" + end, "404");
    statuses.put("DELETE /health" + end, "405");
    statuses.put("HEAD /metrics" + end, "405");
    statuses.put("POST /v1/messages" + end + key() + CHUNKED, "202");
    statuses.put("POST /v1/messages" + end + key() + "Content-Length: 0\r\n", "400");
    statuses.put("POST /v1/messages" + end + key() + "Content-Length: 4\r\nExpect: x\r\n", "417");
    statuses.put("GET /webhooks/acme/scripted" + end, "200");
    statuses.put("POST /webhooks/acme/none" + end + "Content-Length: 0\r\n", "404");
    statuses.put("GET //health" + end, "400");
    statuses.put("GET /" + "a".repeat(20_000) + end, "414");
    statuses.put("GET /health" + end + "X-A: " + "a".repeat(20_000) + "\r\n", "431");
    statuses.put("GET /health HTTP/2.0\r\nHost: x\r\n", "426");
    statuses.put("GET /health HTTP/1.2\r\nHost: x\r\n", "505");
    return statuses.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getValue() + " " + entry.getKey().replaceFirst("(?s)\r\n.*|a{9}.*", ""),
                    () -> {
                      String request = entry.getKey();
                      String answer =
                          answer(request + "\r\n" + (request.contains(CHUNKED) ? CHUNKS : ""));
                      assertThat(answer).startsWith("HTTP/1.1 " + entry.getValue() + " ");
                      assertProtected(answer);
                    }));
  }

  @Test
  void anErrorThatIsNotTheServersDoesNotPointToItsLog() throws IOException {
    assertThat(answer("GET /health HTTP/1.2\r\nHost: x\r\n\r\n"))
        .endsWith(
            "{\"title\":\"HTTP Version Not Supported\",\"status\":505,"
                + "\"detail\":\"This server speaks HTTP/1.1 and HTTP/1.0 only.\"}");
    assertThat(answer("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .endsWith(
            "{\"title\":\"URI Too Long\",\"status\":414,\"detail\":\"The request's address and"
                + " header are longer than 16 KiB; send less of them.\"}");
  }

  @Test
  void anHttp10RequestWithALengthIsServed() throws IOException {
    String request =
        POST.replace("HTTP/1.1", "HTTP/1.0") + "Content-Length: " + BODY.length() + "\r\n\r\n";
    assertThat(answer(request + BODY)).startsWith("HTTP/1.1 202 ");
  }
}
