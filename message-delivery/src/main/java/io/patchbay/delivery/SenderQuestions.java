package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.store.DeliveryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks what the senders in use may do, now and then; one that cannot be told is asked for again
 * soon, and then after twice as long from time to time. Thread-safe.
 */
final class SenderQuestions {
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 16;

  private final DeliveryStore store;
  private final ChannelCore patchbay;
  private final Inquiry inquiry;
  private final Rates rates;
  private final DeliverySettings settings;
  private final LongSupplier nanoTime;
  private final Map<String, Seen> senders = new ConcurrentHashMap<>();

  /**
   * A sender, the connection over which it was seen last, and its account.
   *
   * @param dueAt when it is asked for next, by the clock of this class; null for at once
   */
  private record Seen(
      InstanceId instance,
      @Nullable String from,
      @Nullable String account,
      @Nullable Long dueAt,
      int failures) {
    boolean isOf(InstanceId other, @Nullable String its) {
      return instance.equals(other) && Objects.equals(account, its);
    }

    Seen next(long at, int failed) {
      return new Seen(instance, from, account, at, failed);
    }
  }

  SenderQuestions(
      DeliveryStore store,
      ChannelCore patchbay,
      Inquiry inquiry,
      Rates rates,
      DeliverySettings settings,
      LongSupplier nanoTime) {
    this.store = store;
    this.patchbay = patchbay;
    this.inquiry = inquiry;
    this.rates = rates;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** Takes note of a sender in use. */
  void seen(Way way, @Nullable String from) {
    InstanceId instance = way.lease().instance();
    String account = account(way);
    Seen before = senders.get(way.key());
    if (before == null || !before.isOf(instance, account)) {
      senders.compute(way.key(), (key, old) -> seen(old, instance, from, account));
    }
  }

  private static Seen seen(
      @Nullable Seen old, InstanceId instance, @Nullable String from, @Nullable String account) {
    // An instance whose account is another one has been configured anew.
    if (old == null || old.instance().equals(instance)) {
      return new Seen(instance, from, account, null, 0);
    }
    // That of before may be gone, and can tell nothing then; what is known stays as old as it is.
    return new Seen(instance, from, account, old.dueAt(), old.failures());
  }

  private static @Nullable String account(Way way) {
    String account = way.sender().account();
    return account == null ? null : way.lease().provider().id() + ":" + account;
  }

  /** The senders that were seen on an instance. */
  List<String> of(InstanceId instance) {
    return senders.entrySet().stream()
        .filter(entry -> entry.getValue().instance().equals(instance))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The instances with a sender to ask for now. */
  Set<InstanceId> due() {
    // Others may use a sender over another instance: what they learned is not wiped.
    senders.values().removeIf(seen -> !inquiry.knows(seen.instance()));
    return senders.values().stream()
        .filter(this::isDue)
        .map(Seen::instance)
        .collect(Collectors.toSet());
  }

  private boolean isDue(Seen seen) {
    return seen.dueAt() == null || nanoTime.getAsLong() - seen.dueAt() > 0;
  }

  /** Asks for those of one instance. Blocks on I/O. */
  void ask(InstanceId instance) {
    for (String key : of(instance)) {
      Seen seen = senders.get(key);
      if (seen != null && seen.instance().equals(instance) && isDue(seen)) {
        ask(key, seen);
      }
    }
  }

  private void ask(String key, Seen seen) {
    long interval = settings.senderInterval().toNanos();
    if (!inquiry.offers(seen.instance(), SenderLookup.class)) {
      store.learned(key, seen.account(), null);
      senders.replace(key, seen, seen.next(nanoTime.getAsLong() + interval, 0));
      return;
    }
    Optional<Sender> found =
        inquiry.ask(
            seen.instance(),
            "what it may do",
            Inquiry.AGAIN,
            () ->
                patchbay
                    .channel()
                    .use(
                        seen.instance(), SenderLookup.class, lookup -> lookup.lookUp(seen.from())));
    if (found.isPresent()) {
      Sender sender = found.get();
      if (settings.rate() == null && sender.rate() != null) {
        rates.put(key, sender.rate());
      }
      store.learned(key, seen.account(), sender.dailyRecipients());
      senders.replace(key, seen, seen.next(nanoTime.getAsLong() + interval, 0));
    } else {
      long wait = AFTER_FAILURE.toNanos() << Math.min(seen.failures(), MOST_DOUBLINGS);
      long next = nanoTime.getAsLong() + Math.min(wait, interval);
      senders.replace(key, seen, seen.next(next, seen.failures() + 1));
    }
  }
}
