package io.patchbay.registry.channel;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.registry.Lease;
import io.patchbay.registry.ProviderRegistry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes webhook requests: finds the instance by the path, hands every event to every listener. */
final class Inbound {
  private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

  private final ProviderRegistry registry;
  private final List<ChannelEventListener> listeners;

  Inbound(ProviderRegistry registry, List<ChannelEventListener> listeners) {
    this.registry = registry;
    this.listeners = List.copyOf(listeners);
  }

  WebhookAnswer receive(InstanceId path, WebhookRequest request) {
    Optional<Lease> leased = registry.resolve(path).flatMap(registry::lease);
    if (leased.isEmpty()) {
      LOG.warn("A webhook for {} was refused: no such instance is configured", path);
      return WebhookAnswer.of(404, "");
    }
    try (Lease lease = leased.get()) {
      Optional<WebhookReceiver> receiver = lease.connection().capability(WebhookReceiver.class);
      if (receiver.isEmpty()) {
        LOG.warn(
            "A webhook for {} was refused: provider '{}' receives none",
            path,
            lease.provider().id());
        return WebhookAnswer.of(404, "");
      }
      return answer(path, lease.instance(), receiver.get(), request);
    }
  }

  private WebhookAnswer answer(
      InstanceId path, InstanceId instance, WebhookReceiver receiver, WebhookRequest request) {
    WebhookResult result;
    try {
      result = receiver.receive(request);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "A webhook for {} could not be read: the provider's module threw {}; it is asked for again",
          path,
          e.getClass().getName());
      return WebhookAnswer.of(500, "");
    }
    if (!result.refusal().isEmpty()) {
      LOG.warn(
          "A webhook for {} was refused with {}: {}",
          path,
          result.answer().status(),
          result.refusal());
      return result.answer();
    }
    boolean taken = true;
    for (ChannelEvent event : result.events()) {
      taken &= tell(event, context(path, instance, event));
    }
    return taken ? result.answer() : WebhookAnswer.of(500, "");
  }

  private static EventContext context(InstanceId path, InstanceId instance, ChannelEvent event) {
    Optional<MessageRef> message =
        event instanceof StatusUpdate status
            ? Optional.ofNullable(status.reference()).flatMap(MessageRef::parse)
            : Optional.empty();
    String workspace = message.map(MessageRef::workspace).orElse(path.workspace());
    return new EventContext(instance, workspace, message);
  }

  /** Whether every listener took it; one that fails does not keep it from the others. */
  private boolean tell(ChannelEvent event, EventContext context) {
    boolean taken = true;
    for (ChannelEventListener listener : listeners) {
      try {
        listener.on(event, context);
      } catch (RuntimeException | LinkageError e) {
        taken = false;
        LOG.warn(
            "An event listener failed on {} of {}; the provider is asked to deliver it again",
            event.getClass().getSimpleName(),
            context.instance(),
            e);
      }
    }
    return taken;
  }
}
