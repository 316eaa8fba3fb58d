package io.patchbay.host;

import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.host.console.UserError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When and how surely messages of the queue are to be delivered. */
final class QueueOptions {
  private static final int LAST_YEAR = 9999;

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description =
          "Hand the audience over and send it from then on: 2027-03-01T09:00 by this machine's time"
              + " zone, or with an offset, 2027-03-01T09:00+01:00.")
  private @Nullable String notBefore;

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      description = "What has not been sent by then is not sent any more.")
  private @Nullable String expiresAt;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description =
          "From -100 to 100 (default: 0): higher ones overtake, among messages that go the same"
              + " way.")
  private int priority;

  @Option(
      names = "--at-least-once",
      description =
          "Send a message again of which nobody can tell whether it was sent, once later ones are"
              + " known to have arrived: it may arrive twice.")
  private boolean atLeastOnce;

  /**
   * The options.
   *
   * @param zone by which times without an offset are read
   */
  SubmitOptions read(ZoneId zone) {
    if (Math.abs((long) priority) > SubmitOptions.HIGHEST) {
      throw new UserError("--priority is a number from -100 to 100, not " + priority + ".");
    }
    Instant from = moment("--not-before", notBefore, zone);
    Instant until = moment("--expires-at", expiresAt, zone);
    if (from != null && until != null && !until.isAfter(from)) {
      throw new UserError("--expires-at is not after --not-before; nothing would ever be sent.");
    }
    return new SubmitOptions(
        from, until, priority, atLeastOnce ? Guarantee.AT_LEAST_ONCE : Guarantee.AT_MOST_ONCE);
  }

  private static @Nullable Instant moment(String option, @Nullable String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    Instant moment = offset(text);
    if (moment == null) {
      moment = local(text, zone);
    }
    if (moment == null) {
      throw new UserError(
          option
              + " '"
              + text
              + "' is not a time; write 2027-03-01T09:00, or with an offset"
              + " 2027-03-01T09:00+01:00.");
    }
    return moment;
  }

  private static @Nullable Instant offset(String text) {
    try {
      OffsetDateTime moment = OffsetDateTime.parse(text);
      return sensible(moment.getYear()) ? moment.toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant local(String text, ZoneId zone) {
    try {
      LocalDateTime moment = LocalDateTime.parse(text);
      return sensible(moment.getYear()) ? moment.atZone(zone).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean sensible(int year) {
    return year > 0 && year <= LAST_YEAR;
  }
}
