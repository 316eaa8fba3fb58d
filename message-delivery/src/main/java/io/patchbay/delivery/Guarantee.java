package io.patchbay.delivery;

/**
 * What becomes of a message of which nobody can tell whether it was sent. Exactly once is not to be
 * had: the providers offer no way to send under a key that they remember.
 */
public enum Guarantee {
  /** Never sent again: it may be lost, and somebody is told. */
  AT_MOST_ONCE,
  /** Sent again once the provider's silence says that it did not arrive: it may arrive twice. */
  AT_LEAST_ONCE
}
