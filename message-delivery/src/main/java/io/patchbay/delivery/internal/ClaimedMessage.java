package io.patchbay.delivery.internal;

import io.patchbay.delivery.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * A message that this process has to send now: it is written down as being sent.
 *
 * <p>Immutable.
 *
 * @param seq its number in the database
 * @param workspace the workspace that sends it
 * @param id the host's id of it
 * @param body its stored form
 * @param attempt the number of this attempt
 * @param tries how often it was tried so far, throttled tries apart
 * @param throttled how often it was throttled in a row
 * @param later how often its sender had to be waited for
 * @param tried which ways were refused since it began anew, as JSON; null for none
 * @param guarantee what becomes of it when nobody can tell
 * @param firstAt when it was tried first, in milliseconds since 1970
 * @param expiresAt when its time is over, in milliseconds since 1970; null for no end
 * @param slotAt when it may be sent, in milliseconds since 1970
 * @param readyAt when it was handed over, or might first be sent when that was later
 */
public record ClaimedMessage(
    long seq,
    String workspace,
    String id,
    String body,
    int attempt,
    int tries,
    int throttled,
    int later,
    @Nullable String tried,
    Guarantee guarantee,
    long firstAt,
    @Nullable Long expiresAt,
    long slotAt,
    long readyAt) {
  @Override
  public String toString() {
    return "ClaimedMessage[" + id + " of " + workspace + ", attempt " + attempt + "]";
  }
}
