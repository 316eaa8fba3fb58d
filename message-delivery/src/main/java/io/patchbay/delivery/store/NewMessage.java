package io.patchbay.delivery.store;

import io.patchbay.delivery.SubmitOptions;

/**
 * A message to write down.
 *
 * <p>Immutable.
 *
 * @param id the host's id of it
 * @param lane who is to send it
 * @param recipient the key of its recipient's address
 * @param body its stored form
 * @param fingerprint the same for the same recipient and content
 * @param options how it is to be delivered
 */
public record NewMessage(
    String id,
    LaneKey lane,
    String recipient,
    String body,
    String fingerprint,
    SubmitOptions options) {
  @Override
  public String toString() {
    return "NewMessage[" + id + " of " + lane.workspace() + ", " + options + "]";
  }
}
