package io.patchbay.simulator;

/** Ends the handling of a request with an error answer; caught by whoever builds the answer. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient GraphError error;

  Refusal(GraphError error) {
    super(error.title(), null, false, false);
    this.error = error;
  }

  GraphError error() {
    return error;
  }
}
