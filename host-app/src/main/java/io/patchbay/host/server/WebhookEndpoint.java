package io.patchbay.host.server;

import io.javalin.http.Context;
import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.registry.routing.ProviderRegistry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET} and {@code POST /webhooks/{workspace}/{instance}}: hands over what arrived, byte for
 * byte, and answers what the provider's module says. Thread-safe.
 */
final class WebhookEndpoint {
  private final ProviderRegistry registry;
  private final SmsChannel channel;
  private final PublicAddress address;
  private final BodyReader bodies;
  private final int largest;
  private final RefusedRequests refused;

  WebhookEndpoint(
      Patchbay patchbay,
      PublicAddress address,
      BodyReader bodies,
      ServerLimits limits,
      RefusedRequests refused) {
    this.registry = patchbay.registry();
    this.channel = patchbay.channel();
    this.address = address;
    this.bodies = bodies;
    this.largest = limits.webhookBytes();
    this.refused = refused;
  }

  void handle(Context context) throws Refusal {
    Optional<InstanceId> instance =
        InstanceId.parse(context.pathParam("workspace") + "/" + context.pathParam("instance"));
    if (instance.isEmpty()) {
      throw unknown();
    }
    // Before the body is read: whoever only guesses an address shall cost next to nothing.
    if (registry.resolve(instance.get()).isEmpty()) {
      throw unknown();
    }
    try (Body body = bodies.read(context, largest)) {
      WebhookRequest request =
          WebhookRequest.of(
              context.method().name(), address.of(context), headers(context), body.bytes());
      WebhookAnswer answer =
          channel.receive(instance.get(), request.withCaller(Caller.of(context.req())));
      if (answer.status() >= 400) {
        refused.countWebhook(answer.status());
      }
      context.status(answer.status()).contentType(answer.contentType()).result(answer.body());
    }
  }

  private static Refusal unknown() {
    return Refusal.of(404, "There is no such webhook.");
  }

  private static Map<String, List<String>> headers(Context context) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(context.req().getHeaderNames())) {
      headers.put(name, Collections.list(context.req().getHeaders(name)));
    }
    return headers;
  }
}
