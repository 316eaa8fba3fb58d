package io.patchbay.core.internal.webhook;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.UnreadableWebhookException;
import io.patchbay.core.internal.consent.ConversationKey;
import io.patchbay.registry.internal.ModuleTrace;
import io.patchbay.registry.routing.Lease;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the webhooks of one instance through its provider's module. What the module throws counts
 * as unreadable.
 *
 * @param path under which address the instance is called
 * @param senders the senders that the instance has; empty when its events name none
 */
record WebhookReader(
    InstanceId path, Lease lease, WebhookReceiver receiver, List<Addressee> senders) {
  /** The reader of a leased instance; empty when its provider receives no webhooks. */
  static Optional<WebhookReader> of(InstanceId path, Lease lease)
      throws UnreadableWebhookException {
    try {
      return lease
          .connection()
          .capability(WebhookReceiver.class)
          .map(
              receiver ->
                  new WebhookReader(path, lease, receiver, List.copyOf(receiver.addressees())));
    } catch (Throwable e) {
      throw unreadable(lease, e);
    }
  }

  private static UnreadableWebhookException unreadable(Lease lease, Throwable thrown) {
    if (thrown instanceof ProviderException failure) {
      return new UnreadableWebhookException(failure.error().message());
    }
    ModuleTrace.log(lease.instance(), thrown);
    return new UnreadableWebhookException(
        "the provider's module threw " + thrown.getClass().getName());
  }

  /** What the module makes of a request. */
  WebhookResult read(WebhookRequest request) throws UnreadableWebhookException {
    try {
      return receiver.receive(request);
    } catch (Throwable e) {
      throw unreadable(lease, e);
    }
  }

  /** Whether the instance has what an event names: its sender, else its account. */
  boolean has(Addressee named) {
    return senders.stream()
        .anyMatch(
            own ->
                named.sender() == null
                    ? Objects.equals(own.account(), named.account())
                    : named.sender().equals(own.sender()));
  }

  /** As {@link io.patchbay.channel.EventContext#sender} names the sender of an event. */
  String sender(Addressee named) {
    String sender = named.sender();
    return sender == null || senders.isEmpty()
        ? ConversationKey.ofSender(lease, null)
        : ConversationKey.of(lease, sender);
  }
}
