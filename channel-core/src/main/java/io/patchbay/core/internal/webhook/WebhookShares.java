package io.patchbay.core.internal.webhook;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.UnreadableWebhookException;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.ProviderRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instance handles each event of a webhook. An event that names a sender belongs to
 * the instance that has it, one that names only an account to an instance of that account, and any
 * other to the instance whose address was called. An instance gets an event only if its own module
 * accepts the whole request: that proves that it has the secret, and no secret leaves its module.
 * Used by one thread; holds leases until it is closed.
 */
final class WebhookShares implements AutoCloseable {
  private final ProviderRegistry registry;
  private final WebhookReader addressed;
  private final WebhookRequest request;
  private final Map<WebhookReader, WebhookResult> results = new LinkedHashMap<>();
  private final Map<Addressee, Optional<WebhookReader>> owners = new HashMap<>();
  private final List<Lease> leases = new ArrayList<>();
  private final Set<Addressee> failed = new HashSet<>();
  private final List<String> failures = new ArrayList<>();
  private boolean isSiblingUnreadable;
  private @Nullable List<WebhookReader> siblings;

  /**
   * The shares of one request.
   *
   * @param result what the instance whose address was called has read in it
   */
  WebhookShares(
      ProviderRegistry registry,
      WebhookReader addressed,
      WebhookRequest request,
      WebhookResult result) {
    this.registry = registry;
    this.addressed = addressed;
    this.request = request;
    results.put(addressed, result);
  }

  /**
   * An event of one instance, as its own module has read it.
   *
   * @param sender as {@link io.patchbay.channel.EventContext#sender} names it
   */
  record Item(ChannelEvent event, WebhookReader reader, String sender) {}

  /**
   * The events that have an instance: each once, those of one instance in their order. Those of an
   * instance whose module fails are left out, and {@link #failures} names it.
   */
  List<Item> items() throws UnreadableWebhookException {
    WebhookResult whole = read(addressed);
    for (int i = 0; i < whole.events().size(); i++) {
      findOwner(whole.addressee(i));
    }
    List<Item> items = new ArrayList<>();
    results.forEach(
        (reader, result) -> {
          for (int i = 0; i < result.events().size(); i++) {
            Addressee named = result.addressee(i);
            if (owners.getOrDefault(named, Optional.empty()).filter(reader::equals).isPresent()) {
              items.add(new Item(result.events().get(i), reader, reader.sender(named)));
            }
          }
        });
    return items;
  }

  /** The senders that no instance has, masked; complete after {@link #items}. */
  List<String> unknown() {
    return owners.entrySet().stream()
        .filter(one -> one.getValue().isEmpty() && !failed.contains(one.getKey()))
        .map(one -> Masking.numbersIn(String.valueOf(one.getKey().sender())))
        .sorted()
        .toList();
  }

  /** How many events name such a sender; complete after {@link #items}. */
  int unclaimed() throws UnreadableWebhookException {
    WebhookResult whole = read(addressed);
    int events = 0;
    for (int i = 0; i < whole.events().size(); i++) {
      Addressee named = whole.addressee(i);
      if (owners.getOrDefault(named, Optional.empty()).isEmpty() && !failed.contains(named)) {
        events++;
      }
    }
    return events;
  }

  /** What went wrong in the modules of other instances; complete after {@link #items}. */
  List<String> failures() {
    return failures;
  }

  /** Whether events were left out because the module of the instance that has them failed. */
  boolean leavesEventsOut() {
    return !failed.isEmpty();
  }

  /**
   * Whether an instance that is configured has no connection, of whatever provider, or its module
   * fails to name its senders: an event that no other instance has may be for it.
   */
  boolean mayBeIncomplete() {
    return isSiblingUnreadable
        || registry.workspaces().stream()
            .flatMap(workspace -> registry.routing(workspace).stream())
            .anyMatch(routing -> !routing.unusable().isEmpty());
  }

  private WebhookResult read(WebhookReader reader) throws UnreadableWebhookException {
    WebhookResult known = results.get(reader);
    if (known == null) {
      known = reader.read(request);
      results.put(reader, known);
    }
    return known;
  }

  private void findOwner(Addressee named) {
    if (!owners.containsKey(named)) {
      owners.put(named, owner(named));
    }
  }

  private Optional<WebhookReader> owner(Addressee named) {
    boolean nothing = named.sender() == null && named.account() == null;
    if (nothing || addressed.senders().isEmpty() || addressed.has(named)) {
      return Optional.of(addressed);
    }
    for (WebhookReader sibling : siblings()) {
      if (sibling.has(named)) {
        try {
          if (read(sibling).refusal().isEmpty()) {
            return Optional.of(sibling);
          }
        } catch (UnreadableWebhookException e) {
          failures.add(sibling.path() + ": " + e.getMessage());
          failed.add(named);
          return Optional.empty();
        }
      }
    }
    return named.sender() == null ? Optional.of(addressed) : Optional.empty();
  }

  private List<WebhookReader> siblings() {
    List<WebhookReader> known = siblings;
    if (known == null) {
      known = new ArrayList<>();
      siblings = known;
      for (InstanceId instance : registry.instances(addressed.lease().provider().id())) {
        Lease lease = registry.lease(instance).orElse(null);
        if (lease != null) {
          leases.add(lease);
          try {
            WebhookReader.of(instance, lease).ifPresent(known::add);
          } catch (UnreadableWebhookException e) {
            failures.add(instance + ": " + e.getMessage());
            isSiblingUnreadable = true;
          }
        }
      }
    }
    return known;
  }

  @Override
  public void close() {
    leases.forEach(Lease::close);
  }
}
