package io.patchbay.delivery.store;

import io.patchbay.delivery.DeliveryState;
import java.time.Instant;

/**
 * How many messages of a workspace are in a state.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace
 * @param state the state
 * @param messages how many
 * @param oldest when the oldest of them was handed over
 */
public record StateCount(String workspace, DeliveryState state, long messages, Instant oldest) {}
