package io.patchbay.delivery;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.inbox.AttemptRecord;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings what providers report into the queue. Register it where Patchbay is built, under a name
 * that stays: {@code Patchbay.builder().eventListener("delivery", new DeliveryEvents(store))}.
 *
 * <p>It also knows which instance made which attempt: Patchbay asks it before it believes a status
 * that echoes our reference. Keep it visible as what it is: a lambda around it hides that.
 *
 * <p>What a stub reports of a message that it has not sent is left out.
 *
 * <p>Thread-safe. It writes before it returns: when the database is away it throws, and the event
 * is told again.
 */
public final class DeliveryEvents implements ChannelEventListener, AttemptRecord {
  private static final int LONGEST_WORD = 40;

  private final DeliveryStore store;

  /** A listener that writes into this store. */
  public DeliveryEvents(DeliveryStore store) {
    this.store = store;
  }

  @Override
  public void on(ChannelEvent event, EventContext context) {
    if (event instanceof StatusUpdate status && !status.nothingSent()) {
      store.heard(news(status, context));
    }
  }

  @Override
  public Verdict verdict(StatusUpdate status, EventContext claimed) {
    return store.verdict(news(status, claimed));
  }

  @Override
  public Optional<MessageRef> attempt(StatusUpdate status, EventContext source) {
    return store.attempt(news(status, source));
  }

  /** A word of the provider's, kept short: whoever writes it is outside. */
  private static @Nullable String pricing(@Nullable String word) {
    return word == null || word.isBlank() || word.length() > LONGEST_WORD
        ? null
        : word.strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Boolean billable(@Nullable String flag) {
    return flag == null ? null : Boolean.valueOf(flag);
  }

  static StatusNews news(StatusUpdate status, EventContext context) {
    @Nullable SendError error = status.errors().isEmpty() ? null : status.errors().get(0);
    return new StatusNews(
        context.instance().toString(),
        status.providerMessageId(),
        context.message().orElse(null),
        status.status(),
        status.at().toEpochMilli(),
        error == null ? null : error.category(),
        error == null ? null : error.describe(),
        pricing(status.details().get(StatusUpdate.PRICING_CATEGORY)),
        billable(status.details().get(StatusUpdate.BILLABLE)),
        context.sender(),
        context.workspace());
  }
}
