package io.patchbay.delivery;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.content.UnreadableContentException;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.core.internal.send.Pipeline;
import io.patchbay.core.internal.send.Plan;
import io.patchbay.core.internal.send.Step;
import io.patchbay.delivery.RetryRules.Case;
import io.patchbay.delivery.RetryRules.Verdict;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.Conversation;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.store.Conclusion;
import io.patchbay.delivery.store.Conclusion.Answer;
import io.patchbay.delivery.store.Conclusion.Next;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.delivery.store.SenderNews;
import io.patchbay.registry.routing.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries one claimed message to the provider and says what follows. Everything goes through the
 * same pipeline as {@code SmsChannel}. Thread-safe.
 */
final class Courier {
  /** How long a sender waits for stores that cannot be asked. */
  private static final Duration STORES_AWAY = Duration.ofSeconds(5);

  private static final int LONGEST_DETAIL = 60;
  private static final int LONGEST_REASON = 500;

  private final ChannelCore patchbay;
  private final MessageCodec codec;
  private final RetryRules rules;
  private final Conversations conversations;

  Courier(ChannelCore patchbay, MessageCodec codec, RetryRules rules, Conversations conversations) {
    this.patchbay = patchbay;
    this.codec = codec;
    this.rules = rules;
    this.conversations = conversations;
  }

  /**
   * How it ended.
   *
   * @param news what all users of the sender have to know of it; null for nothing
   * @param letIn whether the provider has looked at the message, and so let the account in
   */
  record Result(Conclusion conclusion, @Nullable SenderNews news, boolean letIn) {
    Result(Conclusion conclusion, @Nullable SenderNews news) {
      this(conclusion, news, false);
    }
  }

