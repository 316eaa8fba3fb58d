package io.patchbay.delivery.store;

import io.patchbay.channel.Masking;
import io.patchbay.content.Storable;
import java.time.Duration;

/**
 * Something that every user of a sender has to know.
 *
 * <p>Immutable.
 *
 * @param sender the key of the sender
 * @param slower whether it has to send more slowly than it did
 * @param pause how long it must not send at all
 * @param elsewhere whether messages that may go through a fallback go through it meanwhile; else
 *     they wait as well
 * @param reason why, masked
 */
public record SenderNews(
    String sender, boolean slower, Duration pause, boolean elsewhere, String reason) {
  /** Replaces what no database takes. */
  public SenderNews {
    reason = Storable.text(reason);
  }

  /** News for which everybody waits. */
  public SenderNews(String sender, boolean slower, Duration pause, String reason) {
    this(sender, slower, pause, false, reason);
  }

  @Override
  public String toString() {
    return "SenderNews["
        + Masking.numbersIn(sender)
        + (slower ? ", slower" : "")
        + ", pause "
        + pause
        + (elsewhere ? ", elsewhere" : "")
        + ", "
        + reason
        + "]";
  }
}
