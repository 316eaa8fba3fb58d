package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.spi.ConnectionContext;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when Meta serves a version of the Graph API. Versions that are not listed pass in silence:
 * newer ones are for Meta to announce.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/changelog/versions">Meta's list</a>
 */
public final class GraphVersions {
  private static final Logger log = LoggerFactory.getLogger(GraphVersions.class);

  /**
   * The last month of life. Meta's list is by the day; a month is as precise as a warning needs.
   */
  private static final Map<Integer, YearMonth> LAST_MONTH =
      Map.of(
          21, YearMonth.of(2027, 1),
          22, YearMonth.of(2027, 5),
          23, YearMonth.of(2027, 10),
          24, YearMonth.of(2028, 2),
          25, YearMonth.of(2028, 7));

  private static final int NEWEST_EXPIRED = 20;

  private GraphVersions() {}

  public static void warnIfExpired(String version, ConnectionContext context) {
    YearMonth now = YearMonth.from(context.clock().instant().atZone(ZoneOffset.UTC));
    expired(version, now)
        .ifPresent(
            reason ->
                log.warn(
                    "{}: Graph version {} {}; set graphVersion to a later one",
                    context.instance(),
                    version,
                    reason));
  }

  /** The last month of a version's life; empty when that is not known. */
  public static Optional<YearMonth> lastMonth(String version) {
    String major = version.substring(1, version.indexOf('.'));
    return major.length() > 4
        ? Optional.empty()
        : Optional.ofNullable(LAST_MONTH.get(Integer.parseInt(major)));
  }

  public static Optional<String> expired(String version, YearMonth now) {
    String major = version.substring(1, version.indexOf('.'));
    if (major.length() > 4) {
      return Optional.empty();
    }
    int number = Integer.parseInt(major);
    if (number <= NEWEST_EXPIRED) {
      return Optional.of("has expired");
    }
    YearMonth last = LAST_MONTH.get(number);
    return last != null && now.isAfter(last) ? Optional.of("expired in " + last) : Optional.empty();
  }
}
