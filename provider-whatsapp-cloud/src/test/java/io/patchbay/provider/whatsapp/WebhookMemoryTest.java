package io.patchbay.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testsupport.LongTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing of a request is kept: what thousands of them have left behind is measured. */
@LongTest
class WebhookMemoryTest {
  private static final int WARM_UP = 2_000;
  private static final int INPUTS = 20_000;
  private static final int BYTES_EACH = 1_000;

  /** Far less than a tenth of all inputs. */
  private static final long MOST_RETAINED = 1_500_000;

  private final Random random = new Random(4);

  @Test
  void requestsOfAnyKindLeaveNothingBehind() {
    receive(WARM_UP);
    long before = retained();
    receive(INPUTS);
    assertThat(retained() - before)
        .as("bytes retained of %d", (long) INPUTS * BYTES_EACH)
        .isLessThan(MOST_RETAINED);
  }

  /** Each other than all before, so that whatever is remembered by an id grows. */
  private void receive(int inputs) {
    for (int i = 0; i < inputs; i++) {
      switch (i % 4) {
        case 0 -> FuzzedWebhooks.body(status());
        case 1 -> FuzzedWebhooks.body(anything());
        case 2 -> FuzzedWebhooks.signature(anything());
        default ->
            FuzzedWebhooks.query(("hub.mode=subscribe&hub.challenge=" + text()).getBytes(UTF_8));
      }
    }
  }

  private byte[] anything() {
    byte[] input = new byte[BYTES_EACH];
    random.nextBytes(input);
    return input;
  }

  private String text() {
    return Long.toHexString(random.nextLong()).repeat(BYTES_EACH / 16);
  }

  private byte[] status() {
    return ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":"
            + "\"messages\",\"value\":{\"statuses\":[{\"id\":\"wamid."
            + text()
            + "\",\"status\":\"sent\",\"recipient_id\":\""
            + (10_000_000_000L + random.nextInt(1_000_000_000))
            + "\"}]}}]}]}")
        .getBytes(UTF_8);
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
