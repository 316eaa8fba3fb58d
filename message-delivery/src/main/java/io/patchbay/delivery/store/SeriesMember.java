package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * One message of a series.
 *
 * <p>Immutable.
 *
 * @param id the host's id of it
 * @param state where it stands
 * @param progress how far it came; null before it was accepted
 * @param instance who made its last attempt, {@code workspace/name}; null when nobody has
 * @param otherWay whether an attempt before that went through another instance or with another of
 *     its contents
 * @param reason why it stands there, masked; null when there is nothing to explain
 */
public record SeriesMember(
    MessageId id,
    DeliveryState state,
    @Nullable DeliveryStatus progress,
    @Nullable String instance,
    boolean otherWay,
    @Nullable String reason) {}
