package io.patchbay.delivery.store;

import io.patchbay.channel.Masking;
import io.patchbay.registry.storage.Storable;
import java.time.Duration;

/**
 * Something that every user of a sender has to know.
 *
 * <p>Immutable.
 *
 * @param sender the key of the sender
 * @param slower whether it has to send more slowly than it did
 * @param pause how long it must not send at all
 * @param reason why, masked
 */
public record SenderNews(String sender, boolean slower, Duration pause, String reason) {
  /** Replaces what no database takes. */
  public SenderNews {
    reason = Storable.text(reason);
  }

  @Override
  public String toString() {
    return "SenderNews["
        + Masking.numbersIn(sender)
        + (slower ? ", slower" : "")
        + ", pause "
        + pause
        + ", "
        + reason
        + "]";
  }
}
