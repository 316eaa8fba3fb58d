package io.patchbay.delivery.store;

import java.util.List;

/**
 * What a process got to send.
 *
 * <p>Immutable.
 *
 * @param messages in the order of their slots
 * @param now the time by which the slots are meant
 * @param nextAt when to ask again at the earliest; {@code now} when more can be had at once
 */
public record Claim(List<ClaimedMessage> messages, long now, long nextAt) {
  /** Copies the list. */
  public Claim {
    messages = List.copyOf(messages);
  }
}
