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
import io.patchbay.registry.Route;
import io.patchbay.registry.channel.Patchbay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers what they do not tell by themselves: what a sender may do, whether a blocked
 * instance works again, and what became of messages of which no status came. It blocks on I/O and
 * has a thread of its own. Thread-safe.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int SILENT_AT_ONCE = 100;

  /** How often a message is asked for of a provider that cannot be asked. */
  static final int MOST_LOOKS = 5;

  private static final String AGAIN = "it is asked for again later";

  private final DeliveryStore store;
  private final Patchbay patchbay;
  private final Rates rates;
  private final DeliverySettings settings;
  private final Runnable whenUnblocked;
  private final Map<String, Seen> senders = new ConcurrentHashMap<>();

  /** What is tried with one message, and until when, by System.nanoTime. */
  private final Map<InstanceId, Long> trials = new ConcurrentHashMap<>();

  /**
   * What keeps messages waiting, or sends them by another way, and since when, by the store's time.
   */
  private final Map<InstanceId, Instant> blocked = new ConcurrentHashMap<>();

  /** A sender, the connection over which it was seen last, and its account. */
  private record Seen(
      InstanceId instance,
      @Nullable String from,
      @Nullable String account,
      long askedAt,
      boolean asked) {
    Seen asked(long now) {
      return new Seen(instance, from, account, now, true);
    }
  }

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
    if (!way.probe()) {
      blocked.remove(way.lease().instance());
    }
    InstanceId instance = way.lease().instance();
    Seen before = senders.get(way.key());
    if (before == null || !before.instance().equals(instance)) {
      // That of before may be gone, and can tell nothing then; what is known stays as old as it is.
      senders.compute(
          way.key(),
          (key, old) ->
              old == null
                  ? new Seen(instance, from, account(way), 0, false)
                  : new Seen(instance, from, account(way), old.askedAt(), old.asked()));
    }
  }

  private static @Nullable String account(Way way) {
    String account = way.sender().account();
    return account == null ? null : way.lease().provider().id() + ":" + account;
  }

  /**
   * Takes note of an instance that keeps messages waiting, or has them go by another way.
   *
   * @return whether it has been taken into use again now, because somebody has asked for that
   *     since, be it in another process: one message is to find out whether it works
   */
  boolean blocked(InstanceId instance) {
    Instant since = blocked.get(instance);
    if (since == null) {
      blocked.putIfAbsent(instance, store.now());
      return false;
    }
    boolean resumed = store.resumedAt(instance).filter(at -> !at.isBefore(since)).isPresent();
    if (resumed) {
      blocked.remove(instance, since);
      patchbay.resume(instance);
    }
    return resumed;
  }

  /** Has other lanes wait while one message finds out whether an instance works again. */
  void onTrial(InstanceId instance, Duration time) {
    trials.put(instance, System.nanoTime() + time.toNanos());
  }

  /** Whether one message is finding that out at the moment. */
  boolean isOnTrial(InstanceId instance) {
    Long end = trials.get(instance);
    if (end == null) {
      return false;
    }
    return System.nanoTime() - end < 0 || !trials.remove(instance, end);
  }

  /** Takes an instance into use again, in every process. */
  void resume(InstanceId instance) {
    // Forgotten first: what blocks it from now on is another block, which this does not end.
    blocked.remove(instance);
    store.resume(instance);
    patchbay.resume(instance);
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
    checkBlocked();
    lookUpSenders();
    lookUpStatuses();
  }

  private void checkBlocked() {
    for (InstanceId instance : List.copyOf(blocked.keySet())) {
      boolean still = patchbay.blocked(instance).isPresent();
      if (still && offers(instance, HealthCheck.class)) {
        still = !attempt(instance, "its health", AGAIN, one -> patchbay.checkHealth(one).healthy());
      }
      if (!still) {
        blocked.remove(instance);
        whenUnblocked.run();
      }
    }
  }

  private void lookUpSenders() {
    long now = System.nanoTime();
    for (Map.Entry<String, Seen> entry : Map.copyOf(senders).entrySet()) {
      Seen seen = entry.getValue();
      if (route(seen.instance()).isEmpty()) {
        // Others may use the sender over another instance: what they learned is not wiped.
        senders.remove(entry.getKey(), seen);
      } else if ((!seen.asked() || now - seen.askedAt() > settings.senderInterval().toNanos())
          && senders.replace(entry.getKey(), seen, seen.asked(now))) {
        if (offers(seen.instance(), SenderLookup.class)) {
          attempt(seen.instance(), "what it may do", AGAIN, at -> lookUp(at, entry.getKey(), seen));
        } else {
          store.learned(entry.getKey(), seen.account(), null);
        }
      }
    }
  }

  private boolean lookUp(InstanceId instance, String key, Seen seen) {
    Sender found =
        patchbay.channel().use(instance, SenderLookup.class, lookup -> lookup.lookUp(seen.from()));
    if (settings.rate() == null && found.rate() != null) {
      rates.put(key, found.rate());
    }
    store.learned(key, seen.account(), found.dailyRecipients());
    return true;
  }

  private void lookUpStatuses() {
    List<SilentAttempt> asked = new ArrayList<>();
    List<SilentAttempt> inVain = new ArrayList<>();
    for (SilentAttempt one : store.silent(settings.silence(), SILENT_AT_ONCE)) {
      InstanceId instance = InstanceId.parse(one.instance()).orElse(null);
      String then = one.asked() + 1 < MOST_LOOKS ? AGAIN : "it is not asked for again";
      boolean done =
          instance == null
              || !offers(instance, StatusLookup.class)
              || attempt(instance, "a message's history", then, at -> lookUp(at, one));
      (done ? asked : inVain).add(one);
    }
    store.asked(asked);
    store.askedInVain(inVain, settings.silence(), MOST_LOOKS);
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
    return route(instance)
        .map(route -> route.provider().capabilities().contains(capability))
        .orElse(false);
  }

  /** Empty when the instance is no longer configured. */
  private Optional<Route> route(InstanceId instance) {
    return patchbay
        .registry()
        .routing(instance.workspace())
        .map(routing -> routing.instances().get(instance.name()));
  }

  /** What it says; false when it cannot be asked for now. */
  private static boolean attempt(
      InstanceId instance, String what, String then, Predicate<InstanceId> work) {
    try {
      return work.test(instance);
    } catch (RuntimeException e) {
      // Without the exception's message, which may quote a sender's number.
      LOG.info(
          "{}: {} could not be asked for ({}); {}",
          instance,
          what,
          e.getClass().getSimpleName(),
          then);
      return false;
    }
  }
}
