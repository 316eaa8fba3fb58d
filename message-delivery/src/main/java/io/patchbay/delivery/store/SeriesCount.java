package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of a series stand alike.
 *
 * <p>Immutable.
 *
 * @param state their state
 * @param progress how far they came; null before they were accepted
 * @param messages how many
 */
public record SeriesCount(DeliveryState state, @Nullable DeliveryStatus progress, long messages) {}
