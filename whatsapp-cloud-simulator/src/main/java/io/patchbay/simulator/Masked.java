package io.patchbay.simulator;

import org.jspecify.annotations.Nullable;

/** Shortens what may identify a person, for everything that a person or a log may see. */
final class Masked {
  private Masked() {}

  /**
   * Keeps the last two characters: enough to tell two test recipients apart, not enough to call
   * anyone.
   */
  static String address(@Nullable String address) {
    if (address == null) {
      return "nobody";
    }
    return address.length() <= 4 ? "****" : "****" + address.substring(address.length() - 2);
  }
}
