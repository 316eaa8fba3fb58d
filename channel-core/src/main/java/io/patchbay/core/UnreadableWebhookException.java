package io.patchbay.core;

/**
 * The provider's module failed to read a webhook; the message says how, without what it quoted.
 * Immutable and thread-safe.
 */
public final class UnreadableWebhookException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableWebhookException(String message) {
    super(message);
  }
}
