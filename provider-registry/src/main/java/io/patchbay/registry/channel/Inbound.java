package io.patchbay.registry.channel;

import io.patchbay.channel.ChannelEvent;
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
import io.patchbay.registry.inbound.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhook requests: finds the instance by the path, takes note of what the events say about
 * people, and hands them on. Thread-safe.
 */
final class Inbound {
  private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

  private final ProviderRegistry registry;
  private final PersonEvents people;
  private final EventDispatch dispatch;

  Inbound(ProviderRegistry registry, PersonEvents people, EventDispatch dispatch) {
    this.registry = registry;
    this.people = people;
    this.dispatch = dispatch;
  }

  WebhookAnswer receive(InstanceId path, WebhookRequest request) {
    Optional<Lease> leased = registry.resolve(path).flatMap(registry::lease);
    if (leased.isEmpty()) {
      LOG.warn("A webhook for {} was refused: no such instance is configured", path);
      return WebhookAnswer.of(404, "");
    }
    try (Lease lease = leased.get()) {
      Optional<WebhookResult> result = read(lease, request);
      if (result.isEmpty()) {
        LOG.warn(
            "A webhook for {} was refused: provider '{}' receives none",
            path,
            lease.provider().id());
        return WebhookAnswer.of(404, "");
      }
      return answer(path, lease, result.get());
    } catch (UnreadableException e) {
      LOG.warn(
          "A webhook for {} could not be read: the provider's module failed: {}; the provider is"
              + " asked to deliver it again",
          path,
          e.getMessage());
      return WebhookAnswer.of(500, "");
    }
  }

  /** The provider's module failed; the message says how, without what it quoted. */
  private static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /** What the provider's module makes of a request; empty when it takes none. */
  private static Optional<WebhookResult> read(Lease lease, WebhookRequest request)
      throws UnreadableException {
    Optional<WebhookReceiver> receiver;
    WebhookResult result = null;
    try {
      receiver = lease.connection().capability(WebhookReceiver.class);
      if (receiver.isPresent()) {
        result = receiver.get().receive(request);
      }
    } catch (Throwable e) {
      throw new UnreadableException(e.getClass().getName());
    }
    if (receiver.isPresent() && result == null) {
      throw new UnreadableException("it gave no result");
    }
    return Optional.ofNullable(result);
  }

  private WebhookAnswer answer(InstanceId path, Lease lease, WebhookResult result) {
    if (!result.refusal().isEmpty()) {
      LOG.warn(
          "A webhook for {} was refused with {}: {}",
          path,
          result.answer().status(),
          result.refusal());
      return result.answer();
    }
    boolean recorded = true;
    PersonEvents.Stores stores = new PersonEvents.Stores();
    List<ReceivedEvent> events = new ArrayList<>(result.events().size());
    for (ChannelEvent reported : result.events()) {
      EventContext context = context(path, lease.instance(), reported);
      ChannelEvent event = people.read(reported, context);
      PersonEvents.Recorded noted = people.record(event, context, lease, stores);
      recorded &= noted == PersonEvents.Recorded.YES;
      if (noted != PersonEvents.Recorded.NO) {
        events.add(new ReceivedEvent(event, context));
      }
    }
    return switch (dispatch.dispatch(events)) {
      case CONFIRMED -> recorded ? result.answer() : WebhookAnswer.of(500, "");
      case BUSY -> WebhookAnswer.of(recorded ? 503 : 500, "");
      case FAILED -> WebhookAnswer.of(500, "");
    };
  }

  private static EventContext context(InstanceId path, InstanceId instance, ChannelEvent event) {
    Optional<MessageRef> message =
        event instanceof StatusUpdate status
            ? Optional.ofNullable(status.reference()).flatMap(MessageRef::parse)
            : Optional.empty();
    String workspace = message.map(MessageRef::workspace).orElse(path.workspace());
    return new EventContext(instance, workspace, message);
  }
}
