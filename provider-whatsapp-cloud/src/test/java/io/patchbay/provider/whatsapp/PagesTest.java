package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.patchbay.channel.Category;
import java.io.IOException;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String PATH = NUMBER + "/message_qrdls";

  private final AccountServer graph = AccountServer.start();
  private final Iterable<QrCode> codes = graph.use(QrCodes.class).list();

  @AfterEach
  void close() {
    graph.close();
  }

  private void page(MappingBuilder request, String codes, String after, String next) {
    StringBuilder data = new StringBuilder();
    for (String code : codes.split(",", -1)) {
      data.append(data.isEmpty() ? "" : ",").append("{\"code\":\"").append(code).append("\"}");
    }
    graph
        .wire()
        .stubFor(
            request.willReturn(
                aResponse()
                    .withBody(
                        "{\"data\":["
                            + data
                            + "],\"paging\":{\"cursors\":{\"before\":\"b\",\"after\":\""
                            + after
                            + "\"}"
                            + (next.isEmpty() ? "" : ",\"next\":\"" + next + "\"")
                            + "}}")));
  }

  private static MappingBuilder first() {
    return get(urlPathEqualTo(PATH)).withQueryParam("after", absent());
  }

  private static MappingBuilder after(String cursor) {
    return get(urlPathEqualTo(PATH)).withQueryParam("after", equalTo(cursor));
  }

  @Test
  void pageIsFetchedWhenItsFirstElementIsAskedFor() {
    page(first(), "A,B", "one", graph.url() + "x?after=one");
    page(after("one"), "C", "two", "");
    assertThat(graph.requests()).isEmpty();
    Iterator<QrCode> iterator = codes.iterator();
    assertThat(graph.requests()).isEmpty();

    assertThat(iterator.next().code()).isEqualTo("A");
    assertThat(iterator.next().code()).isEqualTo("B");
    assertThat(graph.requests()).hasSize(1);

    assertThat(iterator.hasNext()).isTrue();
    assertThat(graph.requests()).hasSize(2);
    assertThat(iterator.next().code()).isEqualTo("C");
    assertThat(iterator.hasNext()).isFalse();
    assertThat(graph.seen()).containsExactly("GET " + PATH, "GET " + PATH + "?after=one");
  }

  @Test
  void everyIterationStartsAnew() {
    page(first(), "A", "one", "");

    assertThat(codes).hasSize(1);
    assertThat(codes).hasSize(1);

    assertThat(graph.requests()).hasSize(2);
  }

  @Test
  void addressOfTheNextPageIsNeverFollowed() throws IOException {
    try (RawServer evil = RawServer.start(RawServer.Peer::hang)) {
      page(first(), "A", "one", evil.url() + "steal?after=one");
      page(after("one"), "B", "two", "");

      assertThat(codes).extracting(QrCode::code).containsExactly("A", "B");
      assertThat(evil.connections()).isZero();
    }
  }

  @Test
  void emptyPageInTheMiddleIsNotTheEnd() {
    graph
        .wire()
        .stubFor(
            first()
                .willReturn(
                    aResponse()
                        .withBody(
                            "{\"data\":[],\"paging\":{\"next\":\"https://graph.facebook.com/"
                                + "?after=one\"}}")));
    page(after("one"), "A", "two", "");

    assertThat(codes).extracting(QrCode::code).containsExactly("A");
  }

  @Test
  void cursorThatStandsStillIsAnErrorAndNoEndlessLoop() {
    page(first(), "A", "one", graph.url());
    page(after("one"), "B", "one", graph.url());

    assertThat(error(() -> codes.forEach(code -> {})).category())
        .isEqualTo(Category.UNREADABLE_ANSWER);
    assertThat(graph.requests()).hasSize(2);
  }

  @Test
  void failureInTheMiddleComesFromTheIterator() {
    page(first(), "A", "one", graph.url());
    Iterator<QrCode> iterator = codes.iterator();
    assertThat(iterator.next().code()).isEqualTo("A");

    assertThat(error(iterator::hasNext).category()).isEqualTo(Category.UNREADABLE_ANSWER);
  }

  @Test
  void elementsThatAreNoneAreSkipped() {
    graph.answer("GET", PATH, "{\"data\":[1,null,{\"x\":1},{\"code\":\"A\"}],\"paging\":7}");

    assertThat(codes).extracting(QrCode::code).containsExactly("A");
  }
}
