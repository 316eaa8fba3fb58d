package io.patchbay.delivery.internal;

/**
 * An attempt that a provider accepted and reported nothing of.
 *
 * <p>Immutable.
 *
 * @param message the number of the message in the database
 * @param number which attempt
 * @param instance who made it, {@code workspace/name}
 * @param providerMessageId the provider's id of it
 * @param asked how often it was asked for in vain
 */
public record SilentAttempt(
    long message, int number, String instance, String providerMessageId, int asked) {}
