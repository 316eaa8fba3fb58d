package io.patchbay.store.inbox;

/**
 * The answer to the question whether a listener is to be told of an event now.
 *
 * <p>Immutable.
 *
 * @param state the answer
 * @param token tells this claim from a later one of the same listener; 0 when it is not granted
 */
public record Claim(State state, long token) {
  /** The answers. */
  public enum State {
    /** Yes, and nobody else does so until the claim expires. */
    GRANTED,
    /** No: the listener has confirmed the event. */
    CONFIRMED,
    /** No: another thread or process is telling it right now. */
    BUSY
  }

  /** A claim that was granted. */
  public static Claim granted(long token) {
    return new Claim(State.GRANTED, token);
  }

  /** One that was not. */
  public static Claim refused(State state) {
    return new Claim(state, 0);
  }
}
