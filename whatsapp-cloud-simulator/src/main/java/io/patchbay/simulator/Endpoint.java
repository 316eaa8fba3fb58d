package io.patchbay.simulator;

/**
 * One operation of the Graph API. Called on many threads; may throw a {@link Refusal}; does not
 * block, unless it reads an upload.
 */
@FunctionalInterface
interface Endpoint {
  /**
   * Handles a request.
   *
   * @throws java.io.UncheckedIOException when the client is gone before its upload is whole
   */
  Reaction handle(GraphRequest request);
}
