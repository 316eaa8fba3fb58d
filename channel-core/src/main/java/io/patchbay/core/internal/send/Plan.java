package io.patchbay.core.internal.send;

import io.patchbay.channel.Address;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SmsMessage;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every way to send a message, best first: the workspace's routes times the message's contents that
 * each carries.
 *
 * <p>Immutable.
 *
 * @param routing the workspace's routing at the time of planning; null when there is no such
 *     workspace
 * @param message the message
 * @param to its exact address; null when there is none
 * @param steps the ways; empty when there is none
 * @param refusal why there is none; null when there are some
 */
public record Plan(
    @Nullable WorkspaceRouting routing,
    SmsMessage message,
    @Nullable Address to,
    List<Step> steps,
    @Nullable SendError refusal) {
  /**
   * Copies the list; checks that there is a refusal exactly when there is no step.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty() == (refusal == null)) {
      throw new IllegalArgumentException("A plan has steps or a refusal");
    }
  }
}
