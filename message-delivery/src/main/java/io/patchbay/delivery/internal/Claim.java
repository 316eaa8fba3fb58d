package io.patchbay.delivery.internal;

import java.util.List;

/**
 * What a process got to send.
 *
 * <p>Immutable.
 *
 * @param messages in the order of their slots
 * @param now the time by which the slots are meant
 * @param nextAt when to ask again at the earliest; {@code now} when more can be had at once
 * @param elsewhere whether the sender pauses, and messages that may go through a fallback are to go
 *     through it meanwhile
 * @param probe whether the one message finds out whether the sender may send again after a long
 *     hold; the others wait until {@code nextAt}, or until it is accepted
 */
public record Claim(
    List<ClaimedMessage> messages, long now, long nextAt, boolean elsewhere, boolean probe) {
  /** Copies the list. */
  public Claim {
    messages = List.copyOf(messages);
  }

  /** From a sender that may send. */
  public Claim(List<ClaimedMessage> messages, long now, long nextAt) {
    this(messages, now, nextAt, false);
  }

  /** From a sender that may send, or whose messages may go elsewhere. */
  public Claim(List<ClaimedMessage> messages, long now, long nextAt, boolean elsewhere) {
    this(messages, now, nextAt, elsewhere, false);
  }

  /** One message that finds out whether the sender may send again. */
  public static Claim probe(List<ClaimedMessage> messages, long now, long nextAt) {
    return new Claim(messages, now, nextAt, false, true);
  }
}
