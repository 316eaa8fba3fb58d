package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.whatsapp.internal.graph.RateLimitHeaders;
import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock stands at 12:00:00 GMT on Friday, 20 November 2026. */
@Tag("locale")
class RateLimitHeadersTest {
  private static @Nullable Duration read(String... headers) {
    return RateLimitHeaders.read(Headers.of(headers), Connections.CLOCK);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "90, PT1M30S",
    "99999999, P30D",
    "'Fri, 20 Nov 2026 12:01:30 GMT', PT1M30S",
    "'Friday, 20-Nov-26 12:01:30 GMT', PT1M30S",
    "'Fri Nov 20 12:01:30 2026', PT1M30S"
  })
  void standardHeaderIsANumberOfSecondsOrADate(String value, Duration wait) {
    assertThat(read("Retry-After", value)).isEqualTo(wait);
  }

  @Test
  void businessUseCaseUsageGivesMinutesPerAccountAndKindOfCall() {
    assertThat(
            read(
                "X-Business-Use-Case-Usage",
                "{\"1\":[{\"type\":\"whatsapp\",\"estimated_time_to_regain_access\":3}],"
                    + "\"2\":[{\"estimated_time_to_regain_access\":\"7\"},{}]}"))
        .isEqualTo(Duration.ofMinutes(7));
  }

  @ParameterizedTest
  @CsvSource({"100, 0, 0, 1", "0, 120, 3, 10", "5, 7, 200.5, 31", "101, 0, 0, 1"})
  void appUsageAboveAHundredPercentIsWaitedForUntilTheHourHasMovedOn(
      String calls, String time, String processor, long minutes) {
    assertThat(read("X-App-Usage", appUsage(calls, time, processor)))
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"call_count\":99.9,\"total_time\":25,\"total_cputime\":25}",
        "{}",
        "[]",
        "",
        "{",
        "{\"call_count\":\"much\"}",
        "{\"call_count\":-200}",
        "{\"call_count\":{\"x\":200}}",
        "{\"total\":200}"
      })
  void otherAppUsageIsNotWaitedFor(String header) {
    assertThat(read("X-App-Usage", header)).isNull();
  }

  @Test
  void longestOfAllCounts() {
    String business = "{\"1\":[{\"estimated_time_to_regain_access\":2}]}";
    assertThat(
            read(
                "Retry-After",
                "90",
                "X-Business-Use-Case-Usage",
                business,
                "X-App-Usage",
                appUsage("120", "0", "0")))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(
            read("Retry-After", "900", "X-Business-Use-Case-Usage", business, "X-App-Usage", "{}"))
        .isEqualTo(Duration.ofMinutes(15));
  }

  private static String appUsage(String calls, String time, String processor) {
    return "{\"call_count\":%s,\"total_time\":%s,\"total_cputime\":%s}"
        .formatted(calls, time, processor);
  }
}
