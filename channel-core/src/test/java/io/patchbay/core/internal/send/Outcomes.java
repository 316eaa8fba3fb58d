package io.patchbay.core.internal.send;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Outcomes as providers give them. */
public final class Outcomes {
  private Outcomes() {}

  public static SendOutcome accepted() {
    return new SendOutcome.Accepted("id-1", List.of(), Map.of());
  }

  static SendError.Builder error(Category category) {
    return SendError.of(category, "Because of " + category);
  }

  static SendOutcome rejected(Category category) {
    return new SendOutcome.Rejected(error(category).build());
  }

  static SendOutcome rejected(Category category, Scope scope) {
    return new SendOutcome.Rejected(error(category).scope(scope).build());
  }

  static SendOutcome unknown(Category category) {
    return new SendOutcome.Unknown(error(category).retry(Retry.BACKOFF).build());
  }

  public static SendOutcome throttled() {
    return new SendOutcome.Rejected(
        error(Category.RATE_LIMITED).retry(Retry.BACKOFF).scope(Scope.SENDER).build());
  }

  static SendOutcome throttledFor(Duration wait) {
    return new SendOutcome.Rejected(
        error(Category.RATE_LIMITED).retry(Retry.BACKOFF).retryAfter(wait).build());
  }
}
