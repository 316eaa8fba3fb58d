package io.patchbay.host.server;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.channel.Masking;
import io.patchbay.registry.internal.LimitedLog;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts what is refused, by reason, and logs who sent a bad key or called a webhook that there is
 * not. Thread-safe.
 */
final class RefusedRequests {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

  private final LimitedLog log = new LimitedLog(LOG);
  private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

  /** Why a request was not served: these and no others, whatever callers send. */
  enum Reason {
    NO_KEY("it has no key"),
    WRONG_KEY("the key is wrong"),
    CLOSED("no key is configured, or no queue"),
    UNKNOWN_WEBHOOK("no such instance is configured"),
    WEBHOOK(""),
    BAD_REQUEST(""),
    TOO_LARGE(""),
    TOO_SLOW(""),
    UNAVAILABLE(""),
    ERROR("");

    /** What to log; empty where nothing is, because the caller has made a mistake and knows it. */
    private final String logged;

    Reason(String logged) {
      this.logged = logged;
    }
  }

  /** Registers every counter, so that the first refusal shows as a rise. */
  RefusedRequests(MeterRegistry registry) {
    for (Reason reason : Reason.values()) {
      counters.put(
          reason,
          Counter.builder("patchbay.http.refused")
              .description("Requests that were not served")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Notes a request that the server itself did not serve. */
  void note(Context context, int status) {
    Reason reason = reason(context, status);
    count(reason);
    if (!reason.logged.isEmpty()) {
      log.warn(reason.name(), what(context) + " was refused: " + reason.logged);
    }
  }

  /** Counts a webhook that was not taken; the module that refused it has logged why. */
  void countWebhook(int status) {
    count(status == 503 ? Reason.UNAVAILABLE : status < 500 ? Reason.WEBHOOK : Reason.ERROR);
  }

  /** Logs an unexpected error, whose message may quote what was sent and is not shown. */
  void failed(Context context, Exception error) {
    StackTraceElement[] trace = error.getStackTrace();
    log.log(
        Level.ERROR,
        error.getClass().getName(),
        what(context)
            + " failed: "
            + error.getClass().getName()
            + " at "
            + (trace.length == 0 ? "?" : trace[0]));
  }

  /** Logs how many lines were left out. */
  void flush() {
    log.flush();
  }

  private void count(Reason reason) {
    Objects.requireNonNull(counters.get(reason), "every reason has a counter").increment();
  }

  private static String what(Context context) {
    return context.method().name()
        + " "
        + Masking.numbersIn(context.path())
        + " from "
        + Caller.of(context.req());
  }

  private static Reason reason(Context context, int status) {
    return switch (status) {
      case 401 -> context.header("Authorization") == null ? Reason.NO_KEY : Reason.WRONG_KEY;
      case 403 -> Reason.CLOSED;
      case 404 ->
          context.path().startsWith("/webhooks/") ? Reason.UNKNOWN_WEBHOOK : Reason.BAD_REQUEST;
      case 408 -> Reason.TOO_SLOW;
      case 413 -> Reason.TOO_LARGE;
      case 503 -> Reason.UNAVAILABLE;
      default -> status < 500 ? Reason.BAD_REQUEST : Reason.ERROR;
    };
  }
}
