package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Deliveries.ADDRESS;
import static io.patchbay.provider.whatsapp.Deliveries.SECRET;
import static io.patchbay.provider.whatsapp.Deliveries.post;
import static io.patchbay.provider.whatsapp.Deliveries.receive;
import static io.patchbay.provider.whatsapp.Deliveries.signed;
import static io.patchbay.provider.whatsapp.Deliveries.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what is proven to be from Meta gets in. */
class WebhookProofTest {
  @Nested
  class Handshake {
    private WebhookResult ask(String query, String... settings) {
      return receive(
          WebhookRequest.of("GET", URI.create(ADDRESS + query), Map.of(), new byte[0]), settings);
    }

    private WebhookResult ask(String query) {
      return ask(query, "verifyToken=open sesame/1", "appSecret=" + SECRET);
    }

    @Test
    void rightTokenGetsTheChallengeAsPlainText() {
      WebhookResult result =
          ask("?hub.mode=subscribe&hub.challenge=11582014&hub.verify_token=open+sesame%2F1");

      assertThat(result)
          .isEqualTo(
              new WebhookResult(
                  new WebhookAnswer(200, "text/plain; charset=utf-8", "11582014"), List.of(), ""));
    }

    @ParameterizedTest
    @CsvSource({
      "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong, 403",
      "?hub.mode=subscribe&hub.challenge=1, 403",
      "?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=open+sesame%2F1, 403",
      "?hub.challenge=1&hub.verify_token=open+sesame%2F1, 403",
      "?hub.mode=subscribe&hub.verify_token=open+sesame%2F1, 400",
      "'', 403"
    })
    void anythingElseIsRefused(String query, int status) {
      WebhookResult result = ask(query);

      assertThat(result.answer()).isEqualTo(WebhookAnswer.of(status, ""));
      assertThat(result.refusal()).isNotEmpty().doesNotContain("sesame");
    }

    @Test
    void challengeOfAnyLengthIsNotReflected() {
      assertThat(
              ask("?hub.mode=subscribe&hub.verify_token=open+sesame%2F1&hub.challenge="
                      + "1".repeat(257))
                  .answer()
                  .status())
          .isEqualTo(400);
    }

    @Test
    void withoutAVerifyTokenNobodyGetsIn() {
      assertThat(
              ask("?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", "appSecret=" + SECRET)
                  .answer()
                  .status())
          .isEqualTo(403);
    }
  }

  @Nested
  class Signature {
    private static final String BODY = "{\"entry\":[]}";

    private void assertRefused(WebhookResult result, int status, String reason) {
      assertThat(result).isEqualTo(WebhookResult.refused(status, reason));
    }

    @Test
    void rightSignatureIsTaken() {
      assertThat(receive(signed(BODY, SECRET), "appSecret=" + SECRET))
          .isEqualTo(WebhookResult.accepted(List.of()));
    }

    /** The signature was computed with another program. */
    @Test
    void knownSignatureIsTaken() {
      assertThat(
              receive(
                      post(
                          "{\"entry\":[]}".getBytes(UTF_8),
                          Map.of(
                              "X-Hub-Signature-256",
                              List.of(
                                  "sha256=29ec51cd83a62eb8a1f6b14c79c21532cc2a3ffce67ca2493015eaea7e37ba30"))),
                      "appSecret=current")
                  .refusal())
          .isEmpty();
    }

    @Test
    void secondOfTwoSecretsIsGoodToo() {
      assertThat(receive(signed(BODY, "old"), "appSecret=current", "appSecret=old").refusal())
          .isEmpty();
    }

