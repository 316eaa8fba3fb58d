package io.patchbay.core;

import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;

/**
 * An attempt that is about to be made.
 *
 * <p>Immutable and thread-safe.
 *
 * @param workspace the workspace that sends
 * @param message what the host wants sent
 * @param instance the instance that would carry it
 * @param provider what its provider declares
 * @param request what the provider would get
 */
public record GuardedSend(
    String workspace,
    SmsMessage message,
    InstanceId instance,
    ProviderDescriptor provider,
    SendRequest request) {
  /** The content that would be sent. */
  public Content content() {
    return request.content();
  }
}
