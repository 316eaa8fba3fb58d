package io.patchbay.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Whether a number is verified and registered, and its two-step PIN. Numbers start verified,
 * registered and without a PIN: the first one given becomes theirs. Thread-safe.
 */
final class Registration {
  /** What every verification message says. */
  static final String CODE = "123456";

  private static final int GUESSES = 5;

  private final Object lock = new Object();
  private boolean verified = true;
  private boolean registered = true;
  private @Nullable String pin;
  private int wrongGuesses;

  boolean isRegistered() {
    synchronized (lock) {
      return registered;
    }
  }

  boolean isVerified() {
    synchronized (lock) {
      return verified;
    }
  }

  void requestCode() {
    synchronized (lock) {
      verified = false;
    }
  }

  void verify(String code) {
    synchronized (lock) {
      if (!code.equals(CODE)) {
        throw new Refusal(GraphErrors.WRONG_CODE);
      }
      verified = true;
    }
  }

  void register(String given) {
    synchronized (lock) {
      if (!verified) {
        throw new Refusal(GraphErrors.NOT_VERIFIED);
      }
      if (wrongGuesses >= GUESSES) {
        throw new Refusal(GraphErrors.TOO_MANY_PINS);
      }
      if (pin != null && !pin.equals(given)) {
        wrongGuesses++;
        throw new Refusal(GraphErrors.WRONG_PIN);
      }
      pin = given;
      wrongGuesses = 0;
      registered = true;
    }
  }

  void deregister() {
    synchronized (lock) {
      if (!registered) {
        throw new Refusal(GraphErrors.NOT_REGISTERED);
      }
      registered = false;
    }
  }

  void pin(String value) {
    synchronized (lock) {
      pin = value;
      wrongGuesses = 0;
    }
  }
}