    @Test
    void tamperedBodyIsRefused() {
      WebhookRequest signed = signed(BODY, SECRET);
      WebhookRequest tampered =
          post(
              "{\"entry\":[ ]}".getBytes(UTF_8),
              Map.of("X-Hub-Signature-256", List.of(signed.header("X-Hub-Signature-256").get())));

      assertRefused(
          receive(tampered, "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    @Test
    void wrongSecretIsRefused() {
      assertRefused(
          receive(signed(BODY, "another"), "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "sha256=",
          "sha1=0123456789012345678901234567890123456789",
          "sha256=zz00000000000000000000000000000000000000000000000000000000000000",
          "sha256=\u0660\u066000000000000000000000000000000000000000000000000000000000000000"
        })
    void malformedSignatureIsRefused(String signature) {
      assertRefused(
          receive(
              post(BODY.getBytes(UTF_8), Map.of("X-Hub-Signature-256", List.of(signature))),
              "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    @Test
    void unsignedIsRefused() {
      assertRefused(
          receive(post(BODY.getBytes(UTF_8), Map.of()), "appSecret=" + SECRET),
          401,
          "the header X-Hub-Signature-256 is missing");
    }

    @Test
    void withoutASecretEverythingIsRefused() {
      assertRefused(
          receive(signed(BODY, SECRET)),
          401,
          "no appSecret is configured to check the signature with");
    }

    @Test
    void bodyMayHaveThreeMegabytesAndNoMore() {
      String large = BODY + " ".repeat(3 * 1024 * 1024 - BODY.length());

      assertThat(receive(signed(large, SECRET), "appSecret=" + SECRET).answer().status())
          .isEqualTo(200);
      assertRefused(
          receive(signed(large + " ", SECRET), "appSecret=" + SECRET),
          413,
          "the body of 3145729 bytes is above 3 MB");
    }

    private WebhookRequest typed(String type) {
      String right = signed(BODY, SECRET).header("X-Hub-Signature-256").orElseThrow();
      return post(
          BODY.getBytes(UTF_8),
          Map.of("X-Hub-Signature-256", List.of(right), "content-type", List.of(type)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"application/json", "application/json; charset=utf-8", "Application/JSON ;x"})
    void jsonIsTaken(String type) {
      assertThat(receive(typed(type), "appSecret=" + SECRET).answer().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "", "application"})
    void otherTypesAreRefused(String type) {
      assertRefused(
          receive(typed(type), "appSecret=" + SECRET),
          415,
          "the body is authentic, but not sent as application/json");
    }

    @Test
    void truncatedBodyIsRefused() {
      WebhookRequest whole = signed(BODY, SECRET);
      String right = whole.header("X-Hub-Signature-256").orElseThrow();

      assertRefused(
          receive(
              post(
                  BODY.substring(0, BODY.length() - 1).getBytes(UTF_8),
                  Map.of("X-Hub-Signature-256", List.of(right))),
              "appSecret=" + SECRET),
          401,
          "the signature fits none of the configured app secrets");
    }

    /** Nothing in a webhook says when it was sent; the keys of its events tell that it is old. */
    @Test
    void replayedRequestHasTheSameEventsWithTheSameKeys() {
      WebhookRequest request =
          signed(Deliveries.body(Deliveries.statuses(status("sent"), status("read"))), SECRET);

      List<ChannelEvent> first = receive(request, "appSecret=" + SECRET).events();
      assertThat(first)
          .extracting(ChannelEvent::key)
          .containsExactly("wamid.1:sent", "wamid.1:read");
      assertThat(receive(request, "appSecret=" + SECRET).events()).isEqualTo(first);
    }

    /** Many threads share one receiver, whose keys must not get mixed up. */
    @Test
    void receiverServesManyThreads() {
      try (SmsConnection connection =
          Connections.open("http://127.0.0.1:1", "appSecret=" + SECRET, "appSecret=other")) {
        WebhookReceiver receiver = connection.capability(WebhookReceiver.class).orElseThrow();
        List<Integer> answers =
            IntStream.range(0, 2_000)
                .parallel()
                .map(
                    i ->
                        receiver
                            .receive(
                                signed(
                                    BODY + " ".repeat(i % 50),
                                    i % 3 == 0 ? SECRET : i % 3 == 1 ? "other" : "wrong"))
                            .answer()
                            .status())
                .boxed()
                .toList();
        assertThat(answers)
            .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> i % 3 == 2 ? 401 : 200).toList());
      }
    }

    @Test
    void otherMethodsAreRefused() {
      assertThat(
              receive(
                      WebhookRequest.of("PUT", URI.create(ADDRESS), Map.of(), new byte[0]),
                      "appSecret=" + SECRET)
                  .answer()
                  .status())
          .isEqualTo(405);
    }
  }
}
