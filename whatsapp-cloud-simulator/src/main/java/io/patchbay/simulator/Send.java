package io.patchbay.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A send whose form is right; whether it is taken is decided next. */
record Send(
    GraphRequest request,
    SimulatedNumber number,
    MessageTarget target,
    String type,
    @Nullable String callbackData,
    Instant at) {

  boolean isTemplate() {
    return type.equals("template");
  }
}
