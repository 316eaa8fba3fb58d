package io.patchbay.delivery.internal;

import io.patchbay.channel.Category;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody has to decide about: one of which nobody can tell whether it was sent, or
 * one that the provider gave up afterwards.
 *
 * <p>Immutable.
 *
 * @param seq its number in the database
 * @param workspace the workspace that sends it
 * @param id the host's id of it
 * @param body its stored form; null when it was erased
 * @param lane the lane that it is in
 * @param state {@link DeliveryState#UNKNOWN} or {@link DeliveryState#FAILED}
 * @param attempt the attempt in question
 * @param tries how often it was tried since it was handed over or put back, being throttled apart
 * @param firstAt when it was tried first, in milliseconds since 1970
 * @param guarantee what becomes of it when nobody can tell
 * @param instance who made the attempt, {@code workspace/name}
 * @param content which of its contents was sent, counted from 0; -1 when that was not written down
 * @param category why it failed; null when it did not, or nobody said
 * @param grantedAt when the attempt was to be made, in milliseconds since 1970
 * @param laterHeard whether statuses of later attempts from the same sender have arrived
 */
public record Unsettled(
    long seq,
    String workspace,
    String id,
    @Nullable String body,
    LaneKey lane,
    DeliveryState state,
    int attempt,
    int tries,
    long firstAt,
    Guarantee guarantee,
    String instance,
    int content,
    @Nullable Category category,
    long grantedAt,
    boolean laterHeard) {
  @Override
  public String toString() {
    return "Unsettled[" + id + " of " + workspace + ", attempt " + attempt + ", " + state + "]";
  }
}
