package io.patchbay.simulator;

/**
 * One operation of the Graph API. Called on many threads; may throw a {@link Refusal}; does not
 * block.
 */
@FunctionalInterface
interface Endpoint {
  Reaction handle(GraphRequest request);
}
