package io.patchbay.core;

import io.patchbay.channel.SendError;
import java.util.Optional;

/**
 * Stops a message before it reaches the provider. Every way of sending passes every guard.
 * Thread-safe and quick: it runs before each attempt.
 */
@FunctionalInterface
public interface Guard {
  /**
   * Looks at an attempt that is about to be made.
   *
   * @return why it must not be made; empty when it may
   */
  Optional<SendError> refuse(GuardedSend send);
}
