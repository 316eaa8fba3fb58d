package io.patchbay.delivery.internal;

import org.jspecify.annotations.Nullable;

/**
 * What decides, together with the configuration of the moment, who sends a message.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace
 * @param provider the instance that its messages name; null for the workspace's default
 * @param from the sender that they name; null for the instance's own choice
 * @param via the instance that they have to go through next, because another one refused them; null
 *     for the first one
 */
public record LaneKey(
    String workspace, @Nullable String provider, @Nullable String from, @Nullable String via) {
  /** The same lane through another instance. */
  public LaneKey through(@Nullable String instance) {
    return new LaneKey(workspace, provider, from, instance);
  }
}
