package io.patchbay.delivery.internal;

/**
 * Whether a message goes out in answer to its recipient. Providers that limit how many people may
 * be written to in a day count those who are not being answered.
 */
public enum Conversation {
  /** The recipient wrote lately, so that this is part of a conversation. */
  OPEN,
  /** The recipient's last message is too long ago. */
  CLOSED,
  /** The provider makes no such difference. */
  NONE
}
