package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadReceiptsTest {
  private static ReadReceipts receipts(SmsConnection connection) {
    return connection.capability(ReadReceipts.class).orElseThrow();
  }

  @Test
  void messageIsMarkedAsRead() throws IOException {
    try (Wire wire = new Wire()) {
      assertThat(receipts(wire.connection()).markRead("wamid.in")).isEmpty();

      assertThat(wire.heads()).containsExactly("POST /v25.0/109876543210123/messages HTTP/1.1");
      assertThat(wire.bodies())
          .containsExactly(
              "{\"messaging_product\":\"whatsapp\",\"status\":\"read\","
                  + "\"message_id\":\"wamid.in\"}");
    }
  }

  @Test
  void typingIsShownTogetherWithTheReceipt() throws IOException {
    try (Wire wire = new Wire()) {
      assertThat(receipts(wire.connection()).showTyping("wamid.in")).isEmpty();

      assertThat(wire.bodies())
          .containsExactly(
              "{\"messaging_product\":\"whatsapp\",\"status\":\"read\","
                  + "\"message_id\":\"wamid.in\",\"typing_indicator\":{\"type\":\"text\"}}");
    }
  }

  private static Optional<SendError> answered(String status, String body) throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.answer(status, body);
                });
        SmsConnection connection = Connections.open(server.url())) {
      return receipts(connection).markRead("wamid.in");
    }
  }

  @Test
  void refusalIsToldWithMetasCode() throws IOException {
    SendError error =
        answered(
                "400 Bad Request",
                "{\"error\":{\"code\":131009,\"message\":\"No such message\",\"fbtrace_id\":\"A1\"}}")
            .orElseThrow();

    assertThat(error.code()).isEqualTo("131009");
    assertThat(error.category()).isEqualTo(Category.REQUEST);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    assertThat(error.traceId()).isEqualTo("A1");
  }

  @ParameterizedTest
  @CsvSource({"200 OK, {}", "200 OK, {\"success\":false}", "500 Internal Server Error, oops"})
  void answerWithoutSuccessIsNoSuccessButMayBeTriedAgain(String status, String body)
      throws IOException {
    assertThat(answered(status, body))
        .hasValueSatisfying(
            error ->
                assertThat(error.remedy())
                    .isEqualTo("Mark the message again: doing so twice does no harm."));
  }

  @Test
  void missingServerIsNamed() {
    try (SmsConnection connection = Connections.open("http://127.0.0.1:1")) {
      Optional<SendError> error = receipts(connection).showTyping("wamid.in");

      assertThat(error).map(SendError::category).contains(Category.NETWORK);
    }
  }
}
