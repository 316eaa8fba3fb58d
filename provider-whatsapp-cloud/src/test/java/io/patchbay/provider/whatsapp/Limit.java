package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Content;

/**
 * A documented rule: a content that just keeps it, one that just breaks it, and what is said then.
 */
record Limit(Content kept, Content broken, String message) {
  static String letters(int length) {
    return "x".repeat(length);
  }

  @Override
  public String toString() {
    return message;
  }
}
