package io.patchbay.testkit;

import io.patchbay.channel.WebhookRequest;
import java.net.URI;
import java.util.Map;

/** Webhook requests that somebody has meddled with. */
final class Requests {
  private Requests() {}

  /** The same request without its headers, and so without what proves it. */
  static WebhookRequest unsigned(WebhookRequest request) {
    return WebhookRequest.of(request.method(), request.publicUri(), Map.of(), request.body());
  }

  /** The same proof over other content: another body, or another query where the body is empty. */
  static WebhookRequest changed(WebhookRequest request) {
    byte[] body = request.body();
    URI address = request.publicUri();
    if (body.length > 0) {
      body[body.length / 2] ^= 1;
    } else {
      address = URI.create(address + (address.getRawQuery() == null ? "?" : "&") + "changed=1");
    }
    return WebhookRequest.of(request.method(), address, request.headers(), body);
  }
}
