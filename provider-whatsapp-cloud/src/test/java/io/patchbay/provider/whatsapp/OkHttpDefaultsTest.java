package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Scenes.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Why {@link GraphClient} turns so much off, and the proof that the fault matrix would see it: with
 * the defaults of OkHttp the same servers get the same request twice.
 */
class OkHttpDefaultsTest {
  record Row(String name, boolean http2, RawServer.Behaviour behaviour) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("307", false, AnswerFaults.answering("307 Temporary Redirect\r\nLocation: /x", "")),
        new Row("408", false, AnswerFaults.answering("408 Request Timeout", "")),
        new Row(
            "503 with Retry-After: 0",
            false,
            AnswerFaults.answering("503 Service Unavailable\r\nRetry-After: 0", "")),
        new Row(
            "REFUSED_STREAM",
            true,
            Http2Peer.speaking(
                peer -> {
                  peer.reset(peer.request(), Http2Peer.REFUSED_STREAM);
                  peer.answer(peer.request(), "200", OK);
                  peer.hang();
                })));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void requestArrivesMoreThanOnce(Row row) throws IOException {
    // Over HTTP/2 it needs a second address to be tempted.
    OkHttpClient.Builder client = Scenes.resolving(new OkHttpClient.Builder(), 1, 2);
    OkHttpClient http = (row.http2() ? Scenes.withoutUpgrade(client) : client).build();
    try (RawServer server = RawServer.start(row.behaviour())) {
      String json = ReceivedBodies.wrong("sent by bare OkHttp", "{\"to\":1}");
      RequestBody body = RequestBody.create(json, MediaType.get("application/json"));
      try (Response answer =
          http.newCall(
                  new Request.Builder()
                      .url("http://graph.test:" + server.port())
                      .post(body)
                      .build())
              .execute()) {
        assertThat(answer.body().string()).isNotNull();
      } catch (IOException e) {
        // Redirected too often.
      }
      assertThat(List.copyOf(server.requests())).hasSizeGreaterThanOrEqualTo(2).containsOnly(json);
    } finally {
      http.connectionPool().evictAll();
    }
  }
}
