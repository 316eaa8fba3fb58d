package io.patchbay.channel.spi;

import io.patchbay.channel.StatusUpdate;
import java.util.List;

/**
 * A capability: asks the provider what became of a message whose webhooks were missed. Thread-safe.
 */
public interface StatusLookup {
  /**
   * Asks, with I/O.
   *
   * @param providerMessageId the provider's id of the message
   * @return its statuses, the oldest first; empty when the provider does not know the message
   * @throws ProviderException when the provider cannot be asked
   */
  List<StatusUpdate> history(String providerMessageId);
}
