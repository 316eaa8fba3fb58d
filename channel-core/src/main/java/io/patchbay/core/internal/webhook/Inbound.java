package io.patchbay.core.internal.webhook;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.UnreadableWebhookException;
import io.patchbay.core.internal.consent.PersonEvents;
import io.patchbay.registry.internal.LimitedLog;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.store.inbox.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes webhook requests: finds the instances that the events belong to, records what the events
 * say about people, and dispatches them. Thread-safe.
 */
public final class Inbound {
  private final ProviderRegistry registry;
  private final PersonEvents people;
  private final StatusProof proof;
  private final EventDispatch dispatch;
  private final LimitedLog log;
  private final LongAdder unclaimed = new LongAdder();

  public Inbound(
      ProviderRegistry registry,
      PersonEvents people,
      StatusProof proof,
      EventDispatch dispatch,
      LimitedLog log) {
    this.registry = registry;
    this.people = people;
    this.proof = proof;
    this.dispatch = dispatch;
    this.log = log;
  }

  public WebhookAnswer receive(InstanceId path, WebhookRequest request) {
    Optional<Lease> leased = registry.resolve(path).flatMap(registry::lease);
    if (leased.isEmpty()) {
      log.warn(
          "unknown",
          "A webhook for " + path + from(request) + " was refused: no such instance is configured");
      return WebhookAnswer.of(404, "");
    }
    try (Lease lease = leased.get()) {
      Optional<WebhookReader> reader = WebhookReader.of(path, lease);
      if (reader.isEmpty()) {
        log.warn(
            "none " + path,
            "A webhook for "
                + path
                + from(request)
                + " was refused: provider '"
                + lease.provider().id()
                + "' receives none");
        return WebhookAnswer.of(404, "");
      }
      return answer(path, reader.get(), request);
    } catch (UnreadableWebhookException e) {
      log.warn(
          "unreadable " + path,
          "A webhook for "
              + path
              + from(request)
              + " could not be read: "
              + e.getMessage()
              + "; the provider is asked to deliver it again");
      return WebhookAnswer.of(500, "");
    }
  }

  /** How many events had a sender that no instance has. */
  public long unclaimed() {
    return unclaimed.sum();
  }

  private WebhookAnswer answer(InstanceId path, WebhookReader addressed, WebhookRequest request)
      throws UnreadableWebhookException {
    WebhookResult result = addressed.read(request);
    if (!result.refusal().isEmpty()) {
      log.warn(
          "refused " + path,
          "A webhook for "
              + path
              + from(request)
              + " was refused with "
              + result.answer().status()
              + ": "
              + result.refusal());
      return result.answer();
    }
    boolean recorded = true;
    boolean repeated = false;
    PersonEvents.Stores stores = new PersonEvents.Stores();
    List<ReceivedEvent> events = new ArrayList<>(result.events().size());
    try (WebhookShares shares = new WebhookShares(registry, addressed, request, result)) {
      for (WebhookShares.Item item : shares.items()) {
        EventContext context = context(item);
        ChannelEvent event = people.read(item.event(), context);
        PersonEvents.Recorded noted = people.record(event, context, item.reader().lease(), stores);
        recorded &= noted == PersonEvents.Recorded.YES;
        if (noted != PersonEvents.Recorded.NO) {
          events.add(new ReceivedEvent(event, context));
        }
      }
      for (String failure : shares.failures()) {
        log.warn(
            "sibling of " + path,
            "A webhook for "
                + path
                + " may have events of another instance, which could not read it: "
                + failure
                + "; the provider is asked to deliver these events again");
      }
      recorded &= !shares.leavesEventsOut();
      if (!shares.unknown().isEmpty()) {
        unclaimed.add(shares.unclaimed());
        log.warn(
            "sender of " + path,
            "A webhook for "
                + path
                + " has events for "
                + shares.unknown()
                + ", which is the sender of no instance that shares its secret; these events are"
                + " not taken. Configure an instance with that sender, or have the provider stop"
                + " calling for it"
                + (shares.mayBeIncomplete()
                    ? ". An instance that is configured has no connection and may have it: the"
                        + " provider is asked to deliver them again"
                    : ""));
        repeated = shares.mayBeIncomplete();
      }
    }
    return switch (dispatch.dispatch(events)) {
      case CONFIRMED ->
          !recorded
              ? WebhookAnswer.of(500, "")
              : repeated ? WebhookAnswer.of(503, "") : result.answer();
      case BUSY -> WebhookAnswer.of(recorded ? 503 : 500, "");
      case FAILED -> WebhookAnswer.of(500, "");
    };
  }

  private EventContext context(WebhookShares.Item item) {
    InstanceId path = item.reader().path();
    EventContext plain =
        new EventContext(
            item.reader().lease().instance(), path.workspace(), Optional.empty(), item.sender());
    if (!(item.event() instanceof StatusUpdate status)) {
      return plain;
    }
    MessageRef claimed =
        status.reference() == null ? null : MessageRef.parse(status.reference()).orElse(null);
    if (claimed == null) {
      return proof.attempt(status, plain).map(found -> of(found, plain)).orElse(plain);
    }
    if (proof.proves(status, claimed, plain)) {
      return of(claimed, plain);
    }
    log.warn(
        "status of " + plain.instance(),
        "A status from "
            + plain.instance()
            + " names the message "
            + Masking.numbersIn(claimed.encode())
            + ", which this instance did not send or whose provider message id is another; the"
            + " status changes no message");
    return plain;
  }

  private static EventContext of(MessageRef message, EventContext plain) {
    return new EventContext(
        plain.instance(), message.workspace(), Optional.of(message), plain.sender());
  }

  private static String from(WebhookRequest request) {
    return request.caller().isEmpty() ? "" : " from " + request.caller();
  }
}
