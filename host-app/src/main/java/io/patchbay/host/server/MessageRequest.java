package io.patchbay.host.server;

import io.patchbay.channel.SmsMessage;

/**
 * A message to send, as it was asked for.
 *
 * @param workspace whose configuration decides
 * @param message the message
 */
record MessageRequest(String workspace, SmsMessage message) {}
