package io.patchbay.channel.spi;

import org.jspecify.annotations.Nullable;

/** A capability: asks the provider what a sender may really do. Thread-safe. */
public interface SenderLookup {
  /**
   * Asks, with I/O.
   *
   * @param from the sender; null for the connection's own choice
   * @throws ProviderException when the provider cannot be asked
   */
  Sender lookUp(@Nullable String from);
}
