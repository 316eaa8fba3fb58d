package io.patchbay.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which status webhooks follow an accepted message, in the order in which they go out.
 *
 * @param steps empty when nothing is ever heard of the message again
 */
record StatusScript(List<Step> steps) {
  private static final Step SENT = new Step("sent", 1, null);
  private static final Step DELIVERED = new Step("delivered", 2, null);
  private static final Step READ = new Step("read", 3, null);

  static final StatusScript TO_DELIVERED = new StatusScript(List.of(SENT, DELIVERED));
  static final StatusScript TO_READ = new StatusScript(List.of(SENT, DELIVERED, READ));
  static final StatusScript DOUBLED =
      new StatusScript(List.of(SENT, SENT, DELIVERED, DELIVERED, READ, READ));
  static final StatusScript REVERSED = new StatusScript(List.of(READ, DELIVERED, SENT));
  static final StatusScript SILENT = new StatusScript(List.of());

  StatusScript {
    steps = List.copyOf(steps);
  }

  static StatusScript failing(GraphError error) {
    return new StatusScript(List.of(new Step("failed", 1, error)));
  }

  /**
   * One webhook to come.
   *
   * @param happens how many delays after the answer the event happened, whenever it is reported
   */
  record Step(String status, int happens, @Nullable GraphError error) {}
}
