package io.patchbay.channel;

import java.util.List;

/**
 * What became of a send.
 *
 * <p>Immutable.
 *
 * @param message the message, with the number of the attempt that decided; 0 when nothing was tried
 * @param outcome the outcome of that attempt, or why none was made
 * @param attempts every attempt in order
 */
public record SendResult(MessageRef message, SendOutcome outcome, List<Attempt> attempts) {
  /** Copies the list. */
  public SendResult {
    attempts = List.copyOf(attempts);
  }

  /** Whether a provider took the message and sent nothing: see {@link SendOutcome#nothingSent}. */
  public boolean nothingSent() {
    return outcome.nothingSent();
  }
}
