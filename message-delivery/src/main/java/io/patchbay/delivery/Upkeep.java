package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.SilentAttempt;
import io.patchbay.registry.channel.Patchbay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers what they do not tell by themselves: how fast a sender may be, whether a blocked
 * instance works again, and what became of messages of which no status came. It blocks on I/O and
 * has a thread of its own. Thread-safe.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int SILENT_AT_ONCE = 100;

  private final DeliveryStore store;
  private final Patchbay patchbay;
  private final Rates rates;
  private final DeliverySettings settings;
  private final Runnable whenUnblocked;
  private final Map<String, Seen> senders = new ConcurrentHashMap<>();
  private final Set<InstanceId> blocked = ConcurrentHashMap.newKeySet();

  /** A sender and the connection over which it was seen last. */
  private record Seen(InstanceId instance, @Nullable String from, long askedAt, boolean asked) {}

  Upkeep(
      DeliveryStore store,
      Patchbay patchbay,
      Rates rates,
      DeliverySettings settings,
      Runnable whenUnblocked) {
    this.store = store;
    this.patchbay = patchbay;
    this.rates = rates;
    this.settings = settings;
    this.whenUnblocked = whenUnblocked;
  }

  /** Takes note of a sender in use. */
  void seen(Way way, @Nullable String from) {
    senders.computeIfAbsent(way.key(), key -> new Seen(way.lease().instance(), from, 0, false));
  }

  /** Takes note of an instance that keeps messages waiting. */
  void blocked(InstanceId instance) {
    blocked.add(instance);
  }

  /** The senders that were seen on an instance. */
  List<String> sendersOf(InstanceId instance) {
    return senders.entrySet().stream()
        .filter(entry -> entry.getValue().instance().equals(instance))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Asks whatever is due. */
  void run() {
    try {
      checkBlocked();
      lookUpSenders();
      lookUpStatuses();
    } catch (RuntimeException | Error e) {
      LOG.warn("What providers do not tell by themselves could not be asked for", e);
    }
  }

  private void checkBlocked() {
    for (InstanceId instance : List.copyOf(blocked)) {
      boolean still = patchbay.blocked(instance).isPresent();
      if (still && offers(instance, HealthCheck.class)) {
        still = !attempt(instance, "its health", one -> patchbay.checkHealth(one).healthy(), false);
      }
      if (!still) {
        blocked.remove(instance);
        whenUnblocked.run();
      }
    }
  }

  private void lookUpSenders() {
    long now = System.nanoTime();
    for (Map.Entry<String, Seen> entry : senders.entrySet()) {
      Seen seen = entry.getValue();
      boolean due = !seen.asked() || now - seen.askedAt() > settings.senderInterval().toNanos();
      if (due && settings.rate() == null && offers(seen.instance(), SenderLookup.class)) {
        entry.setValue(new Seen(seen.instance(), seen.from(), now, true));
        Sender unknown = Sender.perConnection();
        Sender found =
            attempt(
                seen.instance(),
                "its speed",
                one ->
                    patchbay
                        .channel()
                        .use(one, SenderLookup.class, lookup -> lookup.lookUp(seen.from())),
                unknown);
        if (found.rate() != null) {
          rates.put(entry.getKey(), found.rate());
        }
      }
    }
  }

  private void lookUpStatuses() {
    List<SilentAttempt> silent = store.silent(settings.silence(), SILENT_AT_ONCE);
    List<SilentAttempt> asked = new ArrayList<>();
    for (SilentAttempt one : silent) {
      InstanceId instance = InstanceId.parse(one.instance()).orElse(null);
      if (instance != null && offers(instance, StatusLookup.class)) {
        attempt(instance, "a message's history", at -> lookUp(at, one), false);
      }
      asked.add(one);
    }
    store.asked(asked);
  }

  private boolean lookUp(InstanceId instance, SilentAttempt silent) {
    List<StatusUpdate> history =
        patchbay
            .channel()
            .use(
                instance, StatusLookup.class, lookup -> lookup.history(silent.providerMessageId()));
    for (StatusUpdate status : history) {
      @Nullable SendError error = status.errors().isEmpty() ? null : status.errors().get(0);
      store.heard(DeliveryEvents.news(silent.instance(), status, null, error));
    }
    return true;
  }

  private boolean offers(InstanceId instance, Class<?> capability) {
    return patchbay
        .registry()
        .routing(instance.workspace())
        .map(routing -> routing.instances().get(instance.name()))
        .map(route -> route.provider().capabilities().contains(capability))
        .orElse(false);
  }

  /** What was found; the other value when it cannot be asked for now. */
  private static <T> T attempt(
      InstanceId instance, String what, Function<InstanceId, T> work, T otherwise) {
    try {
      return work.apply(instance);
    } catch (RuntimeException e) {
      // Without the exception's message, which may quote a sender's number.
      LOG.info(
          "{}: {} could not be asked for ({}); it is asked for again later",
          instance,
          what,
          e.getClass().getSimpleName());
      return otherwise;
    }
  }
}
