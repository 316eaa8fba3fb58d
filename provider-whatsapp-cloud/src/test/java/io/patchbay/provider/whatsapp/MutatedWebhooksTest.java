package io.patchbay.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.whatsapp.testing.WebhookBuilder;
import io.patchbay.testsupport.LongTest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeded changes of real-looking webhooks: nothing breaks, and nothing stays in memory. */
@LongTest
class MutatedWebhooksTest {
  private static final int ROUNDS = 6_000;
  private static final long MOST_GROWTH = 16L * 1024 * 1024;

  private static final List<String> PIECES =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "1e999999999",
          "-0",
          "\\",
          "\\u0000",
          "\\ud83d",
          "messages",
          "statuses",
          "\"id\":",
          "\"type\":\"text\"",
          "\u00fc",
          "\uFFFF",
          "[[[[[[[[");

  private static final byte[] SEED =
      WebhookBuilder.of("1")
          .status("wamid.1", "delivered", "pb1.acme.id.1")
          .failed("wamid.2", 131026, "Message undeliverable")
          .reply("wamid.3", "14155551234", "Yes", "wamid.1")
          .message("wamid.4", "14155551234", "image", "{\"id\":\"7\",\"caption\":\"c\"}")
          .message("wamid.5", "14155551234", "location", "{\"latitude\":1.5,\"longitude\":2}")
          .message("wamid.6", "14155551234", "contacts", "[{\"name\":{\"first_name\":\"A\"}}]")
          .message(
              "wamid.7",
              "14155551234",
              "interactive",
              "{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"a\",\"title\":\"b\"}}")
          .numberChanged("wamid.8", "14155551234", "12195555358")
          .marketing("14155551234", false)
          .news("message_template_status_update", "{\"event\":\"PAUSED\"}")
          .news("account_update", "{\"ban_info\":{\"waba_ban_state\":\"DISABLE\"}}")
          .body()
          .getBytes(UTF_8);

  @Test
  void nothingBreaksAndNothingStays() {
    round(0, ROUNDS / 6);
    long before = used();
    round(ROUNDS / 6, ROUNDS);

    assertThat(used() - before).as("bytes more than before").isLessThan(MOST_GROWTH);
  }

  private static void round(int from, int to) {
    for (int seed = from; seed < to; seed++) {
      byte[] body = mutated(new Random(seed));
      try {
        FuzzedWebhooks.body(body);
        FuzzedWebhooks.signature(body);
        FuzzedWebhooks.query(body);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static byte[] mutated(Random random) {
    byte[] body = SEED.clone();
    for (int changes = 1 + random.nextInt(6); changes > 0 && body.length > 0; changes--) {
      int at = random.nextInt(body.length);
      int until = at + random.nextInt(Math.min(40, body.length - at) + 1);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(body, 0, at);
      switch (random.nextInt(5)) {
        case 0 -> changed.write(random.nextInt(256));
        case 1 -> changed.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
        case 2 -> {
          changed.write(body, at, until - at);
          changed.write(body, at, until - at);
        }
        case 3 -> until = at;
        default -> until = random.nextInt(20) == 0 ? body.length : until;
      }
      changed.write(body, until, body.length - until);
      body = changed.toByteArray();
    }
    return body;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
