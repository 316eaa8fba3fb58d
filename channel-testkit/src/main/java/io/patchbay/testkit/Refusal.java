package io.patchbay.testkit;

import io.patchbay.channel.Category;

/**
 * A refusal that the provider's documentation describes.
 *
 * <p>Immutable.
 *
 * @param answer what the service answers
 * @param category what it means in common terms
 * @param code the provider's own code, as the error has to carry it
 */
public record Refusal(Answer answer, Category category, String code) {}
