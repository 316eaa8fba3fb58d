package io.patchbay.host.server;

import io.patchbay.channel.SmsMessage;
import io.patchbay.delivery.SubmitOptions;

/**
 * A message to send, as it was asked for.
 *
 * @param workspace whose configuration decides
 * @param message the message
 * @param options when and how surely it is to be delivered
 */
record MessageRequest(String workspace, SmsMessage message, SubmitOptions options) {}
