package io.patchbay.channel;

import java.util.Optional;

/**
 * Where an event came from.
 *
 * <p>Immutable.
 *
 * @param instance the instance that received it
 * @param workspace the workspace that it concerns: that of the message when the event is about one
 *     of ours, else that of the webhook's address
 * @param message the message that it concerns, when the provider echoed our reference, or the queue
 *     knows the provider's id of the message, and the instance can have sent that message; a
 *     reference alone proves nothing
 * @param sender the sender of ours that it concerns, across instances that have the same one: the
 *     provider's id, a colon, and the sender's key; empty when it is not known
 */
public record EventContext(
    InstanceId instance, String workspace, Optional<MessageRef> message, String sender) {
  /** An event of which the sender is not known. */
  public EventContext(InstanceId instance, String workspace, Optional<MessageRef> message) {
    this(instance, workspace, message, "");
  }

  /** Masks what may be a phone number in the sender. */
  @Override
  public String toString() {
    return "EventContext["
        + instance
        + ", "
        + workspace
        + ", "
        + message.map(MessageRef::encode).orElse("no message")
        + ", "
        + Masking.numbersIn(sender)
        + "]";
  }
}
