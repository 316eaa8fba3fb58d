package io.patchbay.delivery;

import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.internal.SilentAttempt;
import io.patchbay.delivery.store.DeliveryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks what became of messages of which no status came, of each instance by itself and for a
 * bounded time in each round. Thread-safe.
 */
final class StatusQuestions {
  /** How often a message is asked for of a provider that cannot be asked. */
  static final int MOST_LOOKS = 5;

  private static final int AT_ONCE = 100;
  private static final int MARKED_AT_ONCE = 500;

  /** What a round may take for one instance, besides the call in which it is over. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final DeliveryStore store;
  private final ChannelCore patchbay;
  private final Inquiry inquiry;
  private final DeliverySettings settings;
  private final LongSupplier nanoTime;

  StatusQuestions(
      DeliveryStore store,
      ChannelCore patchbay,
      Inquiry inquiry,
      DeliverySettings settings,
      LongSupplier nanoTime) {
    this.store = store;
    this.patchbay = patchbay;
    this.inquiry = inquiry;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** Asks for the silent messages of one instance. Blocks on I/O. */
  void ask(String instance) {
    long end = nanoTime.getAsLong() + ROUND.toNanos();
    InstanceId id = InstanceId.parse(instance).orElse(null);
    if (id == null || !inquiry.offers(id, StatusLookup.class)) {
      markAll(instance, end);
      return;
    }
    List<SilentAttempt> asked = new ArrayList<>();
    List<SilentAttempt> inVain = new ArrayList<>();
    for (SilentAttempt one : store.silent(instance, settings.silence(), AT_ONCE)) {
      if (nanoTime.getAsLong() - end > 0 || Thread.currentThread().isInterrupted()) {
        break;
      }
      (ask(id, one) ? asked : inVain).add(one);
    }
    store.asked(asked);
    store.askedInVain(inVain, settings.silence(), MOST_LOOKS);
  }

  /** Nobody can be asked for these: they take no place of others. */
  private void markAll(String instance, long end) {
    int marked = MARKED_AT_ONCE;
    while (marked == MARKED_AT_ONCE && nanoTime.getAsLong() - end < 0) {
      marked = store.skipSilent(instance, settings.silence(), MARKED_AT_ONCE);
    }
  }

  private boolean ask(InstanceId instance, SilentAttempt silent) {
    Optional<List<StatusUpdate>> history =
        inquiry.ask(
            instance,
            "a message's history",
            silent.asked() + 1 < MOST_LOOKS ? Inquiry.AGAIN : "it is not asked for again",
            () ->
                patchbay
                    .channel()
                    .use(
                        instance,
                        StatusLookup.class,
                        lookup -> lookup.history(silent.providerMessageId())));
    for (StatusUpdate status : history.orElse(List.of())) {
      if (!status.nothingSent()) {
        store.heard(
            DeliveryEvents.news(
                status, new EventContext(instance, instance.workspace(), Optional.empty())));
      }
    }
    return history.isPresent();
  }
}
