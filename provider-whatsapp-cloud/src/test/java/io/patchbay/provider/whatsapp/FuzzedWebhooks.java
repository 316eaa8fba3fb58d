package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.webhook.GraphWebhooks;
import io.patchbay.provider.whatsapp.internal.webhook.PayloadReader;
import io.patchbay.provider.whatsapp.testing.WebhookSigner;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds for every request, whatever is in it: no exception, a known answer, no loss. */
final class FuzzedWebhooks {
  private static final String VERIFY = "verify-me";
  private static final CloudSettings SETTINGS =
      CloudSettings.from(
          Connections.settings(
              "http://127.0.0.1:1", "appSecret=" + Deliveries.SECRET, "verifyToken=" + VERIFY));
  private static final GraphWebhooks RECEIVER =
      new GraphWebhooks(
          SETTINGS,
          new PayloadReader(
              Connections.CLOCK,
              new Classifier(new TokenRedaction(SETTINGS)),
              SETTINGS.phoneNumberId()));
  private static final WebhookSigner SIGNER = WebhookSigner.of(Deliveries.SECRET);

  private FuzzedWebhooks() {}

  /** An authentic body of any content is taken, and something is made of it. */
  static void body(byte[] body) {
    WebhookResult result = RECEIVER.receive(request(SIGNER.signature(body), body));

    assertThat(result.answer().status()).isEqualTo(200);
    assertThat(result.events().size()).isLessThanOrEqualTo(body.length + 1);
    for (ChannelEvent event : result.events()) {
      assertThat(event.key()).isNotBlank();
      assertThat(event.at()).isNotNull();
      assertThat(event.toString().length()).isLessThan(1_000 + 4 * body.length);
      assertThat(event.raw().length()).isLessThanOrEqualTo(body.length);
    }
    assertThat(RECEIVER.receive(request(SIGNER.signature(body), body))).isEqualTo(result);
  }

  /** The first 80 bytes are the header, the rest is the body. */
  static void signature(byte[] input) {
    int split = Math.min(input.length, 80);
    String header = new String(input, 0, split, StandardCharsets.ISO_8859_1);
    byte[] body = Arrays.copyOfRange(input, split, input.length);
    WebhookResult result = RECEIVER.receive(request(header, body));

    boolean right = header.equalsIgnoreCase(SIGNER.signature(body));
    assertThat(result.answer().status()).isEqualTo(right ? 200 : 401);
  }

  /** A handshake with any query. */
  static void query(byte[] input) {
    String query = new String(input, StandardCharsets.UTF_8);
    URI uri;
    try {
      uri = new URI(Deliveries.ADDRESS + "?" + query);
    } catch (URISyntaxException e) {
      return;
    }
    WebhookResult result = RECEIVER.receive(WebhookRequest.of("GET", uri, Map.of(), new byte[0]));

    assertThat(Set.of(200, 400, 403)).contains(result.answer().status());
    if (result.answer().status() == 200) {
      assertThat(result.answer().body()).isNotEmpty().hasSizeLessThanOrEqualTo(256);
    }
    assertThat(result.refusal()).doesNotContain(VERIFY);
  }

  private static WebhookRequest request(String signature, byte[] body) {
    return Deliveries.post(body, Map.of(WebhookSigner.HEADER, List.of(signature)));
  }
}
