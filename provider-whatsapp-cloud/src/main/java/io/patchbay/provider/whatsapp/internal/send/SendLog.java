package io.patchbay.provider.whatsapp.internal.send;

import io.patchbay.channel.Masking;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SendRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One debug line a send, and a warning where more than this message is concerned and a person has
 * to act, at most every ten minutes for the same code. Thread-safe.
 */
public final class SendLog {
  private static final Logger log = LoggerFactory.getLogger("io.patchbay.provider.whatsapp.sends");
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(10);

  /** Only codes with a remedy of their own get in here, so the catalogue bounds it. */
  private final Map<String, Instant> warned = new ConcurrentHashMap<>();

  private final String instance;
  private final Clock clock;

  public SendLog(ConnectionContext context) {
    this.instance = context.instance().toString();
    this.clock = context.clock();
  }

  public void finished(SendRequest request, SendOutcome outcome, Duration took) {
    if (log.isDebugEnabled()) {
      LoggingEventBuilder line =
          log.atDebug()
              .addKeyValue("instance", instance)
              .addKeyValue("to", Masking.address(request.to().value()))
              .addKeyValue("outcome", outcome.getClass().getSimpleName());
      outcome
          .match(
              accepted -> with(line, "wamid", accepted.providerMessageId()),
              rejected -> reason(line, rejected.cause()),
              unknown -> reason(line, unknown.cause()))
          .addKeyValue("ms", took.toMillis())
          .log("send");
    }
    outcome.error().filter(SendLog::concernsOperator).ifPresent(this::warn);
  }

  private static LoggingEventBuilder reason(LoggingEventBuilder line, SendError error) {
    LoggingEventBuilder known = with(line, "category", error.category().name());
    return with(with(known, "code", error.code()), "fbtrace_id", error.traceId());
  }

  private static LoggingEventBuilder with(
      LoggingEventBuilder line, String key, @Nullable String value) {
    return value == null ? line : line.addKeyValue(key, value);
  }

  private static boolean concernsOperator(SendError error) {
    boolean wide =
        error.scope() == Scope.SENDER
            || error.scope() == Scope.CONNECTION
            || error.scope() == Scope.ACCOUNT;
    return wide
        && error.retry() != Retry.BACKOFF
        && error.code() != null
        && !error.remedy().isEmpty();
  }

  private void warn(SendError error) {
    Instant now = clock.instant();
    String code = String.valueOf(error.code());
    Instant last = warned.get(code);
    boolean first = last == null && warned.putIfAbsent(code, now) == null;
    boolean again =
        last != null
            && !now.isBefore(last.plus(BETWEEN_WARNINGS))
            && warned.replace(code, last, now);
    if (first || again) {
      log.warn("{}: {}", instance, error.describe());
    }
  }
}
