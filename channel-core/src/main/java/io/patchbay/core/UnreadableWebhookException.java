package io.patchbay.registry.channel;

/** The provider's module failed to read a webhook; the message says how, without what it quoted. */
final class UnreadableWebhookException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableWebhookException(String message) {
    super(message);
  }
}
