package io.patchbay.delivery.store;

/** The table of what happened to messages beside their attempts. Stateless. */
final class History {
  /** Adds a line: the number of the message, when, a word for it, and why. */
  static final String ADD = "INSERT INTO history (message, at, what, reason) VALUES (?, ?, ?, ?)";

  private History() {}
}
