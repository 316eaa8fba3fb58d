package io.patchbay.store.inbox;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.EventContext;

/**
 * An event and where it came from.
 *
 * <p>Immutable.
 *
 * @param event what happened
 * @param context where it came from
 */
public record ReceivedEvent(ChannelEvent event, EventContext context) {
  /** Its identity. */
  public EventKey key() {
    return EventKey.of(context.instance(), event);
  }
}
