package io.patchbay.core.internal.send;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When a send that was refused only for now is tried again. Immutable and thread-safe. */
public final class RetrySchedule {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** WhatsApp asks for 4^n seconds after too many messages to one person: no less may be waited. */
  private static final int RECIPIENT_FACTOR = 4;

  private static final int FACTOR = 2;

  private final DoubleSupplier random;

  /** A schedule with a source of numbers from 0 (inclusive) to 1 (exclusive), for the jitter. */
  public RetrySchedule(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * How long to wait before the next try.
   *
   * @param result how it stands; the workspace's time runs from its first attempt
   * @param tries how often it was tried so far, at least once
   * @return empty when it must not or need not be tried again
   */
  Optional<Duration> next(
      @Nullable WorkspaceRouting routing, SendResult result, int tries, Instant now) {
    SendError error = result.outcome().error().orElse(null);
    if (routing == null
        || error == null
        || result.attempts().isEmpty()
        || !(result.outcome() instanceof SendOutcome.Rejected)
        || error.retry() != Retry.BACKOFF
        || tries >= routing.retryAttempts()) {
      return Optional.empty();
    }
    Instant end = result.attempts().get(0).startedAt().plus(routing.retryWithin());
    Duration left = Duration.between(now, end);
    Duration asked = error.retryAfter() == null ? Duration.ZERO : error.retryAfter();
    if (asked.compareTo(left) > 0) {
      return Optional.empty();
    }
    Duration wait = wait(error, asked, tries);
    return wait.compareTo(left) > 0 ? Optional.empty() : Optional.of(wait);
  }

  private Duration wait(SendError error, Duration asked, int tries) {
    boolean recipient = error.category() == Category.RECIPIENT_RATE_LIMITED;
    double millis =
        FIRST_WAIT.toMillis() * Math.pow(recipient ? RECIPIENT_FACTOR : FACTOR, tries - 1);
    double own = recipient ? millis : millis / 2;
    double least = Math.max((double) asked.toMillis(), own);
    return Duration.ofMillis((long) (least + random.getAsDouble() * millis / 2));
  }
}
