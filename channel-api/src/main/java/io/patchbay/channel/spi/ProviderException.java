package io.patchbay.channel.spi;

import io.patchbay.channel.SendError;

/**
 * A look-up or another capability failed; a send never throws it.
 *
 * <p>Thread-safe: its error is immutable.
 */
public final class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SendError error;

  /** With the reason in common terms. */
  public ProviderException(SendError error) {
    super(error.describe());
    this.error = error;
  }

  /** The reason in common terms. */
  public SendError error() {
    return error;
  }
}
