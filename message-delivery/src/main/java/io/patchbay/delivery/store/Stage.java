package io.patchbay.delivery.store;

/** What a waiting message waits for, as the column {@code stage} holds it. */
final class Stage {
  /** Its turn. */
  static final int READY = 0;

  /** Its time. */
  static final int SCHEDULED = 1;

  /** Another message to the same recipient. */
  static final int BEHIND = 2;

  private Stage() {}
}
