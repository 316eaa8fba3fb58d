package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.Fault.Observed;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What networks, proxies, gateways and servers do to a send. In every row the request arrives once
 * at most, and the outcome is unknown where, and only where, the message may have been taken. The
 * rows are what {@code docs/whatsapp-faults.md} shows.
 */
class FaultMatrixTest {
  private static final Map<String, List<Fault>> MATRIX = new LinkedHashMap<>();

  static {
    MATRIX.put("Finding and reaching the host", ConnectingFaults.names());
    MATRIX.put("TLS", ConnectingFaults.handshakes());
    MATRIX.put("Proxies", ConnectingFaults.proxies());
    MATRIX.put("While the request goes out, HTTP/1.1", RequestFaults.requests());
    MATRIX.put("Connections that were used before, HTTP/1.1", RequestFaults.pooled());
    MATRIX.put("Broken answers", AnswerFaults.broken());
    MATRIX.put("Answers that are not the Graph API's", AnswerFaults.statuses());
    MATRIX.put("Errors of the Graph API", AnswerFaults.graphErrors());
    MATRIX.put("Streams of HTTP/2", Http2Faults.streams());
    MATRIX.put("Connections of HTTP/2", Http2Faults.connections());
  }

  static Stream<Fault> faults() {
    return MATRIX.values().stream().flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void requestArrivesOnceAtMostAndTheOutcomeIsTrue(Fault fault) throws Exception {
    Observed observed = fault.scene().play();

    assertThat(observed.requests()).as("whole requests").isEqualTo(fault.requests()).isLessThan(2);
    assertThat(observed.outcome()).isInstanceOf(fault.outcome());
    assertThat(observed.outcome().error().map(SendError::category).orElse(null))
        .isEqualTo(fault.category());
    assertThat(observed.outcome().error().map(SendError::retry))
        .isEqualTo(observed.outcome().error().map(error -> fault.retry()));
  }

  @Test
  void rowsAreManyAndEachHasANameOfItsOwn() {
    assertThat(faults()).hasSizeGreaterThanOrEqualTo(40);
    MATRIX.forEach(
        (group, faults) ->
            assertThat(faults).as(group).extracting(Fault::name).doesNotHaveDuplicates());
  }

  @Test
  void documentationShowsTheRows() throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    MATRIX.forEach(
        (group, faults) -> {
          page.append("\n## ").append(group).append("\n\n");
          page.append("| fault | the server got | outcome | category | retry | why |\n");
          page.append("|---|---|---|---|---|---|\n");
          faults.forEach(fault -> page.append(fault.row()));
        });

    DocumentationPage.isUpToDate("whatsapp-faults.md", page.toString());
  }

  private static final String INTRODUCTION =
      """
      # What becomes of a WhatsApp message when something goes wrong

      Written by `FaultMatrixTest`, which plays every row against a server that counts the whole requests that
      reach it. No row has more than one: a send is never repeated by itself, below or above the HTTP client.

      - `Rejected`: the message was provably not taken. `retry` says whether the same send may pass later.
      - `Unknown`: it may have been taken. Nothing sends it again by itself; the status webhook that carries its
        reference settles it.

      ## How long a send may take

      The shorter of two times: the workspace's `sendTimeout`, and twice `connectTimeout` plus `writeTimeout` plus
      `readTimeout` (60 seconds with the defaults). It covers everything from looking the name up to the last byte
      of the answer. Within it `connectTimeout` counts for the connection to one address, `readTimeout` for the
      TLS handshake and for each part of the answer, `writeTimeout` for the network to take a part of the request.
      A dead HTTP/2 connection is noticed after one to two `pingInterval`s, whatever the other times are.
      """;
}
