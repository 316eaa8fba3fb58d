package io.patchbay.delivery.store;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageRef;
import org.jspecify.annotations.Nullable;

/**
 * What a provider reported of a message.
 *
 * <p>Immutable.
 *
 * @param instance which instance reported it, {@code workspace/name}
 * @param providerMessageId its id of the message
 * @param message which attempt it is, when it echoed our reference
 * @param status how far it came
 * @param at when, in milliseconds since 1970
 * @param category why it failed; null unless it did
 * @param reason the same for a person, masked; null unless it failed
 */
public record StatusNews(
    String instance,
    String providerMessageId,
    @Nullable MessageRef message,
    DeliveryStatus status,
    long at,
    @Nullable Category category,
    @Nullable String reason) {}
