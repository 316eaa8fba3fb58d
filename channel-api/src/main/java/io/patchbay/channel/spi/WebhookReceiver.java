package io.patchbay.channel.spi;

import io.patchbay.channel.WebhookRequest;

/**
 * A capability: reads what the provider posts to the webhook address of this connection.
 * Thread-safe.
 */
public interface WebhookReceiver {
  /**
   * Proves that the request comes from the provider, then reads it. Does no I/O and throws nothing
   * for a bad request: it is answered as refused. Without a configured secret every request is
   * refused.
   */
  WebhookResult receive(WebhookRequest request);
}
