package io.patchbay.delivery;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.StatusNews;
import org.jspecify.annotations.Nullable;

/**
 * Brings what providers report into the queue. Register it where Patchbay is built, under a name
 * that stays: {@code Patchbay.builder().eventListener("delivery", new DeliveryEvents(store))}.
 *
 * <p>Thread-safe. It writes before it returns: when the database is away it throws, and the event
 * is told again.
 */
public final class DeliveryEvents implements ChannelEventListener {
  private final DeliveryStore store;

  /** A listener that writes into this store. */
  public DeliveryEvents(DeliveryStore store) {
    this.store = store;
  }

  @Override
  public void on(ChannelEvent event, EventContext context) {
    if (event instanceof StatusUpdate status) {
      @Nullable SendError error = status.errors().isEmpty() ? null : status.errors().get(0);
      @Nullable Category category = error == null ? null : error.category();
      store.heard(
          new StatusNews(
              context.instance().toString(),
              status.providerMessageId(),
              context.message().orElse(null),
              status.status(),
              status.at().toEpochMilli(),
              category,
              error == null ? null : error.describe()));
    }
  }
}