  /**
   * Makes the attempt.
   *
   * @param way over which it goes
   * @param lease on its connection
   * @param now the store's time, in milliseconds since 1970
   */
  Result carry(ClaimedMessage claimed, LaneKey lane, Way way, Lease lease, long now) {
    if (claimed.expiresAt() != null && claimed.expiresAt() <= now) {
      return unsent(claimed, DeliveryState.EXPIRED, "its time was over before it could be sent");
    }
    SmsMessage message;
    try {
      message = codec.read(claimed.id(), claimed.body());
    } catch (UnreadableContentException e) {
      return unreadable(claimed, e);
    } catch (RuntimeException e) {
      return unsent(
          claimed,
          DeliveryState.FAILED,
          "its stored form cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    Case it = new Case(claimed, message, lane, way.key(), now);
    Plan plan = patchbay.pipeline().plan(claimed.workspace(), message);
    if (plan.refusal() != null) {
      Verdict verdict = rules.unplanned(it, plan.refusal());
      return new Result(
          new Conclusion(claimed, null, verdict.next(), plan.refusal().category()),
          verdict.sender());
    }
    List<Attempt> tried = Tried.read(claimed.tried(), message);
    Step first = Pipeline.next(plan, tried).orElse(null);
    if (first == null) {
      return unsent(
          claimed,
          DeliveryState.FAILED,
          "every way that the configuration offers now has refused it");
    }
    if (first.route().instance().equals(lease.instance())) {
      return attempt(it, plan, tried, first, lease);
    }
    Optional<Step> here =
        way.detour() || blocked(first.route().instance())
            ? stepHere(plan, tried, lease)
            : Optional.empty();
    return here.isPresent()
        ? attempt(it, plan, tried, here.get(), lease)
        : elsewhere(it, first.route().instance());
  }

  /** A content whose provider is not here is kept until it is; any other can never be sent. */
  private static Result unreadable(ClaimedMessage claimed, UnreadableContentException e) {
    String why = String.valueOf(e.getMessage());
    return unsent(
        claimed,
        e.unknownKind().isPresent() ? DeliveryState.PARKED : DeliveryState.FAILED,
        "its stored form cannot be read: "
            + (why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) + "..." : why));
  }

  private boolean blocked(InstanceId instance) {
    return patchbay.blocked(instance).isPresent();
  }

  private static Optional<Step> stepHere(Plan plan, List<Attempt> tried, Lease lease) {
    return plan.steps().stream()
        .filter(step -> step.route().instance().equals(lease.instance()))
        .filter(step -> tried.stream().noneMatch(one -> one.instance().equals(lease.instance())))
        .findFirst();
  }

  /** Another instance has to carry it, or its sender has to be waited for: nothing was tried. */
  private Result elsewhere(Case it, InstanceId instance) {
    ClaimedMessage claimed = it.claimed();
    boolean waits = blocked(instance);
    return new Result(
        new Conclusion(
            claimed,
            null,
            new Next(
                DeliveryState.QUEUED,
                waits ? RetryRules.UNCONFIGURED : null,
                null,
                it.lane().through(instance.name()),
                claimed.tries(),
                claimed.throttled(),
                claimed.later(),
                claimed.tried(),
                "it has to go through " + instance + (waits ? ", which is blocked" : ""))),
        null);
  }

  private Result attempt(Case it, Plan plan, List<Attempt> tried, Step step, Lease lease) {
    ClaimedMessage claimed = it.claimed();
    MessageRef reference =
        new MessageRef(claimed.workspace(), new MessageId(claimed.id()), claimed.attempt());
    @Nullable Conversation conversation =
        conversations.with(
            claimed.workspace(), Objects.requireNonNull(plan.to()), lease, it.sender(), it.now());
    Attempt attempt = patchbay.pipeline().attempt(reference, plan, step, lease);
    if (Pipeline.storesWereAway(attempt)) {
      return unjudged(it, attempt);
    }
    Case after =
        new Case(
            claimed, it.message(), it.lane(), it.sender(), it.now() + attempt.took().toMillis());
    Verdict verdict = rules.after(after, plan, tried, attempt);
    return new Result(
        new Conclusion(
            claimed,
            answer(after, attempt, conversation),
            verdict.next(),
            attempt.outcome().error().map(SendError::category).orElse(null)),
        verdict.sender(),
        letIn(attempt.outcome()));
  }

  /** A refusal without a code may have been made on this side, before any call. */
  private static boolean letIn(SendOutcome outcome) {
    return outcome.accepted()
        || (outcome instanceof SendOutcome.Rejected rejected
            && rejected.cause().code() != null
            && rejected.cause().scope().compareTo(Scope.SENDER) < 0);
  }

  /** It costs no try: all messages of the sender wait until the stores can be asked again. */
  private static Result unjudged(Case it, Attempt attempt) {
    String reason = attempt.outcome().error().map(SendError::describe).orElse("");
    return new Result(
        unsent(it.claimed(), DeliveryState.QUEUED, reason).conclusion(),
        new SenderNews(it.sender(), false, STORES_AWAY, reason));
  }

  private static Answer answer(Case it, Attempt attempt, @Nullable Conversation conversation) {
    SendOutcome outcome = attempt.outcome();
    boolean nothingSent = outcome.nothingSent();
    return new Answer(
        outcome.match(
            accepted -> nothingSent ? Outcome.NOTHING_SENT : Outcome.ACCEPTED,
            rejected -> Outcome.REJECTED,
            unknown -> Outcome.UNKNOWN),
        attempt.instance().toString(),
        attempt.providerId(),
        Tried.index(it.message(), attempt.content()),
        outcome instanceof SendOutcome.Accepted accepted ? accepted.providerMessageId() : null,
        it.now() - attempt.took().toMillis(),
        it.now(),
        nothingSent
            ? RetryRules.nothingSent(attempt)
            : outcome.error().map(error -> error.describe()).orElse(null),
        conversation,
        details(outcome));
  }

  /** What means the same for every provider; the rest may be long, and may name a person. */
  private static Map<String, String> details(SendOutcome outcome) {
    Map<String, String> kept = new HashMap<>();
    if (outcome instanceof SendOutcome.Accepted accepted) {
      for (String name : SendOutcome.Accepted.STANDARD_DETAILS) {
        String value = accepted.details().get(name);
        if (value != null) {
          kept.put(name, value.substring(0, Math.min(value.length(), LONGEST_DETAIL)));
        }
      }
    }
    return kept;
  }

  /** What is done with one that this process does not send after all. */
  Result giveBack(ClaimedMessage claimed, String reason) {
    return unsent(claimed, DeliveryState.QUEUED, reason);
  }

  private static Result unsent(ClaimedMessage claimed, DeliveryState state, String reason) {
    return new Result(
        new Conclusion(
            claimed,
            null,
            new Next(
                state,
                null,
                null,
                null,
                claimed.tries(),
                claimed.throttled(),
                claimed.later(),
                claimed.tried(),
                reason)),
        null);
  }
}
