package io.patchbay.delivery.internal;

/**
 * A lane with its number in the database.
 *
 * <p>Immutable.
 *
 * @param id its number
 * @param key what it is
 */
public record Lane(long id, LaneKey key) {}
