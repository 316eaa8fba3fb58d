package io.patchbay.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A send whose form is right; whether it is taken is decided next.
 *
 * @param category what it costs as, in lower case
 * @param lateFailure what its status will say although it was taken; null for nothing
 */
record Send(
    GraphRequest request,
    SimulatedNumber number,
    MessageTarget target,
    String type,
    String category,
    @Nullable GraphError lateFailure,
    @Nullable String callbackData,
    Instant at) {
  /** The category of everything but templates. */
  static final String SERVICE = "service";

  boolean isTemplate() {
    return type.equals("template");
  }
}
