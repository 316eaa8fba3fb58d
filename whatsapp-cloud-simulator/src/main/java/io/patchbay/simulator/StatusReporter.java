package io.patchbay.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Turns an accepted message and its script into webhooks to come.
 *
 * @param delay between the answer and the first status, and between one status and the next
 * @param usual the script of everyone who has none of their own
 */
record StatusReporter(WebhookQueue queue, History history, Duration delay, StatusScript usual) {

  /**
   * Sets the statuses of a message going.
   *
   * @param own the message's own script; null for the usual one
   * @return a future that is completed once the callback has all of them, or they were given up.
   */
  CompletableFuture<Void> report(AcceptedMessage message, @Nullable StatusScript own) {
    StatusScript script = own == null ? usual : own;
    history.accepted(message);
    List<Change> changes = new ArrayList<>();
    for (StatusScript.Step step : script.steps()) {
      Instant when = message.at().plus(delay.multipliedBy(step.happens()));
      changes.add(message.status(step, when));
    }
    CompletableFuture<Void> reported = new CompletableFuture<>();
    queue.add(changes, delay, () -> reported.complete(null));
    return reported;
  }
}
