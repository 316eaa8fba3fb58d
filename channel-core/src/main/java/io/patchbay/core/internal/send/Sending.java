package io.patchbay.core.internal.send;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.registry.routing.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message on its way through the pipeline, with what was tried so far. For one thread at a
 * time.
 */
final class Sending {
  /** Each new plan follows a change of configuration; more than this in one send is a loop. */
  private static final int MOST_PLANS = 100;

  private final Pipeline pipeline;
  private final MessageRef untried;
  private final SmsMessage message;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private Plan plan;

  /**
   * A message of which nothing has been tried.
   *
   * @throws IllegalArgumentException when no workspace can have such a name
   */
  Sending(Pipeline pipeline, String workspace, SmsMessage message) {
    this.pipeline = pipeline;
    this.untried = new MessageRef(workspace, message.id(), 0);
    this.message = message;
    this.plan = pipeline.plan(workspace, message);
  }

  /** The newest plan. */
  Plan plan() {
    return plan;
  }

  /** Tries one way after the other until the failover rule says that it ends here. */
  SendResult run() {
    for (int plans = 0; plans < MOST_PLANS; ) {
      Optional<Step> step = Pipeline.next(plan, attempts);
      if (step.isEmpty()) {
        break;
      }
      if (!attempt(step.get())) {
        plans++;
      }
    }
    return result();
  }

  /** Tries once more what was tried last, then goes on as {@link #run} does. */
  SendResult repeat() {
    plan = pipeline.plan(untried.workspace(), message);
    Attempt last = attempts.get(attempts.size() - 1);
    Optional<Step> again = plan.steps().stream().filter(step -> step.isThatOf(last)).findFirst();
    again.or(() -> plan.steps().stream().findFirst()).ifPresent(this::attempt);
    return run();
  }

  /** Makes the attempt, or a new plan when the instance has left the configuration meanwhile. */
  private boolean attempt(Step step) {
    Optional<Lease> leased = pipeline.lease(step);
    if (leased.isEmpty()) {
      plan = pipeline.plan(untried.workspace(), message);
      return false;
    }
    try (Lease lease = leased.get()) {
      MessageRef reference = untried.withAttempt(attempts.size() + 1);
      attempts.add(pipeline.attempt(reference, plan, step, lease));
      return true;
    }
  }

  /** How it stands. */
  SendResult result() {
    int tried = attempts.size();
    SendOutcome outcome =
        tried == 0 ? new SendOutcome.Rejected(refusal()) : attempts.get(tried - 1).outcome();
    return new SendResult(untried.withAttempt(tried), outcome, attempts);
  }

  private SendError refusal() {
    SendError refusal = plan.refusal();
    return refusal != null
        ? refusal
        : SendError.of(
                Category.NOT_CONFIGURED,
                "The configuration changed " + MOST_PLANS + " times during one send")
            .remedy("Look for what publishes configurations so often.")
            .build();
  }
}
