package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({"90, PT1M30S", "999999999, P30D", "'Fri, 20 Nov 2026 12:01:30 GMT', PT1M30S"})
  void secondsAndDatesAreReadUpTo30Days(String value, Duration wait) {
    assertThat(RetryAfter.read(Headers.of("Retry-After", value), CLOCK)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "9999999999", "soon", "Fri, 20 Nov 2026 11:59:00 GMT"})
  void anyOtherValueIsNoWait(String value) {
    assertThat(RetryAfter.read(Headers.of("Retry-After", value), CLOCK)).isNull();
  }

  @Test
  void withoutTheHeaderThereIsNoWait() {
    assertThat(RetryAfter.read(Headers.of(), CLOCK)).isNull();
  }
}
