package io.patchbay.store.inbox;

/**
 * An event that some listener has not confirmed.
 *
 * <p>Immutable.
 *
 * @param event the event
 * @param tries how often its listeners were told without all confirming
 */
public record PendingEvent(ReceivedEvent event, int tries) {}
