package io.patchbay.channel;

/**
 * Takes the events that providers send.
 *
 * <p>Called by many threads at once. A listener that throws does not stop the others, and the
 * provider is asked to deliver the event again.
 */
@FunctionalInterface
public interface ChannelEventListener {
  /**
   * Takes one event. The same event may arrive more than once: {@link ChannelEvent#key} tells.
   *
   * @param event what happened
   * @param context where it came from and which message it concerns
   */
  void on(ChannelEvent event, EventContext context);
}
