package io.patchbay.delivery;

/** Where a message that was handed over stands. */
public enum DeliveryState {
  /** It waits: for its turn, its time, its next try, or for somebody to mend a configuration. */
  QUEUED,
  /** It is being sent: written down before the provider is called. */
  SENDING,
  /**
   * It may or may not have been sent. A status that carries its reference settles it; after a while
   * without one, its {@link Guarantee} does.
   */
  UNKNOWN,
  /** The provider has it; how far it came is its progress. */
  ACCEPTED,
  /**
   * A provider that sends nothing took it: a stub, or one in a test mode. It counts neither as sent
   * nor as delivered; a dead letter.
   */
  NOTHING_SENT,
  /** It was refused for good, used up its tries, or the provider gave it up: a dead letter. */
  FAILED,
  /** Its time was over before it could be sent. */
  EXPIRED,
  /** The host took it back before it was sent. */
  CANCELLED,
  /** Its content belongs to a provider whose module is not here; kept until it is. */
  PARKED;

  /** Whether nothing more will be tried without somebody's word. */
  public boolean ended() {
    return this == FAILED
        || this == EXPIRED
        || this == CANCELLED
        || this == ACCEPTED
        || this == NOTHING_SENT;
  }
}
