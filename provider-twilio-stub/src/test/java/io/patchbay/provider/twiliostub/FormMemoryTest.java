package io.patchbay.provider.twiliostub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing of a callback is kept: what thousands of them have left behind is measured. */
class FormMemoryTest {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/text");
  private static final int WARM_UP = 2_000;
  private static final int INPUTS = 20_000;
  private static final int BYTES_EACH = 1_000;

  /** Far less than a tenth of all inputs. */
  private static final long MOST_RETAINED = 1_500_000;

  private final TwilioCallbackSigner signer = TwilioCallbackSigner.of(Stub.TOKEN);
  private final WebhookReceiver receiver =
      Stub.sendingFrom(Stub.FROM).connection.capability(WebhookReceiver.class).orElseThrow();
  private final Random random = new Random(4);

  @Test
  void callbacksOfAnyKindLeaveNothingBehind() {
    assertThat(receive(WARM_UP)).isPositive();
    long before = retained();
    assertThat(receive(INPUTS)).as("that are read").isEqualTo(INPUTS / 2);
    assertThat(retained() - before)
        .as("bytes retained of %d", (long) INPUTS * BYTES_EACH)
        .isLessThan(MOST_RETAINED);
  }

  /** Each other than all before, so that whatever is remembered by an id grows. */
  private int receive(int inputs) {
    int events = 0;
    for (int i = 0; i < inputs; i++) {
      String text = Long.toHexString(random.nextLong()).repeat(BYTES_EACH / 16);
      String form =
          i % 4 < 2
              ? "AccountSid=AC00000000000000000000000000000000&MessageSid=SM"
                  + text
                  + "&MessageStatus=sent&To=%2B1415555"
                  + (1000 + i % 9000)
              : "%zz=" + text;
      String signature =
          i % 4 < 2 ? signer.signature(WEBHOOK, CallbackForm.parse(form)) : "AAAA" + text;
      events +=
          receiver
              .receive(
                  WebhookRequest.of(
                      "POST",
                      WEBHOOK,
                      Map.of(
                          TwilioCallbackSigner.HEADER,
                          List.of(signature),
                          "Content-Type",
                          List.of(TwilioCallbackSigner.CONTENT_TYPE)),
                      form.getBytes(UTF_8)))
              .events()
              .size();
    }
    return events;
  }

  private static long retained() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      runtime.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
