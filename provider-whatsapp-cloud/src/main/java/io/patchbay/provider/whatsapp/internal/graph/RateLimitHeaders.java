package io.patchbay.provider.whatsapp.internal.graph;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.support.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer's headers ask to wait. The longest counts:
 *
 * <ul>
 *   <li>{@code Retry-After}, in seconds or as a date;
 *   <li>{@code X-Business-Use-Case-Usage}, whose {@code estimated_time_to_regain_access} is in
 *       minutes;
 *   <li>{@code X-App-Usage}, which names no time but how many percent of its calls, time and
 *       processor time the app has used up in the last hour. Above 100 Meta refuses until enough of
 *       that hour has passed; spread evenly that is, for 120 percent, a sixth of it.
 * </ul>
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/overview/rate-limiting">Rate
 *     limits</a>
 */
public final class RateLimitHeaders {
  private static final double ALL = 100;

  private RateLimitHeaders() {}

  public static @Nullable Duration read(Headers headers, Clock clock) {
    Duration wait = RetryAfter.read(headers, clock);
    Duration usage = usage(headers.get("X-Business-Use-Case-Usage"));
    Duration app = appUsage(headers.get("X-App-Usage"));
    return RetryAfter.bounded(
        Collections.max(List.of(wait == null ? Duration.ZERO : wait, usage, app)));
  }

  private static Duration usage(@Nullable String header) {
    JsonObject accounts = header == null ? null : GraphJson.object(header);
    long minutes = 0;
    if (accounts != null) {
      for (String account : accounts.keySet()) {
        for (JsonElement use : GraphJson.elements(accounts, account)) {
          minutes = Math.max(minutes, minutes(use));
        }
      }
    }
    return Duration.ofMinutes(minutes);
  }

  private static Duration appUsage(@Nullable String header) {
    JsonObject use = header == null ? null : GraphJson.object(header);
    double percent = 0;
    for (String measure : List.of("call_count", "total_time", "total_cputime")) {
      String value = GraphJson.text(use, measure);
      if (value != null && value.matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
        percent = Math.max(percent, Double.parseDouble(value));
      }
    }
    return percent < ALL
        ? Duration.ZERO
        : Duration.ofMinutes(Math.max(1, Math.round(Math.ceil(60 * (percent - ALL) / percent))));
  }

  private static long minutes(JsonElement use) {
    String minutes =
        use.isJsonObject()
            ? GraphJson.text(use.getAsJsonObject(), "estimated_time_to_regain_access")
            : null;
    return minutes != null && minutes.matches("[0-9]{1,9}") ? Long.parseLong(minutes) : 0;
  }
}
