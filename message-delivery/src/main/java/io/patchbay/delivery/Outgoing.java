package io.patchbay.delivery;

import io.patchbay.channel.SmsMessage;

/**
 * A message to hand over.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace that sends it
 * @param message the message
 * @param options how it is to be delivered
 */
public record Outgoing(String workspace, SmsMessage message, SubmitOptions options) {}
