package io.patchbay.provider.whatsapp;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for a request that breaks the receiver. A build runs over the inputs that are committed
 * beside it; {@code docs/events.md} has the command that searches for minutes.
 */
class WebhookFuzzTest {
  private static final String LONG_ENOUGH = "2m";

  @FuzzTest(maxDuration = LONG_ENOUGH)
  void anyBody(byte[] body) {
    FuzzedWebhooks.body(body);
  }

  @FuzzTest(maxDuration = LONG_ENOUGH)
  void anySignature(byte[] input) {
    FuzzedWebhooks.signature(input);
  }

  @FuzzTest(maxDuration = LONG_ENOUGH)
  void anyQuery(byte[] input) {
    FuzzedWebhooks.query(input);
  }
}
