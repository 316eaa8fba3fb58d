package io.patchbay.provider.twiliostub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for a form that breaks the receiver, signed and not; see {@code docs/events.md}. */
class FormFuzzTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/text");
  private static final TwilioCallbackSigner SIGNER = TwilioCallbackSigner.of(Stub.TOKEN);
  private static final WebhookReceiver RECEIVER =
      Stub.sendingFrom(Stub.FROM).connection.capability(WebhookReceiver.class).orElseThrow();

  @FuzzTest(maxDuration = "2m")
  void anyForm(byte[] body) {
    assertThat(Set.of(400, 401, 413)).contains(receive(body, "AAAA").answer().status());
    Map<String, String> form = parsed(new String(body, UTF_8));
    if (form != null) {
      WebhookResult result = receive(body, SIGNER.signature(WEBHOOK, form));
      assertThat(Set.of(200, 403, 413)).contains(result.answer().status());
      for (ChannelEvent event : result.events()) {
        assertThat(event.key()).isNotBlank();
        assertThat(event.toString().length()).isLessThan(1_000 + 4 * body.length);
      }
    }
  }

  private static WebhookResult receive(byte[] body, String signature) {
    return RECEIVER.receive(
        WebhookRequest.of(
            "POST",
            WEBHOOK,
            Map.of(
                TwilioCallbackSigner.HEADER,
                List.of(signature),
                "Content-Type",
                List.of(TwilioCallbackSigner.CONTENT_TYPE)),
            body));
  }

  /** Null for what is declared to be refused. */
  private static @Nullable Map<String, String> parsed(String body) {
    try {
      return CallbackForm.parse(body);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
