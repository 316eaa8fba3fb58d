package io.patchbay.delivery;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.core.internal.send.Pipeline;
import io.patchbay.core.internal.send.Plan;
import io.patchbay.core.internal.send.Step;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.store.Conclusion.Next;
import io.patchbay.delivery.store.SenderNews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the outcome of an attempt. Pure but for the jitter, immutable and thread-safe.
 */
final class RetryRules {
  /** WhatsApp asks for 4^n seconds after too many messages to one person. */
  private static final int RECIPIENT_FACTOR = 4;

  /** Longer waits would only hide a mistake: 4^8 seconds are 18 hours. */
  private static final int MOST_DOUBLINGS = 8;

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /**
   * How long a whole sender is held because one answer asks for it: a gateway may ask for years by
   * mistake. What an error code explains, so that {@link Retry#LATER} goes with it, is no such
   * hold.
   */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** How long what waits for a configuration waits before it is looked at again. */
  static final Duration UNCONFIGURED = Duration.ofSeconds(30);

  private final DeliverySettings settings;
  private final DoubleSupplier random;

  RetryRules(DeliverySettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * What follows.
   *
   * @param next where the message goes
   * @param sender what all users of the sender have to know; null for nothing
   */
  record Verdict(Next next, @Nullable SenderNews sender) {}

  /** A message on its way. */
  record Case(ClaimedMessage claimed, SmsMessage message, LaneKey lane, String sender, long now) {}

  /** After an attempt. */
  Verdict after(Case it, Plan plan, List<Attempt> before, Attempt attempt) {
    SendOutcome outcome = attempt.outcome();
    if (outcome.nothingSent()) {
      return only(next(it, DeliveryState.NOTHING_SENT, null, null, 0, 0, nothingSent(attempt)));
    }
    if (outcome instanceof SendOutcome.Accepted) {
      return only(next(it, DeliveryState.ACCEPTED, null, null, 0, 0, null));
    }
    SendError error = outcome.error().orElseThrow();
    if (outcome instanceof SendOutcome.Unknown) {
      return only(
          next(it, DeliveryState.UNKNOWN, null, settings.settleAfter(), 1, 0, error.describe())
              .keeping(it.claimed().tried()));
    }
    List<Attempt> all = new ArrayList<>(before);
    all.add(attempt);
    Optional<Step> other = Pipeline.next(plan, all);
    if (other.isPresent()) {
      return failover(it, all, attempt, other.get(), error);
    }
    return refused(it, error);
  }

  /** Why a message that a provider took is a dead letter all the same. */
  static String nothingSent(Attempt attempt) {
    return attempt.instance()
        + " took it and sent nothing: its provider is a stub, or in a test mode";
  }

  /** A refusal before any attempt: no way leads to the recipient. */
  Verdict unplanned(Case it, SendError refusal) {
    if (refusal.category() == Category.NOT_CONFIGURED) {
      return only(next(it, DeliveryState.QUEUED, UNCONFIGURED, null, 0, 0, refusal.describe()));
    }
    return only(dead(it, refusal.describe()));
  }

  private Verdict failover(
      Case it, List<Attempt> all, Attempt attempt, Step other, SendError error) {
    boolean stays = other.route().instance().equals(attempt.instance());
    LaneKey lane = stays ? null : it.lane().through(other.route().instance().name());
    // Others need not find out for themselves what this sender refuses until somebody acts.
    boolean lasts =
        error.retry() == Retry.LATER
            && error.scope().compareTo(Scope.SENDER) >= 0
            && !blocks(error);
    Builder next =
        next(
            it,
            DeliveryState.QUEUED,
            null,
            null,
            1,
            0,
            error.describe()
                + (stays
                    ? "; its next content is tried"
                    : "; it goes through " + other.route().instance()));
    next.lane = lane;
    return new Verdict(
        next.keeping(Tried.write(all, it.message())), lasts ? pause(it, error) : null);
  }

  private Verdict refused(Case it, SendError error) {
    ClaimedMessage claimed = it.claimed();
    boolean wide = error.scope().compareTo(Scope.SENDER) >= 0;
    if (wide && error.category().blocksInstance()) {
      return later(it, error, true);
    }
    return switch (error.retry()) {
      case NEVER -> only(dead(it, error.describe()));
      case LATER -> later(it, error, wide);
      case BACKOFF ->
          error.category().throttled()
              ? throttled(it, error)
              : claimed.tries() + 1 >= settings.tries() || tooOld(it)
                  ? only(dead(it, exhausted(claimed.tries() + 1) + error.describe()))
                  : backoff(it, error, wide);
    };
  }

  private Verdict backoff(Case it, SendError error, boolean wide) {
    Duration wait = longer(asked(error), backoff(it.claimed().tries()));
    Builder next = next(it, DeliveryState.QUEUED, wait, null, 1, 0, error.describe());
    // Whoever asks the same server meanwhile would only use up its tries.
    Duration pause = shorter(wait, LONGEST_PAUSE);
    return new Verdict(
        next.keeping(it.claimed().tried()),
        wide ? new SenderNews(it.sender(), false, pause, error.describe()) : null);
  }

  private Verdict throttled(Case it, SendError error) {
    int throttled = it.claimed().throttled() + 1;
    if (throttled >= settings.throttledTries() || tooOld(it)) {
      return only(dead(it, exhausted(throttled) + error.describe()));
    }
    boolean recipient = error.category() == Category.RECIPIENT_RATE_LIMITED;
    Duration wait;
    SenderNews news = null;
    if (recipient) {
      long seconds = (long) Math.pow(RECIPIENT_FACTOR, Math.min(throttled - 1, MOST_DOUBLINGS));
      wait = longer(asked(error), plusJitter(Duration.ofSeconds(seconds)));
    } else {
      Duration asked = error.retryAfter();
      Duration pause = asked == null ? FIRST_WAIT : shorter(asked, LONGEST_HOLD);
      wait = plusJitter(pause);
      news = new SenderNews(it.sender(), true, pause, error.describe());
    }
    Builder next = next(it, DeliveryState.QUEUED, wait, null, 0, throttled, error.describe());
    return new Verdict(next.keeping(it.claimed().tried()), news);
  }

  private Verdict later(Case it, SendError error, boolean pauses) {
    int later = it.claimed().later() + 1;
    Duration wait = longer(error.retryAfter(), settings.laterInterval());
    // What a block keeps back goes on as soon as the block ends, which nobody can tell beforehand.
    boolean blocked = blocks(error);
    SenderNews news = pauses && !blocked ? pause(it, error) : null;
    // Every process finds a block out with messages of its own, and once more after each start.
    boolean last = later >= settings.laterTries() && !(blocked && isEarly(it));
    Builder next =
        last
            ? next(it, DeliveryState.FAILED, null, null, 1, 0, exhausted(later) + error.describe())
            : next(it, DeliveryState.QUEUED, blocked ? null : wait, null, 0, 0, error.describe());
    next.later = later;
    return new Verdict(last ? next.build() : next.keeping(it.claimed().tried()), news);
  }

  /** Whether the tries that a message has would not have been used up yet by waiting for each. */
  private boolean isEarly(Case it) {
    return it.now() - it.claimed().firstAt()
        < settings.laterInterval().toMillis() * (settings.laterTries() - 1);
  }

  private static boolean blocks(SendError error) {
    return error.category().blocksInstance() && error.scope().compareTo(Scope.CONNECTION) >= 0;
  }

  private SenderNews pause(Case it, SendError error) {
    return new SenderNews(
        it.sender(),
        false,
        longer(error.retryAfter(), settings.laterInterval()),
        error.category().curedByAnotherProvider(),
        error.describe());
  }

  private boolean tooOld(Case it) {
    return it.now() - it.claimed().firstAt() > settings.retryWithin().toMillis();
  }

  private static String exhausted(int tries) {
    return "given up after " + tries + (tries == 1 ? " try: " : " tries: ");
  }

  /** Twice as long from try to try, the half of it at random. */
  private Duration backoff(int tries) {
    double millis = FIRST_WAIT.toMillis() * Math.pow(2, Math.min(tries, MOST_DOUBLINGS + 4));
    double bounded = Math.min(millis, (double) LONGEST_BACKOFF.toMillis());
    return Duration.ofMillis((long) (bounded / 2 + random.getAsDouble() * bounded / 2));
  }

  private Duration plusJitter(Duration wait) {
    return wait.plusMillis((long) (random.getAsDouble() * wait.toMillis() / 10));
  }

  /** What a message waits because its provider asks for it: no longer than it is tried. */
  private @Nullable Duration asked(SendError error) {
    Duration asked = error.retryAfter();
    return asked == null ? null : shorter(asked, settings.retryWithin());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(@Nullable Duration asked, Duration own) {
    return asked != null && asked.compareTo(own) > 0 ? asked : own;
  }

  private static Verdict only(Next next) {
    return new Verdict(next, null);
  }

  private static Verdict only(Builder next) {
    return new Verdict(next.build(), null);
  }

  private static Next dead(Case it, String reason) {
    return next(it, DeliveryState.FAILED, null, null, 1, 0, reason).build();
  }

  private static Builder next(
      Case it,
      DeliveryState state,
      @Nullable Duration wait,
      @Nullable Duration settleAfter,
      int tries,
      int throttled,
      @Nullable String reason) {
    return new Builder(
        state,
        wait,
        settleAfter,
        it.claimed().tries() + tries,
        throttled,
        it.claimed().later(),
        reason);
  }

  /** The parts of what comes next. */
  private static final class Builder {
    private final DeliveryState state;
    private final @Nullable Duration wait;
    private final @Nullable Duration settleAfter;
    private final int tries;
    private final int throttled;
    private int later;
    private @Nullable LaneKey lane;
    private final @Nullable String reason;

    Builder(
        DeliveryState state,
        @Nullable Duration wait,
        @Nullable Duration settleAfter,
        int tries,
        int throttled,
        int later,
        @Nullable String reason) {
      this.state = state;
      this.wait = wait;
      this.settleAfter = settleAfter;
      this.tries = tries;
      this.throttled = throttled;
      this.later = later;
      this.reason = reason;
    }

    Next build() {
      return keeping(null);
    }

    /** With the ways that are not to be tried again. */
    Next keeping(@Nullable String tried) {
      return new Next(state, wait, settleAfter, lane, tries, throttled, later, tried, reason);
    }
  }
}
