package io.patchbay.channel;

/**
 * Receives events by their type: override the methods that you need. The others ignore the event.
 *
 * <pre>{@code
 * Patchbay.builder()
 *     .listener("replies", new ChannelEvents() {
 *       @Override
 *       public void onMessage(InboundMessage message, EventContext context) {
 *         reply(context.workspace(), message.from());
 *       }
 *     })
 * }</pre>
 *
 * <p>Called by many threads at once. When a method throws, other listeners still get the event, and
 * this listener gets it again later.
 */
public interface ChannelEvents extends ChannelEventListener {
  /** A provider reported what became of a message. */
  default void onStatus(StatusUpdate status, EventContext context) {}

  /** A person wrote. */
  default void onMessage(InboundMessage message, EventContext context) {}

  /** A person changed which messages they want. */
  default void onPreference(PreferenceChange change, EventContext context) {}

  /** A person's address changed. */
  default void onAddressChange(AddressChange change, EventContext context) {}

  /** The provider reported something about the account, a sender or a template. */
  default void onNotice(AccountNotice notice, EventContext context) {}

  /** The provider reported something that this version does not know. */
  default void onUnrecognized(Unrecognized event, EventContext context) {}

  /** Calls the method for the event's type. */
  @Override
  default void on(ChannelEvent event, EventContext context) {
    if (event instanceof StatusUpdate status) {
      onStatus(status, context);
    } else if (event instanceof InboundMessage message) {
      onMessage(message, context);
    } else if (event instanceof PreferenceChange change) {
      onPreference(change, context);
    } else if (event instanceof AddressChange change) {
      onAddressChange(change, context);
    } else if (event instanceof AccountNotice notice) {
      onNotice(notice, context);
    } else if (event instanceof Unrecognized unrecognized) {
      onUnrecognized(unrecognized, context);
    }
  }
}
