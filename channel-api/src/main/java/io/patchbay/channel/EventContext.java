package io.patchbay.channel;

import java.util.Optional;

/**
 * Where an event came from.
 *
 * <p>Immutable.
 *
 * @param instance the instance that received it
 * @param workspace the workspace that it concerns: that of the message when the event names one of
 *     ours, else that of the webhook's address
 * @param message the message that it concerns, when the provider echoed our reference
 */
public record EventContext(InstanceId instance, String workspace, Optional<MessageRef> message) {}
