package io.patchbay.testkit;

import io.patchbay.channel.WebhookRequest;
import java.util.Map;

/** Webhook requests that somebody has meddled with. */
final class Requests {
  private Requests() {}

  /** The same request without its headers, and so without what proves it. */
  static WebhookRequest unsigned(WebhookRequest request) {
    return WebhookRequest.of(request.method(), request.publicUri(), Map.of(), request.body());
  }

  /** The same headers over another body. */
  static WebhookRequest withBody(WebhookRequest request, byte[] body) {
    return WebhookRequest.of(request.method(), request.publicUri(), request.headers(), body);
  }
}
