package io.patchbay.delivery.store;

/** The table of what happened to messages beside their attempts. Stateless. */
final class History {
  /** Adds a line: the number of the message, when, a word for it, and why. */
  static final String ADD = "INSERT INTO history (message, at, what, reason) VALUES (?, ?, ?, ?)";

  /** The same, of what follows from an attempt: its number comes before the reason. */
  static final String ADD_TO_ATTEMPT =
      "INSERT INTO history (message, at, what, attempt, reason) VALUES (?, ?, ?, ?, ?)";

  private History() {}
}
