package io.patchbay.channel.spi;

import io.patchbay.channel.Content;
import java.time.Duration;

/**
 * A capability: the provider carries some contents only for a time after the recipient's own last
 * message. What is known to be too late is refused before the provider is asked. Pure: no I/O, the
 * same answer for the same argument. Thread-safe.
 */
public interface ConversationRules {
  /** How long after the recipient's message. */
  Duration window();

  /** Whether a content needs an open window; false for one that cannot be told. */
  boolean needsWindow(Content content);
}
