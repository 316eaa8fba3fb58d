package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendOutcome.Accepted;
import io.patchbay.channel.SendOutcome.Rejected;
import io.patchbay.channel.SendOutcome.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * One row of the fault matrix: what goes wrong and what has to come of it.
 *
 * @param requests how many whole requests reach the server
 * @param why why the outcome is what it is
 */
record Fault(
    String name,
    int requests,
    Class<? extends SendOutcome> outcome,
    @Nullable Category category,
    Retry retry,
    String why,
    Scene scene) {

  /** Makes one send go wrong. */
  interface Scene {
    Observed play() throws Exception;
  }

  /** What was seen: the whole requests of this one send that reached a server, and its outcome. */
  record Observed(int requests, SendOutcome outcome) {}

  static Fault accepted(String name, String why, Scene scene) {
    return new Fault(name, 1, Accepted.class, null, Retry.NEVER, why, scene);
  }

  static Fault unknown(String name, int requests, Category category, String why, Scene scene) {
    return new Fault(name, requests, Unknown.class, category, Retry.NEVER, why, scene);
  }

  static Fault rejected(
      String name, int requests, Category category, Retry retry, String why, Scene scene) {
    return new Fault(name, requests, Rejected.class, category, retry, why, scene);
  }

  /** Nothing reached anybody: to be tried again soon. */
  static Fault notSent(String name, String why, Scene scene) {
    return rejected(name, 0, Category.NETWORK, Retry.BACKOFF, why, scene);
  }

  String row() {
    return "| "
        + String.join(
            " | ",
            name,
            requests == 0 ? "nothing whole" : "1 request",
            outcome.getSimpleName(),
            category == null ? "" : "`" + category + "`",
            outcome == Rejected.class ? "`" + retry + "`" : "",
            why)
        + " |\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
