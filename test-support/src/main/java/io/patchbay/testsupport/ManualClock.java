package io.patchbay.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that shows the same time until a test moves it. Thread-safe. */
public final class ManualClock extends Clock {
  private Instant now;

  /** Shows noon of 1 March 2026. */
  public ManualClock() {
    this(Instant.parse("2026-03-01T12:00:00Z"));
  }

  /** Shows this time. */
  public ManualClock(Instant start) {
    now = start;
  }

  /** Moves the clock; a negative time moves it back. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
